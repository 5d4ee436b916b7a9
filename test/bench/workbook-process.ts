// Writes one large sheet, by our writer or by bare exceljs, in a process of its own; tells the time and the most memory.
import { createWriteStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import type { RowSource, SheetTable } from "../../src/report/render/xlsx/workbook.ts";
import { writeXlsx } from "../../src/report/render/xlsx/xlsx.ts";
import type { Cell, Column, Row } from "../../src/report/summarise/index.ts";

export interface WorkbookReading {
  readonly rows: number;
  readonly ms: number;
  readonly bytes: number;
  readonly peakRssKiB: number;
}

const FIGURES = ["reach", "views", "likes", "comments", "saves", "shares", "follows"] as const;
const DAY_MS = 86_400_000;
const columns: readonly Column[] = [
  { key: "account", label: "Account", unit: "text", addsUp: false },
  { key: "username", label: "Username", unit: "text", addsUp: false },
  { key: "mediaId", label: "Post id", unit: "id", addsUp: false },
  { key: "published", label: "Published", unit: "instant", addsUp: false },
  { key: "caption", label: "Caption", unit: "text", addsUp: false },
  ...FIGURES.map((key): Column => ({ key, label: key, unit: "count", addsUp: key !== "reach" })),
  { key: "rate", label: "Rate", unit: "percent", addsUp: false },
];

function toCells(at: number): readonly Cell[] {
  const account = at % 5_000;
  return [
    { kind: "text", text: `Bakery & Café ${account}` },
    { kind: "text", text: `bakery.${account}` },
    { kind: "text", text: `1790000${String(at).padStart(10, "0")}` },
    { kind: "instant", at: new Date(Date.UTC(2026, 10, 16) + (at % 10_080) * 60_000).toISOString() },
    { kind: "text", text: `Fresh from the oven, number ${at}: “rye & spelt” <every> morning at seven. #bakery #bread` },
    ...FIGURES.map((_, figure): Cell => ({ kind: "value", value: (at * (figure + 7)) % 100_003 })),
    { kind: "value", value: (at % 997) / 10_000 },
  ];
}

/** Made as it goes: neither side is charged for holding the rows. */
function toSource(length: number): RowSource {
  return {
    length,
    *[Symbol.iterator]() {
      for (let at = 0; at < length; at += 1) yield { key: String(at), cells: toCells(at) } satisfies Row;
    },
  };
}

async function writeOurs(rows: number, path: string): Promise<void> {
  const table: SheetTable = { id: "posts", title: "Posts", columns, rows: toSource(rows), whenEmpty: "" };
  await writeXlsx(
    {
      schema: 1,
      reportId: "bench",
      datasetHash: "",
      title: "Bench",
      brand: { name: "Bench", colour: "#0b5fff" },
      locale: "en-GB",
      paper: "A4",
      period: { from: "2026-11-16", to: "2026-11-22", timeZone: "Europe/Berlin", label: "Week 47" },
      comparison: { from: "2026-11-09", to: "2026-11-15", label: "Week 46" },
      dataAsOf: "2026-11-23T06:00:00.000Z",
      generator: "Gazette",
      accounts: 5_000,
      coverage: { share: 1, complete: 5_000, partial: 0, missing: 0, sentence: "" },
    },
    {
      title: "Bench",
      sheets: [
        {
          title: "Posts",
          heading: [],
          freezeColumns: 1,
          orientation: "landscape",
          tables: [{ from: "sheet:posts", table, filter: true, widths: {}, formats: {} }],
          charts: [],
        },
      ],
    },
    createWriteStream(path),
    new AbortController().signal,
  );
}

/** The way exceljs' own documentation streams: formats on the columns, a row added and committed. */
async function writeBare(rows: number, path: string): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useStyles: true, useSharedStrings: false });
  const sheet = workbook.addWorksheet("Posts", { views: [{ state: "frozen", xSplit: 1, ySplit: 1 }] });
  const formats = { text: "@", id: "@", instant: "yyyy-mm-dd hh:mm", count: "#,##0", percent: "0.0%" } as const;
  sheet.columns = columns.map(({ key, label, unit }) => ({
    key,
    header: label,
    width: 16,
    style: { numFmt: formats[unit as keyof typeof formats], font: { name: "Calibri", size: 10.5 } },
  }));
  for (let at = 0; at < rows; at += 1) {
    const values = toCells(at).map((cell) => {
      if (cell.kind === "instant") return new Date(Date.parse(cell.at) + DAY_MS / 24);
      return cell.kind === "text" ? cell.text : cell.kind === "value" ? cell.value : null;
    });
    sheet.addRow(values).commit();
    // Without a breath nothing is written before the end, and a large book does not fit in memory at all.
    if (at % 2_000 === 1_999) await new Promise((resolve) => setImmediate(resolve));
  }
  sheet.commit();
  await workbook.commit();
}

const [, , side = "ours", count = "10000"] = process.argv;
const folder = await mkdtemp(join(tmpdir(), "gazette-bench-"));
try {
  const path = join(folder, "book.xlsx");
  const rows = Number(count);
  const begun = performance.now();
  await (side === "bare" ? writeBare : writeOurs)(rows, path);
  const ms = performance.now() - begun;
  const { size } = await stat(path);
  process.send?.({ rows, ms, bytes: size, peakRssKiB: process.resourceUsage().maxRSS } satisfies WorkbookReading);
  if (process.send === undefined) console.log({ side, rows, ms, size, rss: process.resourceUsage().maxRSS / 1024 });
} finally {
  await rm(folder, { recursive: true });
}
