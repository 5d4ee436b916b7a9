// A model cell as Excel keeps it: value, look, note and link. Text from Instagram stays text: a string is never a formula
// (RELIABILITY X6), and what Excel would read as more than text is taken out of it (X1, X4).
import type ExcelJS from "exceljs";
import type { Cell, Unit } from "../../summarise/index.ts";
import { toAbsentWord, toSafeHref } from "../page/cell-view.ts";
import type { Phrases } from "../page/phrases.ts";
import { cutText, toPlainText } from "../plain-text.ts";
import { type Look, lookOf, lookOfChange } from "./style.ts";

/** Excel's own limits: UTF-16 units in a cell, links on a sheet, characters of a link. */
export const CELL_UNITS_MOST = 32_767;
const LINKS_MOST = 65_530;
const HREF_UNITS_MOST = 2_079;
/** Ours: each note is a drawing of its own, and a sheet with many thousands opens slowly. Later reasons stand in the cell. */
const NOTES_MOST = 1_000;
const NOTE_UNITS_MOST = 500;

/** What a sheet may still take, and the words for what is not there. */
export interface Allowance {
  readonly phrases: Phrases;
  links: number;
  notes: number;
}

export function createAllowance(phrases: Phrases): Allowance {
  return { phrases, links: LINKS_MOST, notes: NOTES_MOST };
}

export interface CellContent {
  readonly value: ExcelJS.CellValue;
  readonly look: Look;
  readonly note?: string | undefined;
}

/** Content of a cell, less what it uses of the sheet's allowance. */
export function toContent(cell: Cell, unit: Unit, clock: WallClock, left: Allowance): CellContent {
  switch (cell.kind) {
    case "value":
      return {
        value: toNumber(cell.value, cell.unit ?? unit),
        look: lookOf(cell.value, cell.unit ?? unit),
        note: toProvisionalNote(cell.provisional, `${left.phrases.provisional}: ${left.phrases.provisionalHelp}`, left),
      };
    case "absent":
      return toAbsent(cell.because, unit, left);
    case "change": {
      const note = toProvisionalNote(cell.provisional, left.phrases.provisionalChange, left);
      const value = cell.as === "points" ? cell.value * 100 : cell.value;
      return { value, look: lookOfChange(cell.value, cell.as), note };
    }
    case "bar":
      return { value: toNumber(cell.value, unit), look: cell.as === "difference" ? "difference" : unit };
    case "day":
      return { value: new Date(`${cell.day}T00:00:00Z`), look: "day" };
    case "instant":
      return { value: clock(cell.at), look: "instant" };
    case "link":
      return toLink(cell.text, cell.href, left);
    case "rank":
      return { value: cell.rank, look: "rank" };
    case "text":
      // An empty text would keep what stands left of it from running on, and Excel from calling the cell blank.
      return { value: toCellText(cell.text) || null, look: unit === "id" ? "id" : "text" };
    case "spark":
      return { value: toCellText(cell.alt), look: "text" };
  }
}

/** Durations are written in seconds; everything else as it is. */
export function toNumber(value: number, unit: Unit): number {
  return unit === "ms" ? value / 1000 : value;
}

function toAbsent(because: string, unit: Unit, left: Allowance): CellContent {
  const words = toAbsentWord(unit, left.phrases) || "–";
  if (left.notes === 0) return { value: toCellText(`${words}: ${because}`), look: "absent" };
  left.notes -= 1;
  return { value: words, look: "absent", note: because };
}

function toProvisionalNote(provisional: true | undefined, words: string, left: Allowance): string | undefined {
  if (provisional !== true || left.notes === 0) return undefined;
  left.notes -= 1;
  return words;
}

function toLink(text: string, href: string, left: Allowance): CellContent {
  const safe = toSafeHref(href);
  const words = toCellText(text);
  if (safe === null) return { value: words, look: "text" };
  const short = safe.length <= HREF_UNITS_MOST;
  if (!short || left.links === 0) {
    return { value: words === safe || words === href ? words : toCellText(`${words} ${safe}`), look: "text" };
  }
  left.links -= 1;
  return { value: { text: words === "" ? safe : words, hyperlink: safe }, look: "link" };
}

/**
 * Text as a cell may hold it: what XML forbids dropped, the rest cut at 32,767 UTF-16 units with a mark. "_x0041_" is how
 * Excel writes a character by its code, so a text that looks like it is told to be one (ECMA-376 ST_Xstring).
 */
export function toCellText(text: string): string {
  const plain = toPlainText(text).replace(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_");
  return cutText(plain, CELL_UNITS_MOST);
}

export function toNote(words: string): ExcelJS.Comment {
  const text = cutText(toPlainText(words), NOTE_UNITS_MOST);
  return { texts: [{ text, font: { size: 9, name: "Calibri" } }], margins: { insetmode: "auto" } };
}

/** A UTC instant → the wall time of a zone, as a date that reads so in UTC. */
export type WallClock = (at: string) => Date;

const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;

/** Excel has no time zones and exceljs writes UTC: the wall time of the report's zone, written as if it were UTC (X11). */
export function createWallClock(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  // Zones change their distance to UTC on the quarter of an hour at the finest, and asking Intl is slow.
  const offsets = new Map<number, number>();
  return (at) => {
    const instant = Date.parse(at);
    const quarter = Math.floor(instant / QUARTER_MS);
    let offset = offsets.get(quarter);
    if (offset === undefined) {
      offset = Date.parse(`${format.format(quarter * QUARTER_MS).replace(" ", "T")}Z`) - quarter * QUARTER_MS;
      if (offsets.size < 10_000) offsets.set(quarter, offset);
    }
    return new Date(instant - (instant % 1000) + offset);
  };
}
