// The field expansion grammar (CONTRACT §5.1): parse and print.
//   fields   = field *("," field)
//   field    = name *("." modifier "(" arguments ")") ["{" fields "}"]
// Modifiers come before the braces; arguments are raw text without parentheses.

import { refusal } from "./refusals.ts";

export interface FieldModifier {
  readonly name: string;
  readonly argument: string;
}

export interface FieldExpression {
  readonly name: string;
  readonly modifiers: readonly FieldModifier[];
  /** null: no braces; `{}` is refused. */
  readonly subfields: readonly FieldExpression[] | null;
}

/** The modifiers any edge may carry; which of them an edge takes is its own affair. */
export const MODIFIERS: readonly string[] = [
  "limit",
  "since",
  "until",
  "after",
  "before",
  "metric",
  "period",
  "metric_type",
  "breakdown",
  "timeframe",
  "summary",
  "order",
  "as",
];

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;

/** The fields of a `fields` parameter. Throws the API's syntax refusal (code 2500) with the position. */
export function parseFields(text: string): readonly FieldExpression[] {
  let position = 0;

  const skipSpace = (): void => {
    while (/\s/.test(text[position] ?? "")) position += 1;
  };
  const fail = (problem: string): never => {
    throw refusal.syntax(problem, position, text);
  };
  const take = (mark: string): boolean => {
    skipSpace();
    if (text[position] !== mark) return false;
    position += 1;
    return true;
  };
  const readName = (): string => {
    skipSpace();
    NAME.lastIndex = position;
    const found = NAME.exec(text)?.[0];
    if (found === undefined)
      return fail(`Unexpected ${text[position] === undefined ? "end of string" : `"${text[position]}"`}.`);
    position += found.length;
    return found;
  };
  const readModifier = (): FieldModifier => {
    const name = readName();
    if (!MODIFIERS.includes(name)) return fail(`Unknown modifier "${name}".`);
    if (!take("(")) return fail('Expected "(".');
    const end = text.indexOf(")", position);
    if (end === -1) return fail('Expected ")".');
    const argument = text.slice(position, end).trim();
    position = end + 1;
    return { name, argument };
  };
  const readField = (): FieldExpression => {
    const name = readName();
    const modifiers: FieldModifier[] = [];
    while (take(".")) modifiers.push(readModifier());
    if (!take("{")) return { name, modifiers, subfields: null };
    const subfields = readList();
    if (!take("}")) return fail('Expected "}".');
    return { name, modifiers, subfields };
  };
  const readList = (): readonly FieldExpression[] => {
    const list: FieldExpression[] = [];
    const seen = new Set<string>();
    do {
      skipSpace();
      // A comma too many is forgiven at the end of a list, as the Graph API does.
      if (list.length > 0 && (text[position] === undefined || text[position] === "}")) break;
      const field = readField();
      const key = toOutputKey(field);
      if (seen.has(key)) fail(`Field ${key} specified more than once. This is only possible before version 2.1`);
      seen.add(key);
      list.push(field);
    } while (take(","));
    return list;
  };

  const fields = readList();
  skipSpace();
  if (position < text.length) fail(`Expected end of string instead of "${text[position]}".`);
  return fields;
}

/** The same list as text; `parseFields(printFields(x))` equals `x`. */
export function printFields(fields: readonly FieldExpression[]): string {
  return fields.map(printField).join(",");
}

function printField({ name, modifiers, subfields }: FieldExpression): string {
  const chain = modifiers.map((modifier) => `.${modifier.name}(${modifier.argument})`).join("");
  return `${name}${chain}${subfields === null ? "" : `{${printFields(subfields)}}`}`;
}

/** The key a field gets in the answer: its name, or what `.as()` says. */
export function toOutputKey({ name, modifiers }: FieldExpression): string {
  return modifiers.findLast((modifier) => modifier.name === "as")?.argument ?? name;
}
