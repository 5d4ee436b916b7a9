export { isShippedFamily, listShippedFamilies, toBrandFont } from "./brand-font.ts";
export { findBrowser } from "./find-browser.ts";
export { findMissingFonts } from "./font-families.ts";
export { createFormatter, type Formatter } from "./format.ts";
export { type MailBody, type MailFiles, type MailOptions, renderMail } from "./mail.ts";
export { type RenderedFile, type RenderOptions, type ReportFormat, render } from "./render.ts";
export { RenderError } from "./render-error.ts";
export { findTemplateFolder } from "./templates.ts";
