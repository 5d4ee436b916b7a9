export { buildModel } from "./build-model.ts";
export { SMALLEST_BASE } from "./change.ts";
export { toDefaultTitle } from "./default-title.ts";
export type { Label } from "./labels.ts";
export type {
  Bars,
  Block,
  Cell,
  Chart,
  Column,
  CoverageMatrix,
  Finding,
  FindingPart,
  HeatGrid,
  MediaCard,
  Receipt,
  ReportModel,
  Row,
  Scatter,
  Section,
  Side,
  Spark,
  Strip,
  Table,
  Tile,
  Unit,
} from "./model.ts";
export type { ReportOptions, ReportOwner } from "./report-options.ts";
export { chainRestatements, measureRestatement } from "./restated.ts";
export { findUnasked } from "./unasked.ts";
export { createWriter, type Writer } from "./writer.ts";
