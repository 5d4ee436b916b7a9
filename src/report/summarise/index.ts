export { buildModel, type ReportOptions } from "./build-model.ts";
export type {
  Block,
  Cell,
  Chart,
  Column,
  CoverageMatrix,
  Finding,
  MediaCard,
  ReportModel,
  Row,
  Section,
  Table,
  Tile,
  Unit,
} from "./model.ts";
