import { type DaySpan, toPeriodKind } from "../../dataset/index.ts";
import { toWords } from "../words/index.ts";

/** What a report is called whose title is not configured: "Instagram weekly", "Instagram-Monatsbericht". */
export function toDefaultTitle(locale: string, span: DaySpan): string {
  return toWords(locale).periods[toPeriodKind(span)].title;
}
