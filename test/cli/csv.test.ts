// V13 for CSV: what people wrote comes out as it was, but for a mark before what a spreadsheet would run.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { toCsvLine } from "../../src/cli/csv.ts";
import { captions } from "../report/render/captions.ts";

const run = promisify(execFile);
const lines = captions.map((caption, at) => toCsvLine([String(at), caption, -at, null]));
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gazette-csv-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** RFC 4180 read one character at a time: fields of all records. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[""]];
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const row = rows.at(-1) ?? [];
    const character = text[at] ?? "";
    if (isQuoted && character === '"' && text[at + 1] === '"') at += 1;
    else if (character === '"') {
      isQuoted = !isQuoted;
      continue;
    } else if (!isQuoted && character === ",") {
      row.push("");
      continue;
    } else if (!isQuoted && character === "\n") {
      rows.push([""]);
      continue;
    }
    row[row.length - 1] += character;
  }
  return rows.slice(0, -1);
}

/** What the first character a spreadsheet would look at is. */
const isRun = (text: string): boolean => /^[=+\-@＝＋－＠]/.test(text.replace(/^[\s\p{C}]+/u, ""));

it("each of three hundred captions is one field, as it was, with a mark where it would run", () => {
  const rows = readCsv(`${lines.join("\n")}\n`);
  expect(rows).toHaveLength(captions.length);
  let marked = 0;
  for (const [at, [id, text = "", number, absent]] of rows.entries()) {
    const caption = captions[at] ?? "";
    expect([id, number, absent], `caption ${at}`).toEqual([String(at), String(-at), ""]);
    expect(isRun(text), `caption ${at}: ${JSON.stringify(text.slice(0, 20))}`).toBe(false);
    expect(/^[\t\r\n]/.test(text), `caption ${at}`).toBe(false);
    if (text !== caption) {
      expect(text, `caption ${at}`).toBe(`'${caption}`);
      marked += 1;
    }
  }
  expect(marked).toBeGreaterThan(60);
  expect(marked).toBeLessThan(200);
});

it("Python's reader finds the same fields", async ({ skip }) => {
  const python = await run("python3", ["--version"]).catch(() => undefined);
  if (python === undefined) return skip("no Python: apt-get install python3-minimal");
  const path = join(folder, "captions.csv");
  // Python reads no NUL, and what is no Unicode cannot be written as UTF-8.
  const plain = lines.filter((line) => !line.includes("\0") && line.isWellFormed());
  await writeFile(path, `${plain.join("\n")}\n`);
  const script = `import csv, json, sys; csv.field_size_limit(10**7); print(json.dumps(list(csv.reader(open(sys.argv[1], encoding="utf-8", newline="")))))`;
  const { stdout } = await run("python3", ["-c", script, path], { maxBuffer: 1 << 26 });
  expect(JSON.parse(stdout)).toEqual(readCsv(`${plain.join("\n")}\n`));
});

it("numbers stay numbers, also negative ones, and text that looks like one is marked", () => {
  expect(toCsvLine([-5, "-5", 0.5, true, null])).toBe("-5,'-5,0.5,true,");
});
