export type { ReportFormat } from "./render/index.ts";
export { type MakeReportOptions, makeReport, ReportError, type ReportOutcome, summariseReport } from "./report.ts";
export type { ReportModel, ReportOptions } from "./summarise/index.ts";
