// workbook.hbs → what sheets there are and how they look; xlsx-layout.ts places their tables, xlsx.ts fills them.
import Handlebars from "handlebars";
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { toPeriodKind } from "../../../dataset/index.ts";
import { tellKpi } from "../../kpis/index.ts";
import type { ReportModel, Row, Table, Unit } from "../../summarise/index.ts";
import { toWords } from "../../words/index.ts";
import { phrase } from "../page/phrases.ts";
import type { TemplateFolder } from "../page/templates.ts";
import { RenderError } from "../render-error.ts";

const source = z
  .string()
  .regex(
    /^(tiles|findings|caveats|table|sheet):[\w-]+$/,
    "must be tiles:<section>, findings:<section>, caveats:<section>, table:<id> or sheet:<id>",
  );
const tableShape = {
  from: source,
  filter: z.boolean().default(true),
  /** Width in characters by column key. */
  widths: z.record(z.string(), z.number().min(2).max(255)).default({}),
  /** Excel number format by column key, in place of the unit's own. */
  formats: z.record(z.string(), z.string().min(1).max(200)).default({}),
};
const chartSchema = z.strictObject({
  title: z.string().min(1),
  /** A line over the days of a table, or a bar for each of its first rows. */
  kind: z.enum(["line", "bar"]),
  from: source,
  /** Column keys. */
  labels: z.string(),
  value: z.string(),
  /** Bars shown. */
  most: z.number().int().min(1).max(60).default(15),
});
const sheetSchema = z.strictObject({
  title: z.string().min(1),
  ...tableShape,
  freezeColumns: z.number().int().min(0).max(10).default(0),
  /** On paper. */
  orientation: z.enum(["portrait", "landscape"]).default("landscape"),
  /** Report, period and coverage above the table. */
  heading: z.boolean().default(false),
  charts: z.array(chartSchema).max(12).default([]),
  /** Further tables, under the charts. */
  below: z.array(z.strictObject(tableShape)).default([]),
});
const workbookSchema = z.strictObject({ title: z.string(), sheets: z.array(sheetSchema).min(1) });

export type ChartWish = z.infer<typeof chartSchema>;

/** Rows are walked once and never held all together, so that a source may make them as it goes. */
export interface RowSource extends Iterable<SheetRow> {
  readonly length: number;
}
/** A row of the Summary sheet brings its own unit, because its figures differ. */
export type SheetRow = Row & { readonly unit?: Unit | undefined };
export type SheetTable = Omit<Table, "rows"> & { readonly rows: RowSource };

export interface TableWish {
  readonly from: string;
  readonly table: SheetTable;
  readonly filter: boolean;
  readonly widths: Readonly<Record<string, number>>;
  readonly formats: Readonly<Record<string, string>>;
}

export interface SheetWish {
  readonly title: string;
  readonly heading: readonly string[];
  readonly freezeColumns: number;
  readonly orientation: "portrait" | "landscape";
  /** The first stands above the charts, the others below. */
  readonly tables: readonly TableWish[];
  readonly charts: readonly ChartWish[];
}

export interface WorkbookPlan {
  readonly title: string;
  readonly sheets: readonly SheetWish[];
}

/** Sheets with the tables that fill them; throws RENDER_TEMPLATE_BROKEN for a description that cannot be read. */
export function toWorkbookPlan(model: ReportModel, templates: TemplateFolder): WorkbookPlan {
  const accounts = model.sheets.find(({ id }) => id === "accounts")?.table;
  const sortBy = accounts?.columns.find(({ isRanking }) => isRanking === true);
  const words = toWords(model.locale, toPeriodKind(model.period));
  const text = templates.run(
    "workbook.hbs",
    {
      title: model.title,
      sortBy: { key: sortBy?.key ?? "followers", label: sortBy?.label ?? tellKpi("followers", words).short },
    },
    {
      t: (key: string) => new Handlebars.SafeString(JSON.stringify(phrase(words.phrases, key))),
      quote: (words: string) => new Handlebars.SafeString(JSON.stringify(words)),
    },
  );
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const fault = document.errors[0];
  if (fault !== undefined) throw broken(templates, fault.linePos?.[0].line, fault.message.split("\n")[0] ?? "");
  const parsed = workbookSchema.safeParse(document.toJS());
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw broken(templates, undefined, `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "unreadable"}`);
  }
  const sheets = parsed.data.sheets.flatMap((sheet): SheetWish[] => {
    const tables = [sheet, ...sheet.below].flatMap(({ from, filter, widths, formats }): TableWish[] => {
      const table = findTable(model, from);
      return table === undefined ? [] : [{ from, table, filter, widths, formats }];
    });
    if (tables[0]?.from !== sheet.from) return [];
    const { title, freezeColumns, orientation, charts } = sheet;
    return [{ title, freezeColumns, orientation, charts, tables, heading: sheet.heading ? listHeading(model) : [] }];
  });
  if (sheets.length === 0) throw broken(templates, undefined, "none of its sheets is in the model");
  return { title: parsed.data.title, sheets };
}

function listHeading({ title, brand, period, comparison, coverage, locale, sections }: ReportModel): readonly string[] {
  const provisional = sections.find(({ id }) => id === "summary")?.provisional;
  return [
    [title, brand.name].filter((part) => part !== "").join(" · "),
    `${period.label} (${period.timeZone}) · ${toWords(locale).phrases.comparedWith} ${comparison.label}`,
    coverage.sentence,
    ...(provisional === undefined ? [] : [provisional]),
  ];
}

function findTable(model: ReportModel, from: string): SheetTable | undefined {
  const [kind, id] = from.split(":");
  if (kind === "sheet") return model.sheets.find((sheet) => sheet.id === id)?.table;
  const blocks = model.sections.flatMap((section) => section.blocks.map((block) => ({ section: section.id, block })));
  if (kind === "table") {
    return blocks.flatMap(({ block }) => (block.kind === "table" && block.table.id === id ? [block.table] : []))[0];
  }
  const own = blocks.flatMap(({ section, block }) => (section === id ? [block] : []));
  if (kind === "findings") return toFindingTable(own, model);
  if (kind === "caveats") return toCaveatTable(own, model);
  const tiles = own.flatMap((block) => (block.kind === "tiles" ? block.tiles : []));
  return tiles.length === 0 ? undefined : toTileTable(tiles, model);
}

type Blocks = ReportModel["sections"][number]["blocks"];

const toTextCell = (text = "") => ({ kind: "text" as const, text });
const toTextColumn = (key: string, label: string) => ({ key, label, unit: "text" as const, addsUp: false });

/** What happened, why, and what next: a line each, for a sentence needs the width of the page. */
function toFindingTable(blocks: Blocks, { locale, period }: ReportModel): SheetTable | undefined {
  const block = blocks.find((one) => one.kind === "findings");
  if (block === undefined) return undefined;
  const { phrases } = toWords(locale, toPeriodKind(period));
  const lines = block.findings.flatMap(({ text, why, next }) => [
    text,
    ...(why === undefined || why === "" ? [] : [`    ${why}`]),
    ...(next === undefined ? [] : [`    ${phrases.next}${phrases.colon}${next}`]),
  ]);
  return {
    id: "findings",
    title: block.title,
    columns: [toTextColumn("finding", block.title)],
    rows: lines.map((line, at) => ({ key: String(at), cells: [toTextCell(line)] })),
    whenEmpty: "",
  };
}

/** What is not final and what is missing. */
function toCaveatTable(blocks: Blocks, { locale, period }: ReportModel): SheetTable | undefined {
  const block = blocks.find((one) => one.kind === "caveats");
  if (block === undefined) return undefined;
  const { phrases } = toWords(locale, toPeriodKind(period));
  return {
    id: "caveats",
    title: phrases.note,
    columns: [toTextColumn("caveat", phrases.coverage), toTextColumn("text", phrases.note)],
    rows: block.entries.map(({ term, text }) => ({ key: term, cells: [term, text].map(toTextCell) })),
    whenEmpty: "",
  };
}

type Tiles = Extract<ReportModel["sections"][number]["blocks"][number], { kind: "tiles" }>["tiles"];

/** Tiles as rows. */
function toTileTable(tiles: Tiles, model: ReportModel): SheetTable {
  const { phrases } = toWords(model.locale, toPeriodKind(model.period));
  const none = { kind: "text", text: "" } as const;
  return {
    id: "tiles",
    title: phrases.sheetSummary,
    columns: [
      { key: "figure", label: phrases.figure, unit: "text", addsUp: false },
      { key: "value", label: model.period.label, unit: "count", addsUp: false },
      { key: "change", label: phrases.change, unit: "change", addsUp: false },
      { key: "against", label: model.comparison.label, unit: "count", addsUp: false },
      { key: "note", label: phrases.note, unit: "text", addsUp: false },
    ],
    rows: tiles.map((tile) => ({
      key: tile.id,
      unit: tile.unit,
      cells: [
        { kind: "text", text: tile.label },
        tile.figure,
        tile.change ?? none,
        tile.change?.kind === "change" ? { kind: "value", value: tile.change.against } : none,
        { kind: "text", text: tile.note ?? "" },
      ],
    })),
    whenEmpty: "",
  };
}

function broken(templates: TemplateFolder, line: number | undefined, why: string): RenderError {
  return new RenderError(
    "RENDER_TEMPLATE_BROKEN",
    `Could not make the workbook from ${templates.name}/workbook.hbs${line === undefined ? "" : `, line ${line} of its output`}: ${why}.`,
    "Compare it with templates/weekly/workbook.hbs.",
  );
}
