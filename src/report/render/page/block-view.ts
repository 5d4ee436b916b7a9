// The blocks of a section as templates see them: every field is there, every figure is already words.
import type { Block, Chart, Column, FindingPart, MediaCard, ReportModel, Table, Unit } from "../../summarise/index.ts";
import { SHAPES } from "../chart/plots.ts";
import type { Formatter } from "../format.ts";
import { type CellView, type Note, Notes, toCellView, toReceiptWords, toSafeHref } from "./cell-view.ts";

export interface TableView {
  readonly kind: "table";
  readonly id: string;
  /** What kind of table it is, for the style sheet: "formats", "comments". */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly {
    readonly label: string;
    readonly help: string | null;
    readonly align: "end" | "start";
    readonly sort: "number" | "text" | "none";
    readonly isRanking: boolean;
  }[];
  readonly rows: readonly {
    readonly key: string;
    readonly cells: readonly {
      readonly cell: CellView;
      readonly align: "end" | "start";
      readonly isHead: boolean;
      readonly target: string | null;
      readonly note: string | null;
    }[];
  }[];
  readonly totals: readonly { readonly cell: CellView; readonly align: "end" | "start" }[] | null;
  readonly whenEmpty: string;
  readonly note: string | null;
  readonly notes: readonly Note[];
  readonly hasMarks: boolean;
  readonly hasProvisional: boolean;
  readonly hasUnequal: boolean;
  /** More rows than one sees at a glance. */
  readonly isLong: boolean;
  /** More columns than fit beside one another without small type. */
  readonly isWide: boolean;
  /** Few columns and rows, and no sentences: two such tables stand side by side. */
  readonly isSmall: boolean;
}

export type BlockView = { readonly kind: Block["kind"] } & Readonly<Record<string, unknown>>;

const START_UNITS: ReadonlySet<Unit> = new Set(["text", "id", "link", "day", "instant", "spark"]);
const SORTED_AS_TEXT: ReadonlySet<Unit> = new Set(["text", "id", "link", "day", "instant"]);

export function toBlockView(block: Block, id: string, model: ReportModel, format: Formatter): BlockView {
  const notes = new Notes();
  switch (block.kind) {
    case "tiles": {
      const tiles = block.tiles.map((tile) => ({
        id: `${id}-${tile.id}`,
        label: tile.label,
        figure: toCellView(tile.figure, tile.unit, model, format, notes),
        change: tile.change === undefined ? null : toCellView(tile.change, "change", model, format, notes),
        lastYear: tile.lastYear === undefined ? null : toCellView(tile.lastYear, "change", model, format, notes),
        spark: tile.spark ?? null,
        note: tile.note ?? null,
      }));
      return {
        kind: block.kind,
        id,
        tiles,
        comparison: model.comparison.label,
        ...toMarks(notes),
      };
    }
    case "table":
      return { ...toTableView(block.table, id, model, format) };
    case "chart":
      return { kind: block.kind, id, chart: block.chart, ...toLegend(block.chart) };
    case "scatter": {
      const { scatter } = block;
      const legend = scatter.groups.map((name, at) => ({ name, shape: SHAPES[at % SHAPES.length], ink: groupInk(at) }));
      return { kind: block.kind, id, title: scatter.title, scatter, legend, note: scatter.note ?? null };
    }
    case "bars":
      return { kind: block.kind, id, title: block.bars.title, bars: block.bars, note: block.bars.note ?? null };
    case "grid":
      return { kind: block.kind, id, title: block.grid.title, grid: block.grid, note: block.grid.note ?? null };
    case "strip": {
      const { strip } = block;
      const figures = (list: typeof strip.totals) =>
        list.map(({ label, unit, cell }) => ({ label, figure: toCellView(cell, unit, model, format, notes) }));
      const items = strip.items.map((item) => ({
        at: format.instant(item.at),
        alt: item.alt,
        image: item.image ?? null,
        permalink: item.permalink === undefined ? null : toSafeHref(item.permalink),
        figures: figures(item.figures),
      }));
      return {
        kind: block.kind,
        id,
        title: strip.title,
        totals: figures(strip.totals),
        items,
        isFew: items.length < FEW_STORIES,
        note: strip.note ?? null,
        ...toMarks(notes),
      };
    }
    case "cards": {
      const cards = block.cards.map((card) => toCardView(card, model, format, notes));
      return {
        kind: block.kind,
        id,
        title: block.title,
        cards,
        isList: block.isList === true,
        whenEmpty: block.whenEmpty,
        ...toMarks(notes),
      };
    }
    case "headline":
      return {
        kind: block.kind,
        id,
        lead: block.lead,
        sentences: block.sentences.map((sentence) => sentence.map(({ text, tone }) => ({ text, tone: tone ?? null }))),
      };
    case "findings": {
      const findings = block.findings.map(({ tone, text, why, parts, next, target, receipts = [] }) => ({
        tone,
        text,
        why: why ?? null,
        parts: parts === undefined ? null : toPartViews(parts, format),
        next: next ?? null,
        target: toTarget(target, model),
        source: receipts.flatMap((key) => toReceiptWords(key, model, format) ?? []).join("\n") || null,
      }));
      return { kind: block.kind, id, title: block.title, findings };
    }
    case "ranking": {
      const { ranking } = block;
      const rows = ranking.rows.map(({ label, target, figure, length, change }) => ({
        label,
        target: toTarget(target, model),
        figure: toCellView(figure, ranking.unit, model, format, notes),
        length: Math.max(1, Math.round(length * 100)),
        change: toCellView(change, "change", model, format, notes),
      }));
      return { kind: block.kind, id, title: ranking.title, rows, note: ranking.note ?? null, ...toMarks(notes) };
    }
    case "caveats":
      return { kind: block.kind, id, entries: block.entries };
    case "coverage": {
      const rows = block.matrix.rows.map((row) => ({
        label: row.label,
        target: toTarget(row.target, model),
        states: row.states.map(({ state, because }) => ({ state, because: because ?? null })),
      }));
      const { length } = block.matrix.days;
      const isSparse = length > DAYS_LABELLED_MOST;
      const days = block.matrix.days.map((day, at) => ({
        short: isSparse ? toSparseLabel(day, at, length, format) : day.slice(8),
        long: format.day(day),
      }));
      return { kind: block.kind, id, title: block.title, days, rows, isSparse };
    }
    case "definitions": {
      const entries = block.entries.map(({ term, text, formula }) => ({ term, text, formula: formula ?? null }));
      return { kind: block.kind, id, title: block.title, entries };
    }
    case "text":
      return { kind: block.kind, id, title: block.title ?? null, paragraphs: block.paragraphs };
    case "markdown":
      return { kind: block.kind, id, title: block.title, source: block.source };
  }
}

const sections = new WeakMap<ReportModel, ReadonlySet<string>>();

/** A section to lead to, where this document has it: an appendix is a file of its own, and a brief report has few accounts. */
function toTarget(target: string | undefined, model: ReportModel): string | null {
  const ids = sections.get(model) ?? new Set(model.sections.map(({ id }) => id));
  sections.set(model, ids);
  return target !== undefined && ids.has(target) ? target : null;
}

/** Fewer stories are told on paper without their pictures. */
const FEW_STORIES = 5;

/** Bars from the middle, as long as the part is beside the longest. */
function toPartViews(parts: readonly FindingPart[], format: Formatter): readonly object[] {
  const longest = Math.max(1, ...parts.map(({ value }) => Math.abs(value)));
  return parts.map(({ label, value }) => ({
    label,
    value: format.difference(value),
    length: Math.round((Math.abs(value) / longest) * 100),
    tone: value < 0 ? "bad" : "good",
  }));
}

/** More days than these have no room for a number each: every seventh is named, but none that would reach over the end. */
const DAYS_LABELLED_MOST = 31;

function toSparseLabel(day: string, at: number, length: number, format: Formatter): string {
  return at % 7 === 0 && length - at > 5 ? format.shortDay(day) : "";
}

function toTableView(table: Table, id: string, model: ReportModel, format: Formatter): TableView {
  const notes = new Notes();
  const alignOf = (column: Column | undefined): "end" | "start" =>
    column === undefined || START_UNITS.has(column.unit) ? "start" : "end";
  const headAt = Math.max(
    0,
    table.columns.findIndex((column) => column.unit === "text" || column.unit === "link"),
  );
  const view = (cell: Table["rows"][number]["cells"][number], at: number): CellView =>
    toCellView(cell, table.columns[at]?.unit ?? "text", model, format, notes);
  return {
    kind: "table",
    id,
    name: table.id.replace(/-\d+$/, ""),
    title: table.title,
    columns: table.columns.map((column) => ({
      label: column.label,
      help: column.help ?? null,
      align: alignOf(column),
      sort: column.unit === "spark" ? "none" : SORTED_AS_TEXT.has(column.unit) ? "text" : "number",
      isRanking: column.isRanking === true,
    })),
    rows: table.rows.map((row) => ({
      key: row.key,
      cells: row.cells.map((cell, at) => ({
        cell: view(cell, at),
        align: alignOf(table.columns[at]),
        isHead: at === headAt,
        target: at === headAt ? toTarget(row.target, model) : null,
        note: at === headAt ? (row.note ?? null) : null,
      })),
    })),
    totals: table.totals?.map((cell, at) => ({ cell: view(cell, at), align: alignOf(table.columns[at]) })) ?? null,
    whenEmpty: table.whenEmpty,
    note: table.note ?? null,
    ...toMarks(notes),
    isLong: table.rows.length > 8,
    isWide: table.columns.length > 8,
    isSmall:
      table.columns.length <= 4 &&
      table.rows.length <= 12 &&
      table.columns.filter((column) => column.unit === "text").length <= 1,
  };
}

/** What explains the marks of a block below it. */
function toMarks(notes: Notes): Pick<TableView, "notes" | "hasMarks" | "hasProvisional" | "hasUnequal"> {
  const { hasProvisional, hasUnequal } = notes;
  return { notes: notes.list(), hasMarks: hasProvisional || hasUnequal, hasProvisional, hasUnequal };
}

/** The classes of GROUP_INKS, in its order. */
function groupInk(at: number): string {
  return `ink-${[1, 3, 4, 5, 6][at % 5]}`;
}

function toLegend(chart: Chart): Readonly<Record<string, unknown>> {
  return {
    title: chart.title,
    alt: chart.alt,
    // One line that bears the title's own name needs no key.
    legend: chart.series
      .map((series, at) => ({ name: series.name, draw: series.draw, ink: `ink-${(at % 4) + 1}` }))
      .filter(({ name }, _at, all) => all.length > 1 || name !== chart.title),
    hasPanels: chart.layout === "panels",
    note: chart.note ?? null,
    hasProvisional: chart.series.some(
      (series) => (series.provisionalFrom ?? series.values.length) < series.values.length,
    ),
    hasMarks: chart.marks.length > 0,
    hasHighlight: chart.highlight !== undefined,
  };
}

function toCardView(card: MediaCard, model: ReportModel, format: Formatter, notes: Notes): object {
  return {
    mediaId: card.mediaId,
    account: card.account,
    format: card.format,
    published: format.instant(card.publishedAt),
    permalink: card.permalink === undefined ? null : toSafeHref(card.permalink),
    caption: card.caption,
    image: card.image ?? null,
    figures: card.figures.map(({ label, unit, cell }) => ({
      label,
      figure: toCellView(cell, unit, model, format, notes),
    })),
  };
}
