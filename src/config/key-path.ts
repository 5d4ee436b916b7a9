// Where a value stands in the configuration, and how that is written for people.

export type KeyPath = readonly (string | number)[];

/** ["connections", 0, "token"] → "connections[0].token"; keys with dots of their own are quoted. */
export function toDottedKey(path: KeyPath): string {
  return path.reduce<string>((dotted, part) => {
    if (typeof part === "number") return `${dotted}[${part}]`;
    if (!/^[\w-]+$/.test(part)) return `${dotted}[${JSON.stringify(part)}]`;
    return dotted === "" ? part : `${dotted}.${part}`;
  }, "");
}

/** Whether `inner` is `outer` or stands below it. */
export function isWithin(inner: KeyPath, outer: KeyPath): boolean {
  return outer.every((part, index) => inner[index] === part);
}
