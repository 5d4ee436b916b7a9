export { withoutAppendix } from "./appendix.ts";
export { createFormatter, type Formatter } from "./format.ts";
export { findMailPicture, type MailBody, type MailFiles, type MailOptions, renderMail } from "./mail/mail.ts";
export { findTemplateFolder } from "./page/templates.ts";
export { findBrowser } from "./pdf/find-browser.ts";
export { keepBrowser } from "./pdf/warm-browser.ts";
export {
  type Attachment,
  type RenderedFile,
  type RenderOptions,
  type ReportFormat,
  render,
  toFileName,
} from "./render.ts";
export { RenderError } from "./render-error.ts";
/** What draws a chart outside a report; loaded when one is drawn. */
export const loadCharts = () => import("./chart/charts.ts");
export { isShippedFamily, listShippedFamilies, toBrandFont } from "./type/brand-font.ts";
export { findMissingFonts } from "./type/font-families.ts";
