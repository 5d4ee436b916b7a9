/** Parameters by name; `metric[0]=a&metric[1]=b` and `metric[]=a`, as PHP clients write lists, are `metric=a,b`. */
export function toParameters(pairs: Iterable<readonly [string, string]>): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const [written, value] of pairs) {
    const [, name] = /^([^[]+)\[\d*\]$/.exec(written) ?? [];
    const before = name === undefined ? undefined : parameters.get(name);
    parameters.set(name ?? written, before === undefined ? value : `${before},${value}`);
  }
  return parameters;
}
