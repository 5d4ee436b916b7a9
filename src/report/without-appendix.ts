import type { ReportModel } from "./summarise/index.ts";

/** The report without its numbered appendix pages, and without links that would lead there. */
export function withoutAppendix(model: ReportModel): ReportModel {
  const sections = model.sections.filter(({ number }) => number === undefined || !/^A\d/.test(number));
  const ids = new Set(sections.map(({ id }) => id));
  return { ...model, sections: dropTargets(sections, ids) };
}

function dropTargets<T>(value: T, ids: ReadonlySet<string>): T {
  if (Array.isArray(value)) return value.map((item) => dropTargets(item, ids)) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key, inner]) => key !== "target" || typeof inner !== "string" || ids.has(inner))
    .map(([key, inner]) => [key, dropTargets(inner, ids)]);
  return Object.fromEntries(entries) as T;
}
