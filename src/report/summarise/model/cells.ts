import { type AbsentFigure, absent, type Figure } from "../../figures/index.ts";
import type { Cell, Column, Unit } from "./model.ts";

export function toTextCell(text: string): Cell {
  return { kind: "text", text };
}

/** A cell that does not apply, such as a total that would mean nothing. */
export const blank: Cell = { kind: "text", text: "" };

/** For `Receipts.inWords`, which says why there is none. */
export function toLinkCell(text: string, href: string | undefined): Extract<Cell, { kind: "link" }> | AbsentFigure {
  return href === undefined ? absent("no-link") : { kind: "link", text, href };
}

export function toColumn(key: string, label: string, unit: Unit, addsUp = false, help?: string): Column {
  return help === undefined ? { key, label, unit, addsUp } : { key, label, unit, addsUp, help };
}

/** Orders figures from the greatest down; what is absent comes last. */
export function byFigure(a: Figure, b: Figure): number {
  if (a.kind === "absent" || b.kind === "absent") return Number(a.kind === "absent") - Number(b.kind === "absent");
  return b.value - a.value;
}
