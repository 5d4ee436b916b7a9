// V13 for the workbook: whatever people write on Instagram is in the cell as text, and nothing else comes of it.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import ExcelJS from "exceljs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { render } from "../../../src/report/render/index.ts";
import type { Table } from "../../../src/report/summarise/index.ts";
import { captions, toExpected } from "./captions.ts";
import { sampleModel } from "./sample-model.ts";
import { findAll, findFaults, type Parts, readParts, readSheets } from "./workbook-parts.ts";

const run = promisify(execFile);
const table: Table = {
  id: "posts",
  title: "Posts",
  columns: [
    { key: "id", label: "Post id", unit: "id", addsUp: false },
    { key: "caption", label: "Caption", unit: "text", addsUp: false },
    { key: "likes", label: "Likes", unit: "count", addsUp: false },
  ],
  rows: captions.map((caption, at) => ({
    key: String(at),
    cells: [
      { kind: "text", text: String(17_841_400_000_000_001n + BigInt(at)) },
      { kind: "text", text: caption },
      { kind: "value", value: -at },
    ],
  })),
  whenEmpty: "",
};

let folder = "";
let path = "";
let parts: Parts;
let bytes: Uint8Array;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gazette-captions-"));
  path = join(folder, "captions.xlsx");
  const { files, failures } = await render(sampleModel({ sections: [], sheets: [{ id: "posts", table }] }), {
    formats: ["xlsx"],
    template: "weekly",
    images: async () => undefined,
    signal: new AbortController().signal,
  });
  expect(failures).toEqual([]);
  bytes = files[0]?.bytes ?? new Uint8Array();
  parts = readParts(bytes);
  await writeFile(path, bytes);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A cut text ends in a mark, at a whole character, no earlier than need be. */
function expectText(found: string | undefined, caption: string, at: number): void {
  const expected = toExpected(caption);
  if (expected.length <= 32_767) {
    expect(found, `caption ${at}`).toBe(expected);
    return;
  }
  expect(found?.length, `caption ${at}`).toBeGreaterThan(32_700);
  expect(found?.length, `caption ${at}`).toBeLessThanOrEqual(32_767);
  expect(found?.endsWith("…") && found.isWellFormed() && expected.startsWith(found.slice(0, -1))).toBe(true);
}

describe("three hundred hostile captions", () => {
  it("make sound parts: strict XML, allowed characters, no formula", () => {
    expect(captions.length).toBeGreaterThanOrEqual(300);
    expect(findFaults(parts)).toEqual([]);
    const [posts] = readSheets(parts);
    expect(findAll(posts?.root ?? { name: "", attributes: {}, children: [], text: "" }, "f")).toEqual([]);
    expect(posts?.links).toBe(0);
  });

  it("stand in their cells as text, in a reader that knows only the standard", () => {
    const cells = readSheets(parts)[0]?.cells;
    for (const [at, caption] of captions.entries()) {
      const cell = cells?.get(`B${at + 2}`);
      // ECMA-376 ST_Xstring: "_x005F_" is an underscore.
      expectText(cell?.text.replaceAll(/_x005F_/g, "_") ?? "", caption, at);
      expect(cells?.get(`A${at + 2}`)).toEqual({
        type: "s",
        text: String(17_841_400_000_000_001n + BigInt(at)),
        formula: undefined,
      });
      expect(cells?.get(`C${at + 2}`)?.text).toBe(String(-at));
    }
  });

  it("stand there in exceljs' reader", async () => {
    const book = await new ExcelJS.Workbook().xlsx.load(Buffer.from(bytes) as never);
    const posts = book.getWorksheet("Posts");
    for (const [at, caption] of captions.entries()) {
      const value = posts?.getCell(`B${at + 2}`).value;
      expectText(typeof value === "string" ? value : "", caption, at);
    }
  });

  it("stand there in openpyxl, where Python has it", async ({ skip }) => {
    const python = await findPython();
    if (python === undefined) return skip("no Python with openpyxl: apt-get install python3-openpyxl");
    const script = `
import json, openpyxl
sheet = openpyxl.load_workbook(${JSON.stringify(path)})["Posts"]
print(json.dumps([[cell.value if isinstance(cell.value, (str, int)) else "", cell.data_type] for cell in sheet["B"][1:]]))`;
    const { stdout } = await run(python, ["-c", script], { maxBuffer: 1 << 26 });
    const cells = JSON.parse(stdout) as readonly (readonly [string, string])[];
    expect(cells).toHaveLength(captions.length);
    for (const [at, caption] of captions.entries()) {
      const [value = "", type] = cells[at] ?? [];
      expect(type, `caption ${at}`).toBe(toExpected(caption) === "" ? "n" : "s");
      // openpyxl drops every "x005F_", one that people wrote included.
      expectText(value.replaceAll("x005F_", ""), caption.replaceAll("x005F_", ""), at);
    }
  });
});

async function findPython(): Promise<string | undefined> {
  for (const python of ["python3", "/usr/bin/python3"]) {
    const found = await run(python, ["-c", "import openpyxl"]).then(
      () => true,
      () => false,
    );
    if (found) return python;
  }
  return undefined;
}
