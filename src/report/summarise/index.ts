export { buildModel } from "./build-model.ts";
export { toDefaultTitle } from "./default-title.ts";
export { SMALLEST_BASE } from "./figures/change.ts";
export { chainRestatements, measureRestatement } from "./figures/restated.ts";
export { findUnasked } from "./figures/unasked.ts";
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
} from "./model/model.ts";
export type { Label, ReportOptions, ReportOwner } from "./model/report-options.ts";
export { createWriter, nameKpi, type Writer } from "./model/writer.ts";
