/** What a table says of a name that came from outside; undefined, too, for what every object has, such as "constructor". */
export function ownValue<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
