export {
  checkSender,
  createResolver,
  createSmtpTransport,
  type Deadlines,
  MailError,
  type MailSession,
  type MailTransport,
  parseAddress,
  parseMailbox,
  type RecordCheck,
  type TxtResolver,
  type WrittenFile,
} from "./deliver/index.ts";
export {
  type Delivering,
  type DeliverOptions,
  type DeliveryOutcome,
  deliverReport,
  type MadeReport,
  type Recipient,
  sendOutbox,
  summariseDeliveries,
} from "./deliver-report.ts";
export { findTemplateFolder, type ReportFormat } from "./render/index.ts";
export {
  type MakeReportOptions,
  makeReport,
  parseModel,
  ReportError,
  type ReportOutcome,
  summariseReport,
  toReportFolder,
} from "./report.ts";
export type { ReportModel, ReportOptions } from "./summarise/index.ts";
