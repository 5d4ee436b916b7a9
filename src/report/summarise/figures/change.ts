import { type AbsentFigure, absent, type Figure, type HeldFigure } from "../../figures/index.ts";
import type { ChangeCell, Side } from "../model/model.ts";

/** How a figure's change is told: counts in per cent, rates in points, balances that may be negative as a difference. */
export type ChangeStyle = ChangeCell["as"];

/** Under this base a per cent says more about chance than about the account (PRODUCT §5, RELIABILITY D12). */
export const SMALLEST_BASE = 20;

/**
 * The change from `before` to `current`; a difference instead of a per cent when the base is under 20. Not `isFair` means
 * that one side had more time to grow (equal-age.ts).
 */
export function toChange(
  current: Figure,
  before: Figure,
  style: ChangeStyle,
  isFair = true,
): ChangeCell | AbsentFigure {
  if (current.kind === "absent") return current;
  if (before.kind === "absent") return absent({ code: "period-before", args: { reason: before.because } });
  const difference = current.value - before.value;
  const against = before.value;
  const rest = {
    against,
    sides: { now: toSide(current), before: toSide(before) },
    ...(isFair ? {} : { provisional: true as const }),
  };
  if (style !== "percent") return { kind: "change", value: difference, as: style, ...rest };
  if (against < SMALLEST_BASE) return { kind: "change", value: difference, as: "count", ...rest };
  return { kind: "change", value: difference / against, as: "percent", ...rest };
}

function toSide({ value, window, takenAt }: HeldFigure): Side {
  return { value, window, takenAt };
}
