// The tables as Kysely sees them, from their description.
import type { Kind, TABLES, TableName } from "./tables/index.ts";

type Value<Of extends string> = Of extends "blob"
  ? Uint8Array
  : Of extends "integer" | "real" | "flag"
    ? number
    : string;

type Cell<Of> = Of extends "mark"
  ? string | null
  : Of extends `${infer Plain extends Kind}?`
    ? Value<Plain> | null
    : Value<Of & string>;

type Cells<Columns> = { -readonly [Column in keyof Columns]: Cell<Columns[Column]> };

type Own<Of> = Of extends { readonly own: infer Columns } ? Cells<Columns> : unknown;

export type Schema = {
  [Name in TableName]: Cells<(typeof TABLES)[Name]["columns"]> & Own<(typeof TABLES)[Name]>;
};
