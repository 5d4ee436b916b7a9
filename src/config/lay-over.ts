// One group of keys over another.

/** Keys of `above` replace those of `below`, groups of keys key by key; lists are replaced as a whole. */
export function layOver<Below extends object>(below: Below, above: object): Below {
  const merged = { ...below } as Record<string, unknown>;
  for (const [key, value] of Object.entries(above)) {
    if (value === undefined) continue;
    const under = merged[key];
    merged[key] = isGroup(value) && isGroup(under) ? layOver(under, value) : value;
  }
  return merged as Below;
}

function isGroup(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
