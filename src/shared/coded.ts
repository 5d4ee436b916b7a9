// What is to be said, before anybody knows in which language: a code, and what its sentence needs.

/** Codes that say it all: `null` stands in place of their args. */
export type PlainCode<Args> = { [Code in keyof Args]: Args[Code] extends null ? Code : never }[keyof Args];

/** One of the codes with what it brings along. */
export type Coded<Args> =
  | { readonly code: PlainCode<Args> }
  | {
      [Code in Exclude<keyof Args, PlainCode<Args>>]: { readonly code: Code; readonly args: Args[Code] };
    }[Exclude<keyof Args, PlainCode<Args>>];

/** One language's text for every code; parts that are coded themselves are said by `say`. */
export type Texts<Args, Part = Coded<Args>> = {
  readonly [Code in keyof Args]: Args[Code] extends null
    ? string
    : (args: Args[Code], say: (part: Part) => string) => string;
};

/** What is coded, in the language of the texts. */
export function sayCoded<Args, Part>(texts: Texts<Args, Part>, told: Coded<Args>, say: (part: Part) => string): string {
  const text: unknown = texts[told.code];
  if (typeof text === "string") return text;
  const { args } = told as { readonly args?: unknown };
  return (text as (args: unknown, say: (part: Part) => string) => string)(args, say);
}
