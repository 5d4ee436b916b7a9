// Model and template folder → one self-contained page that needs no network and runs nothing it does not name.
import { createHash } from "node:crypto";
import type { ReportModel, Section } from "../summarise/index.ts";
import { toBrandColours } from "./brand-colours.ts";
import { EmojiSprite } from "./emoji.ts";
import { FontBook } from "./fonts.ts";
import { createFormatter } from "./format.ts";
import { toPlainText } from "./plain-text.ts";
import { createTemplateWords } from "./template-words.ts";
import type { TemplateFolder } from "./templates.ts";
import { toView } from "./view.ts";

/** Escaped text holds no "<", so no caption can stand where these stand. */
const HOLES = { csp: "<!--gazette:csp-->", style: "<!--gazette:style-->", sprite: "<!--gazette:sprite-->" } as const;

/** What of the report a page holds, and for what. */
export interface PageOf {
  readonly sections: readonly Section[];
  /** Cover and contents. */
  readonly hasFront: boolean;
  /** The colophon. */
  readonly hasBack: boolean;
  /** On paper there is no script, and no drawing for narrow screens. */
  readonly isPrint: boolean;
  readonly fonts: FontBook;
  readonly images: ReadonlyMap<string, Uint8Array>;
}

/** The report page. The same model, template and images give the same bytes. */
export async function toHtml(
  model: ReportModel,
  templates: TemplateFolder,
  images: ReadonlyMap<string, Uint8Array>,
): Promise<string> {
  const whole = { sections: model.sections, hasFront: true, hasBack: true, isPrint: false } as const;
  return toPage(model, templates, { ...whole, fonts: new FontBook("woff2", model.brand.font), images });
}

/** A page of the report or a part of one; `adapt` may change its style sheet. */
export async function toPage(
  model: ReportModel,
  templates: TemplateFolder,
  { sections, hasFront, hasBack, isPrint, fonts, images }: PageOf,
  adapt: (style: string) => string = (style) => style,
): Promise<string> {
  const format = createFormatter(model.locale, model.period.timeZone);
  const sprite = new EmojiSprite();
  const script = isPrint ? "" : templates.read("report.js");
  const view = { ...toView(model, format, sections), document: { ...HOLES, script, hasFront, hasBack, isPrint } };
  const page = templates.run("report.hbs", view, createTemplateWords({ format, sprite, images, isPrint }));
  const sheet = templates.read("style.css");
  const faces = await fonts.facesFor(readText(page) + sheet);
  // "</" would end the element; a style sheet has no use for it.
  const style = adapt(`${faces}\n${toStyle(model, sheet, await fonts.toStack())}`).replaceAll("</", "<\\/");
  const csp = [
    "default-src 'none'",
    "img-src data:",
    "font-src data:",
    `style-src '${toSha256(style)}'`,
    `script-src ${script === "" ? "'none'" : `'${toSha256(script)}'`}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return page
    .replace(HOLES.csp, () => csp)
    .replace(HOLES.style, () => style)
    .replace(HOLES.sprite, () => sprite.toSvg());
}

/** The brand's variables, the template's sheet, and what stands at the head of each printed page. */
export function toStyle(model: ReportModel, sheet: string, fontStack: string): string {
  const brand = toBrandColours(model.brand.colour);
  const variables = [
    `--brand:${brand.fill}`,
    `--on-brand:${brand.onFill}`,
    `--brand-light:${brand.onLight}`,
    `--brand-dark:${brand.onDark}`,
    `--font:${fontStack},system-ui,sans-serif`,
    // Letter is 18 mm shorter than A4: pictures give way, so that an account's first page still holds.
    ...(model.paper === "Letter" ? ["--account-picture:9/2"] : []),
  ].join(";");
  const head = `font-family:${fontStack};`;
  const paper = `@page{size:${model.paper} portrait;@top-left{${head}content:${toCssString(`${model.brand.name}  ·  ${model.title}`)}}@top-right{${head}content:${toCssString(model.period.label)}}@bottom-right{${head}}}`;
  return `:root{${variables}}\n${sheet}\n${paper}`;
}

/** All characters the page shows: what is left of it without scripts and pictures. */
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
