// A file of permalinks with their labels: CSV (RFC 4180) as spreadsheets write it, with commas, semicolons or tabs.
import { readFileSync } from "node:fs";

/** A post and a label it bears. */
export interface LabelledLink {
  readonly link: string;
  readonly label: string;
}

export type LabelFile = { readonly rows: readonly LabelledLink[] } | { readonly problem: string };

/** Every row of the file, or what is wrong with it, as what its key "names": one sentence, with its line. */
export function readLabelFile(path: string): LabelFile {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    return { problem: `names ${path}, which ${code === "ENOENT" ? "does not exist" : `cannot be read (${code})`}` };
  }
  try {
    return parseLabels(new TextDecoder("utf-8", { fatal: true }).decode(bytes), path);
  } catch {
    return { problem: `names ${path}, which is not UTF-8 text; save it as CSV in UTF-8` };
  }
}

function parseLabels(text: string, path: string): LabelFile {
  const wrong = (line: number, what: string) => ({ problem: `names ${path}, whose line ${line} ${what}` });
  const { records, unclosed } = parseCsv(text);
  if (unclosed !== undefined) return wrong(unclosed, "opens a quotation mark that is never closed");
  const [head, ...rest] = records;
  const names = (head?.fields ?? []).map((field) => field.trim().toLowerCase());
  const [link, label] = [names.indexOf("permalink"), names.indexOf("label")];
  if (link < 0 || label < 0) return wrong(head?.line ?? 1, "must name the columns permalink and label");
  const rows: LabelledLink[] = [];
  for (const { line, fields } of rest) {
    const [address, name] = [fields[link]?.trim() ?? "", fields[label]?.trim() ?? ""];
    if (!/^https?:\/\/\S+$/.test(address)) return wrong(line, "has no web address as its permalink");
    if (name === "") return wrong(line, "has no label");
    rows.push({ link: address, label: name });
  }
  return { rows };
}

interface Record {
  /** From 1, where it begins. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** Records that hold anything; `unclosed` is the line of a quotation mark without its other. */
function parseCsv(text: string): { readonly records: readonly Record[]; readonly unclosed?: number } {
  const separator = findSeparator(text);
  const records: Record[] = [];
  let fields: string[] = [];
  let field = "";
  let quotedAt: number | undefined;
  let line = 1;
  let begins = 1;
  const endRecord = () => {
    fields.push(field);
    if (fields.some((one) => one.trim() !== "")) records.push({ line: begins, fields });
    fields = [];
    field = "";
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    const isLineEnd = character === "\n" || (character === "\r" && text[at + 1] !== "\n");
    if (isLineEnd) line += 1;
    if (quotedAt !== undefined) {
      if (character !== '"') field += character;
      else if (text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else quotedAt = undefined;
    } else if (character === '"' && field.trim() === "") {
      quotedAt = line;
      field = "";
    } else if (character === separator) {
      fields.push(field);
      field = "";
    } else if (isLineEnd) {
      endRecord();
      begins = line;
    } else if (character !== "\r") field += character;
  }
  endRecord();
  return quotedAt === undefined ? { records } : { records, unclosed: quotedAt };
}

/** The first of them on the first line. */
function findSeparator(text: string): string {
  return /^[^\r\n]*?([,;\t])/.exec(text)?.[1] ?? ",";
}
