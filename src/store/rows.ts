// Records to rows and back: the one place of the store where camelCase meets snake_case.
import type {
  AccountRecord,
  AudiencePoint,
  CommentRecord,
  CommentWalk,
  DayPoint,
  GapRecord,
  MediaPoint,
  MediaRecord,
  MissingAccount,
  TotalPoint,
} from "../dataset/index.ts";
import type { Restatement } from "./restatement.ts";
import type { Schema } from "./schema.ts";
import { parseStored } from "./stored-json.ts";
import { type Kind, listColumns, type TableName } from "./tables/index.ts";

/** What a row of each table says. */
interface Records {
  accounts: AccountRecord;
  missing_accounts: MissingAccount;
  account_days: DayPoint;
  account_totals: TotalPoint;
  media: MediaRecord;
  media_insights: MediaPoint;
  audience: AudiencePoint;
  comments: CommentRecord;
  comment_walks: Omit<CommentWalk, "startedAt">;
  gaps: GapRecord;
  restatements: Omit<Restatement, "kind"> & { readonly tableName: string };
}

type Camel<Name> = Name extends `${infer First}_${infer Rest}` ? `${First}${Capitalize<Camel<Rest>>}` : Name;

/** Fields of records for which their table has no column: there is none, or the tables below do not compile. */
type Homeless = { [Name in keyof Records]: Exclude<keyof Records[Name], Camel<keyof Schema[Name]>> }[keyof Records];

/** All rows of an answer bear the same moment: the one converted last. */
let latest = { moment: "", instant: "" };

/** One spelling for every moment, so that text order is time order. Throws RangeError for what is no moment. */
export function toInstant(moment: string | Date): string {
  if (moment === latest.moment) return latest.instant;
  const instant = new Date(moment).toISOString();
  if (typeof moment === "string") latest = { moment, instant };
  return instant;
}

type Fields = Record<string, unknown>;

interface Field {
  readonly column: string;
  readonly key: string;
  readonly kind: Kind;
}

interface Shape {
  readonly fields: readonly Field[];
  /** A record with all its fields and nothing in them: copies of one that was parsed take the least memory. */
  readonly blank: Readonly<Fields>;
}

const shapes = new Map<TableName, Shape>();

function toShape(table: TableName): Shape {
  const known = shapes.get(table);
  if (known !== undefined) return known;
  const fields = listColumns(table).map(({ name, kind }) => ({ column: name, key: toCamelCase(name), kind }));
  const keys = fields.filter(({ kind }) => kind !== "mark").map(({ key }) => key);
  const shape = { fields, blank: JSON.parse(JSON.stringify(Object.fromEntries(keys.map((key) => [key, null])))) };
  shapes.set(table, shape);
  return shape;
}

function toCamelCase(column: string): string {
  return column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** A record as a row. What is read is there: a mark of its deletion goes. */
export function toRow<Name extends keyof Records>(table: Name, record: Records[Name]): Schema[Name] {
  const given = record as unknown as Fields;
  const row: Fields = {};
  for (const { column, key, kind } of toShape(table).fields) row[column] = toCell(kind, given[key]);
  return row as Schema[Name];
}

function toCell(kind: Kind, value: unknown): unknown {
  if (value === undefined || value === null) return kind === "blank" ? "" : null;
  if (kind === "moment") return toInstant(value as string);
  if (kind === "flag") return Number(value);
  return kind === "list" || kind === "note" ? JSON.stringify(value) : value;
}

/** A row as a record; what is absent is undefined. */
export function fromRow<Name extends [Homeless] extends [never] ? keyof Records : never>(
  table: Name,
  row: Omit<Schema[Name], never>,
): Records[Name] {
  const cells = row as Fields;
  const { fields, blank } = toShape(table);
  const record = { ...blank };
  for (const { column, key, kind } of fields) if (kind !== "mark") record[key] = fromCell(kind, cells[column], column);
  return record as unknown as Records[Name];
}

function fromCell(kind: Kind, value: unknown, where: string): unknown {
  if (value === null || (kind === "blank" && value === "")) return undefined;
  if (kind === "flag") return value !== 0;
  if (typeof value !== "string") return value;
  if (kind === "note") return oneNote(value, where);
  return kind === "list" ? parseStored(value, where) : oneCopy(value);
}

const notes = new Map<string, unknown>();

/** The same few notes are told of thousands of gaps: one object each. */
function oneNote(text: string, where: string): unknown {
  const note = notes.get(text) ?? parseStored(text, where);
  if (notes.size >= NOTES_MOST) notes.clear();
  notes.set(text, note);
  return note;
}

const NOTES_MOST = 5_000;

/** More than the names, days and moments of any report; ids of accounts and media are met in runs. */
const TEXTS_MOST = 20_000;

const texts = new Map<string, string>();

/**
 * The same text, as the copy met first. An engine makes a new string of every value it hands over, and a dataset says the
 * same few metrics, days, moments and ids millions of times.
 */
function oneCopy(text: string): string {
  const copy = texts.get(text);
  if (copy !== undefined) return copy;
  if (texts.size >= TEXTS_MOST) texts.clear();
  texts.set(text, text);
  return text;
}
