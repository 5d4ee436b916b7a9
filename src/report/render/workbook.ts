// workbook.hbs → what sheets there are and how they look; xlsx.ts fills them from the model.
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import type { ReportModel, Table } from "../summarise/index.ts";
import { cutText, toPlainText } from "./plain-text.ts";
import { RenderError } from "./render-error.ts";
import type { TemplateFolder } from "./templates.ts";

const sheetSchema = z.strictObject({
  title: z.string().min(1),
  from: z.string().regex(/^(tiles|table|sheet):[\w-]+$/, "must be tiles:<section>, table:<id> or sheet:<id>"),
  freezeColumns: z.number().int().min(0).max(10).default(0),
  filter: z.boolean().default(true),
  /** Width in characters by column key. */
  widths: z.record(z.string(), z.number().min(2).max(255)).default({}),
});
const workbookSchema = z.strictObject({ title: z.string(), sheets: z.array(sheetSchema).min(1) });

export interface SheetPlan extends z.infer<typeof sheetSchema> {
  readonly table: Table;
}

export interface WorkbookPlan {
  readonly title: string;
  readonly sheets: readonly SheetPlan[];
}

/** Sheets with the tables that fill them; throws RENDER_TEMPLATE_BROKEN for a description that cannot be read. */
export function toWorkbookPlan(model: ReportModel, templates: TemplateFolder): WorkbookPlan {
  const text = templates.run(
    "workbook.hbs",
    { title: model.title },
    { quote: (words: string) => JSON.stringify(words) },
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
  const taken = new Set<string>();
  const sheets = parsed.data.sheets.flatMap((sheet) => {
    const table = findTable(model, sheet.from);
    return table === undefined ? [] : [{ ...sheet, title: toSheetTitle(sheet.title, taken), table }];
  });
  if (sheets.length === 0) throw broken(templates, undefined, "none of its sheets is in the model");
  return { title: parsed.data.title, sheets };
}

/** At most 31 characters, none of those Excel forbids, unique whatever the case. */
export function toSheetTitle(words: string, taken: Set<string>): string {
  const safe = toPlainText(words)
    .replace(/[:\\/?*[\]\n\t]/g, " ")
    .replace(/^'+|'+$/g, "")
    .trim();
  const title = safe === "" || /^history$/i.test(safe) ? "Sheet" : safe;
  for (let copy = 1; ; copy += 1) {
    const ending = copy === 1 ? "" : ` ${copy}`;
    const candidate = `${cutText(title, 31 - ending.length)}${ending}`;
    if (taken.has(candidate.toLowerCase())) continue;
    taken.add(candidate.toLowerCase());
    return candidate;
  }
}

function findTable(model: ReportModel, from: string): Table | undefined {
  const [kind, id] = from.split(":");
  if (kind === "sheet") return model.sheets.find((sheet) => sheet.id === id)?.table;
  const blocks = model.sections.flatMap((section) => section.blocks.map((block) => ({ section: section.id, block })));
  if (kind === "table") {
    return blocks.flatMap(({ block }) => (block.kind === "table" && block.table.id === id ? [block.table] : []))[0];
  }
  const tiles = blocks.flatMap(({ section, block }) => (section === id && block.kind === "tiles" ? block.tiles : []));
  return tiles.length === 0 ? undefined : toTileTable(tiles, model);
}

type Tiles = Extract<ReportModel["sections"][number]["blocks"][number], { kind: "tiles" }>["tiles"];

/** Tiles as rows. Their units differ, so the cells carry their own unit: see `unitOf` in xlsx.ts. */
function toTileTable(tiles: Tiles, model: ReportModel): Table {
  const none = { kind: "text", text: "" } as const;
  return {
    id: "tiles",
    title: "Summary",
    columns: [
      { key: "figure", label: "Figure", unit: "text", addsUp: false },
      { key: "value", label: model.period.label, unit: "count", addsUp: false },
      { key: "change", label: "Change", unit: "change", addsUp: false },
      { key: "against", label: model.comparison.label, unit: "count", addsUp: false },
      { key: "note", label: "Note", unit: "text", addsUp: false },
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
