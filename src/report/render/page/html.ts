// Model and template folder → one self-contained page that needs no network and runs nothing it does not name.
import { createHash } from "node:crypto";
import { setImmediate as giveWay } from "node:timers/promises";
import pLimit from "p-limit";
import { toPeriodKind } from "../../../dataset/index.ts";
import type { ReportModel, Section } from "../../summarise/index.ts";
import { toBrandColours } from "../brand-colours.ts";
import { createFormatter } from "../format.ts";
import { toPlainText } from "../plain-text.ts";
import { EmojiSprite } from "../type/emoji.ts";
import { FontBook } from "../type/fonts.ts";
import type { Drawings } from "./drawings.ts";
import { listImages, readImages, toReadable } from "./page-images.ts";
import { PressedText } from "./pressed-text.ts";
import { createTemplateWords } from "./template-words.ts";
import type { OpenText, TemplateFolder } from "./templates.ts";
import { toView } from "./view.ts";

/** Escaped text holds no "<", so no caption can stand where these stand. */
const HOLES = { csp: "<!--gazette:csp-->", style: "<!--gazette:style-->", sprite: "<!--gazette:sprite-->" } as const;

/** One page to print is written after the other, so that the browser has the first of them soon; others wait meanwhile. */
const inTurn = pLimit(1);

/** What of the report a page to print holds. On paper there is no script, and no drawing for narrow screens. */
export interface PageOf {
  readonly sections: readonly Section[];
  /** Cover and contents. */
  readonly hasFront: boolean;
  /** The colophon. */
  readonly hasBack: boolean;
  readonly fonts: FontBook;
  readonly images: ReadonlyMap<string, Uint8Array>;
  readonly drawings?: Drawings | undefined;
}

/** What a page is made from, beside the model and its templates. */
export interface HtmlOptions {
  /** JPEG of a kept thumbnail. */
  readonly images: (key: string) => Promise<Uint8Array | undefined>;
  /** Where the report is printed as well. */
  readonly drawings?: Drawings | undefined;
}

/**
 * The report page as UTF-8, in pieces. The same model, template and images give the same bytes. Sections are written one
 * after the other: neither the page nor its pictures ever stand in memory whole.
 */
export async function toHtml(
  model: ReportModel,
  templates: TemplateFolder,
  options: HtmlOptions,
): Promise<Iterable<Uint8Array>> {
  const page = await writeBody(model, templates, options);
  const fonts = new FontBook("woff2", model.brand.font);
  fonts.expect([...page.characters]);
  const fill = await toFill(model, templates, { fonts, script: page.script, sprite: page.sprite });
  return toBytes(page.parts.map((part) => (typeof part === "string" ? fill(part) : part)));
}

interface Body {
  /** The frame around the sections, and the sections. */
  readonly parts: readonly (string | PressedText)[];
  readonly characters: ReadonlySet<string>;
  readonly sprite: EmojiSprite;
  readonly script: string;
}

async function writeBody(
  model: ReportModel,
  templates: TemplateFolder,
  { images, drawings }: HtmlOptions,
): Promise<Body> {
  const format = createFormatter(model.locale, model.period.timeZone, toPeriodKind(model.period));
  const script = templates.read("report.js");
  const document = { ...HOLES, script, hasFront: true, hasBack: true, isPrint: false };
  const view = { ...toView(model, format), document };
  let pictures: ReadonlyMap<string, Uint8Array> = new Map();
  const missed = new Set<string>();
  const get = (key: string): Uint8Array | undefined => {
    if (!pictures.has(key)) missed.add(key);
    return pictures.get(key);
  };
  const sprite = new EmojiSprite();
  const words = createTemplateWords({ format, sprite, images: { get }, drawings });
  const characters = new Set<string>();
  const parts: (string | PressedText)[] = [];
  const run = (): OpenText => templates.runOpen("report.hbs", view, words, view.sections);
  let pieces = run();
  if (missed.size > 0) {
    // A template of one's own may show pictures outside its sections.
    pictures = await readImages(missed, images, toReadable);
    pieces = run();
  }
  for (const piece of pieces) {
    if (typeof piece !== "string") {
      const keys = listImages(model.sections.slice(piece.at, piece.at + 1));
      pictures = await readImages(keys, images, toReadable);
    }
    const text = typeof piece === "string" ? piece : await inTurn(() => piece.run());
    await giveWay();
    for (const character of readText(text)) characters.add(character);
    const last = parts.at(-1);
    if (typeof piece === "string" && /\S/.test(piece)) parts.push(text);
    else if (last instanceof PressedText) last.add(text);
    else parts.push(toPressed(text));
  }
  return { parts, characters, sprite, script };
}

function toPressed(text: string): PressedText {
  const pressed = new PressedText();
  pressed.add(text);
  return pressed;
}

function* toBytes(parts: readonly (string | PressedText)[]): Generator<Uint8Array> {
  for (const part of parts) {
    if (typeof part === "string") yield Buffer.from(part);
    else yield* part.pieces();
  }
}

/** A run of sections as a page to print; `adapt` may change its style sheet. */
export async function toPage(
  model: ReportModel,
  templates: TemplateFolder,
  { sections, hasFront, hasBack, fonts, images, drawings }: PageOf,
  adapt: (style: string) => string = (style) => style,
): Promise<string> {
  const format = createFormatter(model.locale, model.period.timeZone, toPeriodKind(model.period));
  const sprite = new EmojiSprite();
  const document = { ...HOLES, script: "", hasFront, hasBack, isPrint: true };
  const view = { ...toView(model, format, sections), document };
  const words = createTemplateWords({ format, sprite, images, isPrint: true, drawings });
  const page = await inTurn(async () => {
    let written = "";
    for (const piece of templates.runOpen("report.hbs", view, words, view.sections)) {
      written += typeof piece === "string" ? piece : piece.run();
      // What is being printed asks for our answer now and then.
      await giveWay();
    }
    return written;
  });
  fonts.expect(readText(page));
  const fill = await toFill(model, templates, { fonts, script: "", sprite, adapt });
  return fill(page);
}

interface FillOf {
  /** Has been shown every character of the page. */
  readonly fonts: FontBook;
  readonly script: string;
  readonly sprite: EmojiSprite;
  readonly adapt?: ((style: string) => string) | undefined;
}

/** Fills the holes of a finished page's text. */
async function toFill(
  model: ReportModel,
  templates: TemplateFolder,
  { fonts, script, sprite, adapt = (style) => style }: FillOf,
): Promise<(text: string) => string> {
  const sheet = templates.read("style.css");
  const faces = await fonts.facesFor(sheet);
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
  const drawings = sprite.toSvg();
  return (text) =>
    text
      .replace(HOLES.csp, () => csp)
      .replace(HOLES.style, () => style)
      .replace(HOLES.sprite, () => drawings);
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
    ...(model.paper === "Letter"
      ? [
          "--account-zoom:0.84",
          "--first-zoom:0.88",
          "--movers-zoom:0.84",
          "--print-size:8.6pt",
          "--contents-padding:0.15rem",
          "--portfolio-width:84%",
          "--method-size:7.7pt",
        ]
      : []),
  ].join(";");
  const head = `font-family:${fontStack};`;
  const running = [model.brand.name, model.title].filter((part) => part !== "").join("  ·  ");
  const paper = `@page{size:${model.paper} portrait;@top-left{${head}content:${toCssString(running)}}@top-right{${head}content:${toCssString(model.period.label)}}@bottom-right{${head}}}`;
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
