export { type ComparedFigure, compareReports, toMetricName } from "./compare.ts";
export {
  checkSender,
  createResolver,
  createSmtpTransport,
  type Deadlines,
  MailError,
  type MailSession,
  type MailTransport,
  type Notice,
  openBucket,
  parseAddress,
  parseMailbox,
  queueNotice,
  REVIEW,
  type RecordCheck,
  type TxtResolver,
  type WrittenFile,
} from "./deliver/index.ts";
export {
  type Delivering,
  type DeliverOptions,
  deliverReport,
  type MadeReport,
  sendOutbox,
} from "./deliver-report.ts";
export { type DeliveryOutcome, summariseDeliveries } from "./delivery-outcome.ts";
export type { Recipient } from "./mailings.ts";
export { parseModel } from "./parse-model.ts";
export {
  type Attachment,
  findTemplateFolder,
  isShippedFamily,
  keepBrowser,
  listShippedFamilies,
  type ReportFormat,
  toBrandFont,
} from "./render/index.ts";
export {
  type BucketFolder,
  type MakeReportOptions,
  makeReport,
  type ReportOutcome,
  summariseReport,
  toObjectName,
  toReportFolder,
} from "./report.ts";
export { ReportError } from "./report-error.ts";
export { toKeptNotice, toReminder } from "./review.ts";
export {
  chainRestatements,
  findUnasked,
  type Label,
  measureRestatement,
  type ReportModel,
  type ReportOptions,
  type ReportOwner,
  toDefaultTitle,
} from "./summarise/index.ts";
