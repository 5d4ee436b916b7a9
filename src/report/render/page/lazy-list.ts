/**
 * A list whose entries are made when they are looked at, so that a template may walk thousands of sections while only one
 * of them is there. The one looked at last is kept: a loop looks more than once.
 */
export function toLazyList<From, To>(held: readonly From[], make: (from: From) => To): readonly To[] {
  const list: To[] = [];
  let last: { readonly at: number; readonly made: To } | undefined;
  for (const [at, from] of held.entries()) {
    const get = (): To => {
      if (last?.at !== at) last = { at, made: make(from) };
      return last.made;
    };
    Object.defineProperty(list, at, { get, enumerable: true });
  }
  return list;
}
