// The report and its appendix as two documents: what a client reads, and what stands behind it.
import type { ReportModel, Section } from "../summarise/index.ts";

/** A1, A2, A3, and the page about the report itself. */
function isAppendix({ number, id }: Section): boolean {
  return id === "back" || (number !== undefined && /^A\d/.test(number));
}

export function withoutAppendix(model: ReportModel): ReportModel {
  return { ...model, sections: model.sections.filter((section) => !isAppendix(section)) };
}

/** The appendix alone; undefined where the report has none. */
export function toAppendix(model: ReportModel): ReportModel | undefined {
  const sections = model.sections.filter(isAppendix);
  return sections.length === 0 ? undefined : { ...model, sections };
}
