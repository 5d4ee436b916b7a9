// Model and template folder → one self-contained page that needs no network and runs nothing it does not name.
import { createHash } from "node:crypto";
import type { ReportModel } from "../summarise/index.ts";
import { toBrandColours } from "./brand-colours.ts";
import { EmojiSprite } from "./emoji.ts";
import { fontStack, toFontFaces } from "./fonts.ts";
import { createFormatter } from "./format.ts";
import { toPlainText } from "./plain-text.ts";
import { createTemplateWords } from "./template-words.ts";
import type { TemplateFolder } from "./templates.ts";
import { toView } from "./view.ts";

/** Escaped text holds no "<", so no caption can stand where these stand. */
const HOLES = { csp: "<!--gazette:csp-->", style: "<!--gazette:style-->", sprite: "<!--gazette:sprite-->" } as const;

/** The report page. The same model, template and images give the same bytes. */
export async function toHtml(
  model: ReportModel,
  templates: TemplateFolder,
  images: ReadonlyMap<string, Uint8Array>,
): Promise<string> {
  const format = createFormatter(model.locale, model.period.timeZone);
  const sprite = new EmojiSprite();
  const script = templates.read("report.js");
  const view = { ...toView(model, format), document: { ...HOLES, script } };
  const page = templates.run("report.hbs", view, createTemplateWords({ format, sprite, images }));
  const style = await toStyle(model, templates.read("style.css"), readText(page));
  const csp = [
    "default-src 'none'",
    "img-src data:",
    "font-src data:",
    `style-src '${toSha256(style)}'`,
    `script-src '${toSha256(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return page
    .replace(HOLES.csp, () => csp)
    .replace(HOLES.style, () => style)
    .replace(HOLES.sprite, () => sprite.toSvg());
}

async function toStyle(model: ReportModel, sheet: string, text: string): Promise<string> {
  const brand = toBrandColours(model.brand.colour);
  const variables = [
    `--brand:${brand.fill}`,
    `--on-brand:${brand.onFill}`,
    `--brand-light:${brand.onLight}`,
    `--brand-dark:${brand.onDark}`,
    `--font:${fontStack},system-ui,sans-serif`,
  ].join(";");
  const paper = `@page{size:${model.paper} portrait;@top-left{content:${toCssString(`${model.brand.name}  ·  ${model.title}`)}}@top-right{content:${toCssString(model.period.label)}}}`;
  // "</" would end the element; a style sheet has no use for it.
  return `${await toFontFaces(text)}\n:root{${variables}}\n${sheet}\n${paper}`.replaceAll("</", "<\\/");
}

/** All characters the page shows: what is left of it without tags and pictures. */
function readText(page: string): string {
  return page.replace(/<script>[\s\S]*?<\/script>/g, "").replace(/src="data:[^"]*"/g, "");
}

function toCssString(text: string): string {
  const escaped = toPlainText(text).replace(/[^\p{L}\p{N} .,·–-]/gu, (character) => {
    return `\\${(character.codePointAt(0) ?? 32).toString(16)} `;
  });
  return `"${escaped}"`;
}

/** Hash of an inline style or script as a CSP source. */
export function toSha256(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
