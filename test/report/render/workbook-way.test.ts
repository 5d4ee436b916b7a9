// A workbook between its maker and its file, and one described by a template of one's own.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { Writable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeFiles } from "../../../src/report/deliver/index.ts";
import { render } from "../../../src/report/render/index.ts";
import type { RowSource, WorkbookPlan } from "../../../src/report/render/xlsx/workbook.ts";
import { writeXlsx } from "../../../src/report/render/xlsx/xlsx.ts";
import { buildModel, type ReportModel } from "../../../src/report/summarise/index.ts";
import { writeAside } from "../../../src/shared/index.ts";
import { openMemory, options, whole } from "../summarise/memory-dataset.ts";
import { count, toBook, toTable, words } from "./make-book.ts";
import { findFaults, readParts, readSheets } from "./workbook-parts.ts";

let folder = "";
let model: ReportModel;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gazette-workbook-"));
  model = await buildModel(openMemory(whole("17841400000000001")), options({}));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("a workbook on its way", () => {
  const book = { title: "Book", reportId: "1", datasetHash: "", sections: [], sheets: [], receipts: {} };
  const rowsOf = (length: number, onRow: (at: number) => void): RowSource => ({
    length,
    *[Symbol.iterator]() {
      for (let at = 0; at < length; at += 1) {
        onRow(at);
        yield { key: String(at), cells: [words(`row ${at} ${(at * 7_919) % 99_991}`), count(at)] };
      }
    },
  });
  const planOf = (rows: RowSource): WorkbookPlan => {
    const table = {
      ...toTable([
        { key: "a", label: "A", unit: "text", addsUp: false },
        { key: "b", label: "B", unit: "count", addsUp: true },
      ]),
      rows,
    };
    const wish = { from: "sheet:posts", table, filter: true, widths: {}, formats: {} };
    return {
      title: "Book",
      sheets: [{ title: "Posts", heading: [], freezeColumns: 0, orientation: "landscape", tables: [wish], charts: [] }],
    };
  };

  it("is never ahead of a target that does not take it", async () => {
    let read = 0;
    const held: (() => void)[] = [];
    let isOpen = false;
    const target = new Writable({
      write: (_chunk, _encoding, done) => void (isOpen ? done() : held.push(done)),
    });
    const written = writeXlsx(
      { ...model, ...book },
      planOf(
        rowsOf(200_000, (at) => {
          read = at;
        }),
      ),
      target,
      new AbortController().signal,
    );
    // Until the first bytes arrive, and then as many turns as would do for the rest.
    while (held.length === 0) await new Promise((resolve) => setImmediate(resolve));
    for (let still = 0, before = -1; still < 500; still = read === before ? still + 1 : 0) {
      before = read;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(read).toBeLessThan(150_000);
    isOpen = true;
    for (const done of held) done();
    await written;
    expect(read).toBe(199_999);
  });

  it("ends with the target's own error, or the reason of an abort", async () => {
    const full = Object.assign(new Error("no space left"), { code: "ENOSPC" });
    const failing = new Writable({ write: (_chunk, _encoding, done) => done(full) });
    const plan = planOf(rowsOf(50_000, () => undefined));
    await expect(writeXlsx({ ...model, ...book }, plan, failing, new AbortController().signal)).rejects.toBe(full);
    const stop = new AbortController();
    const reason = new Error("enough");
    const patient = new Writable({ write: (_chunk, _encoding, done) => void setImmediate(done) });
    const stopping = planOf(rowsOf(50_000, (at) => (at === 30_000 ? stop.abort(reason) : undefined)));
    await expect(writeXlsx({ ...model, ...book }, stopping, patient, stop.signal)).rejects.toBe(reason);
  });

  it("is a file aside until it is whole, and none when it fails", async () => {
    const out = join(folder, "out");
    const { files } = await render(model, {
      formats: ["xlsx"],
      template: "weekly",
      images: async () => undefined,
      signal: new AbortController().signal,
      writeAside: (fill) => writeAside(out, fill),
    });
    const [file] = files;
    expect(file?.bytes).toHaveLength(0);
    expect(await readdir(out)).toEqual([basename(file?.aside?.path ?? "")]);
    const [written] = await writeFiles(files, out);
    expect(await readdir(out)).toEqual(["report.xlsx"]);
    expect(findFaults(readParts(await readFile(written?.path ?? "")))).toEqual([]);
    const failing = writeAside(out, async (target) => {
      target.write("half");
      throw new Error("broken");
    });
    await expect(failing).rejects.toThrow("broken");
    expect(await readdir(out)).toEqual(["report.xlsx"]);
  });
});

describe("a description of one's own", () => {
  it("chooses sheets, titles, widths, formats and charts", async () => {
    const own = join(folder, "own");
    await mkdir(own);
    await writeFile(join(own, "report.hbs"), "");
    await writeFile(
      join(own, "workbook.hbs"),
      [
        "title: {{quote title}}",
        "sheets:",
        "  - title: Beiträge / alle",
        "    from: sheet:posts",
        '    formats: { views: "0" }',
        "    charts: [{ title: None, kind: line, from: 'sheet:nothing', labels: a, value: b }]",
        "  - { title: Nothing, from: 'sheet:nothing' }",
      ].join("\n"),
    );
    const book = readSheets(readParts(await toBook(model, { template: own })));
    expect(book.map(({ title, charts }) => [title, charts.length])).toEqual([["Beiträge   alle", 0]]);
    await writeFile(join(own, "workbook.hbs"), "title: x\nsheets: [{ title: A, from: 'sheet:posts', wdths: {} }]");
    const { failures } = await render(model, {
      formats: ["xlsx"],
      template: own,
      images: async () => undefined,
      signal: new AbortController().signal,
    });
    expect(failures.map(({ code, message }) => [code, /wdths/.test(message)])).toEqual([
      ["RENDER_TEMPLATE_BROKEN", true],
    ]);
  });
});
