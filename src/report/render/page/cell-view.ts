// A model cell made ready for writing: the words are settled here, the markup around them is the template words' business.
import type { Cell, Receipt, ReportModel, Side, Spark, Unit } from "../../summarise/index.ts";
import { type Formatter, isUnchanged } from "../format.ts";
import type { Phrases } from "./phrases.ts";

export type Tone = "up" | "down" | "level";

/** Before a change, so that no colour is its only sign. */
export const ARROWS: Readonly<Record<Tone, string>> = { up: "↑", down: "↓", level: "=" };

export interface CellView {
  readonly kind: Cell["kind"];
  /** The figure or text as every format writes it. */
  readonly text: string;
  /** What the figure means or comes from; shown on hover and on request. */
  readonly title: string | null;
  /** Number of the footnote that tells why it is absent. */
  readonly note: number | null;
  readonly href: string | null;
  readonly tone: Tone | null;
  readonly provisional: boolean;
  /** "than the week before", after a change told as a number of things. */
  readonly than: string | null;
  /** Rank won or lost, with arrow. */
  readonly move: string | null;
  readonly spark: Spark | null;
  readonly bar: { readonly length: number; readonly as: "difference" | "share" } | null;
  /** What a table is sorted by in this column; empty sorts last. */
  readonly sortBy: string;
}

export interface Note {
  readonly number: number;
  /** What stands where the figure would, "not measured"; empty for a rank, whose dash needs no word. */
  readonly word: string;
  readonly text: string;
}

/** Footnotes of one block: the same reason gets the same number. */
export class Notes {
  readonly #notes = new Map<string, Note>();
  /** Whether a figure of the block bears the mark of a provisional one, which then is explained as well. */
  hasProvisional = false;
  /** Likewise a change whose sides were not read at equal age. */
  hasUnequal = false;

  numberOf(because: string, word: string): number {
    const key = JSON.stringify([word, because]);
    const note = this.#notes.get(key) ?? { number: this.#notes.size + 1, word, text: because };
    this.#notes.set(key, note);
    return note.number;
  }

  list(): readonly Note[] {
    return [...this.#notes.values()];
  }
}

const EMPTY = {
  title: null,
  note: null,
  href: null,
  tone: null,
  provisional: false,
  than: null,
  move: null,
  spark: null,
  bar: null,
  sortBy: "",
} as const;

/** Words, footnote and sort key of a cell; `notes` collects the reasons for what is absent. */
export function toCellView(cell: Cell, unit: Unit, model: ReportModel, format: Formatter, notes: Notes): CellView {
  switch (cell.kind) {
    case "value":
      if (cell.provisional === true) notes.hasProvisional = true;
      return {
        ...EMPTY,
        kind: cell.kind,
        text: format.number(cell.value, cell.unit ?? unit),
        title: toReceiptWords(cell.receipt, model, format),
        provisional: cell.provisional === true,
        sortBy: String(cell.value),
      };
    case "absent": {
      const word = toAbsentWord(unit, format.words.phrases);
      return {
        ...EMPTY,
        kind: cell.kind,
        text: word === "" ? "–" : word,
        title: cell.because,
        note: notes.numberOf(cell.because, word),
      };
    }
    case "change": {
      if (cell.provisional === true) notes.hasUnequal = true;
      const isLevel = isUnchanged(cell.value, cell.as);
      return {
        ...EMPTY,
        kind: cell.kind,
        text: format.change(cell.value, cell.as),
        title: toSidesWords(cell, model, format),
        tone: isLevel ? "level" : cell.value > 0 ? "up" : "down",
        than: cell.as === "count" && !isLevel ? format.words.phrases.than : null,
        provisional: cell.provisional === true,
        sortBy: String(cell.value),
      };
    }
    case "bar":
      return {
        ...EMPTY,
        kind: cell.kind,
        text: cell.as === "difference" ? format.difference(cell.value) : format.number(cell.value, unit),
        title: toReceiptWords(cell.receipt, model, format),
        bar: { length: cell.length, as: cell.as },
        sortBy: String(cell.value),
      };
    case "text":
      return { ...EMPTY, kind: cell.kind, text: cell.text, sortBy: cell.text };
    case "link":
      return { ...EMPTY, kind: cell.kind, text: cell.text, href: toSafeHref(cell.href), sortBy: cell.text };
    case "day":
      return { ...EMPTY, kind: cell.kind, text: format.day(cell.day), sortBy: cell.day };
    case "instant":
      return { ...EMPTY, kind: cell.kind, text: format.instant(cell.at), sortBy: cell.at };
    case "rank":
      return {
        ...EMPTY,
        kind: cell.kind,
        text: format.number(cell.rank, "rank"),
        ...toMove(cell.move),
        sortBy: String(cell.rank),
      };
    case "spark":
      return { ...EMPTY, kind: cell.kind, text: cell.alt, spark: cell };
  }
}

/** A change that cannot be told is no figure that was not measured; a rank is no measurement: a dash and its note say enough. */
export function toAbsentWord(unit: Unit, phrases: Phrases): string {
  if (unit === "rank") return "";
  return unit === "change" ? phrases.noChange : phrases.absent;
}

function toMove(move: number | undefined): Pick<CellView, "move" | "tone"> {
  if (move === undefined) return { move: null, tone: null };
  if (move === 0) return { move: "=", tone: "level" };
  const tone = move > 0 ? "up" : "down";
  return { move: `${ARROWS[tone]}${Math.abs(move)}`, tone };
}

/** Only web addresses become links; anything else is left as text. */
export function toSafeHref(href: string): string | null {
  const url = URL.parse(href);
  return url !== null && (url.protocol === "https:" || url.protocol === "http:") ? url.href : null;
}

/** Lifetime totals and snapshots have no days of their own: they are what stood when they were asked for. */
function toWindowWords({ window, takenAt }: Receipt, format: Formatter): string {
  if (window !== null) return format.range(window.from, window.to);
  return takenAt === null ? "" : format.words.phrases.receiptStanding;
}

/** Both sides of the subtraction, each with its days and when it was asked. */
function toSidesWords(
  { as, against, sides, provisional }: Extract<Cell, { kind: "change" }>,
  model: ReportModel,
  format: Formatter,
): string {
  const unit = as === "points" ? "percent" : "count";
  const tell = (side: Side, label: string): string => {
    const days = side.window === null ? label : format.range(side.window.from, side.window.to);
    const asked =
      side.takenAt === null
        ? ""
        : ` (${format.words.phrases.receiptTaken} ${format.instant(side.takenAt, { zone: true })})`;
    return `${days}: ${format.number(side.value, unit)}${asked}`;
  };
  if (sides === undefined) return `${model.comparison.label}: ${format.number(against, unit)}`;
  const lines = [tell(sides.now, model.period.label), tell(sides.before, model.comparison.label)];
  return [...lines, ...(provisional === true ? [format.words.phrases.provisionalChange] : [])].join("\n");
}

/** A line a fact, each with its name before a colon. */
export function toReceiptWords(key: string | undefined, model: ReportModel, format: Formatter): string | null {
  const receipt = key === undefined ? undefined : model.receipts[key];
  if (receipt === undefined) return null;
  const { phrases } = format.words;
  const facts = [
    [phrases.receiptMetric, receipt.metric],
    [phrases.receiptFormula, receipt.formula],
    [phrases.receiptWindow, toWindowWords(receipt, format)],
    [phrases.receiptTaken, receipt.takenAt === null ? "" : format.instant(receipt.takenAt, { zone: true })],
  ];
  const lines = facts.filter(([, fact]) => fact !== "");
  return lines.map(([name, fact]) => `${name}: ${fact}`).join("\n");
}
