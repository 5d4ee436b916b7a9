/** What a report is about, by its length; `custom` are days that are no calendar period. */
export type PeriodKind = "day" | "week" | "month" | "quarter" | "custom";
