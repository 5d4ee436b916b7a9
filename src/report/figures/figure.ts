// A figure on its way into the model: it brings its own receipt, or the reason why it is not there.
import type { DaySpan, GapReason } from "../../dataset/index.ts";
import type { Formula } from "./formula.ts";
import type { PlainReason, Reason } from "./reason.ts";

export interface HeldFigure {
  readonly kind: "held";
  readonly value: number;
  /** API metric or KPI id. */
  readonly metric: string;
  readonly window: DaySpan | null;
  /** Newest reading among its parts. */
  readonly takenAt: string | null;
  readonly formula: Formula;
  readonly provisional: boolean;
}

export interface AbsentFigure {
  readonly kind: "absent";
  readonly because: Reason;
  /** The gap behind it, where the reason names what is nearer. */
  readonly behind?: GapReason | undefined;
}

export type Figure = HeldFigure | AbsentFigure;

export function absent(because: Reason | PlainReason): AbsentFigure {
  return { kind: "absent", because: typeof because === "string" ? { code: because } : because };
}

export function isHeld(figure: Figure): figure is HeldFigure {
  return figure.kind === "held";
}

/** The reason that all absent figures share, else this one. */
export function agree(figures: readonly Figure[], other: PlainReason): AbsentFigure {
  const missing = figures.filter((figure) => figure.kind === "absent");
  const [first] = missing;
  const isShared = first !== undefined && missing.every(({ because }) => isSame(because, first.because));
  return isShared ? first : absent(other);
}

export function isSame(a: Reason | Formula, b: Reason | Formula): boolean {
  return a.code === b.code && JSON.stringify(a) === JSON.stringify(b);
}

/** The later of the readings; null when there is none. */
export function newest(instants: readonly (string | null)[]): string | null {
  return instants.reduce<string | null>((last, at) => (at !== null && (last === null || at > last) ? at : last), null);
}

/**
 * Makes one figure of several, absent when any part is: a sum without a summand would pass for the whole.
 * The first absent part gives the reason.
 */
export function combine(
  parts: readonly Figure[],
  as: { readonly metric: string; readonly window: DaySpan | null; readonly formula: Formula },
  calculate: (values: readonly number[]) => number,
): Figure {
  const missing = parts.find((part) => part.kind === "absent");
  if (missing !== undefined) return missing;
  const held = parts.filter(isHeld);
  return {
    kind: "held",
    value: calculate(held.map(({ value }) => value)),
    ...as,
    takenAt: newest(held.map(({ takenAt }) => takenAt)),
    provisional: held.some(({ provisional }) => provisional),
  };
}

/**
 * The quotient of two sums over the pairs of which both are held; where none is, the first reason. Absent, too, where nothing
 * is to be divided by.
 */
export function divide(
  tops: readonly Figure[],
  bottoms: readonly Figure[],
  as: { readonly metric: string; readonly window: DaySpan | null; readonly formula: Formula },
): Figure {
  const pairs = tops.flatMap((top, at) => {
    const bottom = bottoms[at];
    return isHeld(top) && bottom !== undefined && isHeld(bottom) ? [{ top, bottom }] : [];
  });
  if (pairs.length === 0) return [...tops, ...bottoms].find(({ kind }) => kind === "absent") ?? absent("no-reach");
  const over = sum(pairs.map(({ bottom }) => bottom.value));
  if (over === 0) return absent("no-reach");
  return combine(
    pairs.flatMap(({ top, bottom }) => [top, bottom]),
    as,
    () => sum(pairs.map(({ top }) => top.value)) / over,
  );
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The middle value, or the mean of the middle two; undefined for none. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}
