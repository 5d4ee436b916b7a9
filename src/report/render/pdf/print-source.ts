// The report as pages to print, any run of sections at a time, so that a report of a thousand accounts never has to be
// held whole (RELIABILITY C6).
import sharp from "sharp";
import type { ReportModel, Section } from "../../summarise/index.ts";
import { toWords } from "../../words/index.ts";
import type { Drawings } from "../page/drawings.ts";
import { toPage, toStyle } from "../page/html.ts";
import { listImages, PIXELS_MOST, readImages } from "../page/page-images.ts";
import type { TemplateFolder } from "../page/templates.ts";
import { hasContents } from "../page/view.ts";
import { toPlainText } from "../plain-text.ts";
import { FontBook } from "../type/fonts.ts";
import { ELSEWHERE } from "./copy.ts";
import { toPaper, toPaperStyle } from "./paper.ts";
import { type PrintUnit, toPrintUnits } from "./print-units.ts";

export interface PrintPart {
  readonly html: string;
  /** The unit after the last of the part. */
  readonly to: number;
  /** Of the sections that begin here, and of the contents, for the bookmarks. */
  readonly titles: readonly string[];
  /** It begins with more of the section that the part before ends with. */
  readonly goesOn?: boolean | undefined;
  /** Pages there must be at least: a section begins one, unless it may follow another or takes half of one, and so do contents. */
  readonly pagesLeast: number;
  /** Different pictures that must come along. */
  readonly pictures: number;
}

/** What a print is made from. */
export interface PrintSource {
  /** Sections, and parts of those that are large. */
  readonly units: number;
  /** Units from `from` on, as many as `most` at most, with cover and colophon where they belong. */
  part(from: number, most: number): Promise<PrintPart>;
  /**
   * The contents with nothing to be seen but where each entry begins, behind an empty page; once the first part is made.
   * Undefined where the report, or its template, has none.
   */
  contentsSheet(pageOf: (id: string) => number | undefined): string | undefined;
  /** Pages that bear nothing but their number; for reports printed in more than one part. */
  numberSheet(pages: number): Promise<string>;
}

/** What the template's contents are known by. */
const CONTENTS = "contents";
/** In print a card is 55 mm wide: 320 pixels are 150 to the inch. */
const EDGE_PIXELS = 320;
/** Sections that stand on the page before them where there is room. */
const MAY_FOLLOW: ReadonlySet<string> = new Set(["league", "movers", "goals", "labels", "top"]);
const JPEG_QUALITY = 68;

export interface PrintSourceOptions {
  /** Larger units are cut. */
  readonly cellsMost?: number | undefined;
  /** Shared with the page where that is written as well. */
  readonly drawings?: Drawings | undefined;
}

/** Prepares a report for printing; `images` gives the JPEG of a kept thumbnail. */
export function createPrintSource(
  model: ReportModel,
  templates: TemplateFolder,
  images: (key: string) => Promise<Uint8Array | undefined>,
  { cellsMost, drawings }: PrintSourceOptions = {},
): PrintSource {
  const fonts = new FontBook("truetype", model.brand.font);
  const units = toPrintUnits(model.sections, cellsMost);
  fonts.expect(model.sections);
  let front: string | undefined;
  return {
    units: units.length,
    part: async (from, most) => {
      const to = findEnd(units, from, most);
      const hasFront = from === 0;
      const hasBack = to >= units.length;
      const printed = units.slice(from, to);
      const held = printed.map(({ section }) => section);
      const isWhole = hasFront && hasBack;
      const adapt = (style: string): string =>
        toPaperStyle((isWhole ? style : withoutPageNumbers(style)) + printed.map(hideHead).join(""));
      const pictures = await readImages(listImages(held), images, toPrintSize);
      const page = { sections: held, hasFront, hasBack, fonts, images: pictures, drawings };
      const html = toPaper(await toPage(model, templates, page, adapt));
      if (hasFront && hasContents(model)) front = html;
      return {
        html: isWhole && hasContents(model) ? linkInward(html, [CONTENTS]) : leadLinksOut(html, held),
        to,
        titles: printed.flatMap(({ isContinued, section }, at) => [
          ...(isContinued ? [] : [toPlainText(section.title)]),
          // The contents stand behind the first page.
          ...(hasFront && at === 0 && hasContents(model) ? [toWords(model.locale).phrases.contents] : []),
        ]),
        goesOn: printed[0]?.isContinued,
        pagesLeast: Math.max(1, countPages(held)) + (hasFront && hasContents(model) ? 1 : 0),
        // A drawing (an SVG logo) is printed as lines and is no picture in the PDF.
        pictures: new Set(html.match(/src="data:image\/(?!svg)[^"]*"/g)).size,
      };
    },
    contentsSheet: (pageOf) => front && toContentsSheet(front, pageOf),
    numberSheet: async (pages) => {
      // Those that were cut for the parts: to cut them anew takes longer than to print them.
      const style = toStyle(model, templates.read("style.css"), await fonts.toStack());
      return toNumberSheet(pages, toPaperStyle(style), await fonts.facesFor(""));
    },
  };
}

/** Two halves make one page, where there is room for both. */
function countPages(sections: readonly Section[]): number {
  const own = sections.filter(({ id, isHalf }) => isHalf !== true && !MAY_FOLLOW.has(id)).length;
  return own + Math.ceil(sections.filter(({ isHalf }) => isHalf === true).length / 2);
}

/** A unit that stands alone ends the part before it. */
function findEnd(units: readonly PrintUnit[], from: number, most: number): number {
  const next = units.findIndex(({ isAlone }, at) => at > from && isAlone);
  return Math.min(from + most, next === -1 ? units.length : next, units.length);
}

/** Rows that go on need no heading: it was printed, and marked, with the first of them. */
function hideHead({ section, isContinued, isInBlock }: PrintUnit): string {
  if (!isContinued) return "";
  const head = `\n[id="${section.id}"]>.section-head`;
  return `${head}{display:none}${isInBlock ? `${head}+.block>h3,${head}+.block>.legend{display:none}` : ""}`;
}

async function toPrintSize(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  return sharp(bytes, { limitInputPixels: PIXELS_MOST })
    .resize({ width: EDGE_PIXELS, height: EDGE_PIXELS, fit: "inside", withoutEnlargement: true })
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer()
    .catch(() => undefined);
}

/** Numbers of a part would be wrong, and none knows how many there will be; they are laid over the whole afterwards. */
function withoutPageNumbers(style: string): string {
  return style.replace(/content:[^;{}]*counter\(pages?\)[^;{}]*/g, "content:none");
}

/**
 * Chromium drops a link whose target is not on the page and marks only targets that something links to: links out of the
 * part go to a stand-in address that the join turns back, and every section of the part is linked to once, unseen.
 */
function leadLinksOut(html: string, held: readonly Section[]): string {
  const here = new Set([...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]));
  const outward = html.replace(/(<a\b[^>]*?\shref=")#([^"]+)"/g, (link, before: string, id: string) =>
    here.has(id) ? link : `${before}${ELSEWHERE}${id}"`,
  );
  return linkInward(outward, [...held.map(({ id }) => id), ...(here.has(CONTENTS) ? [CONTENTS] : [])]);
}

function linkInward(html: string, ids: readonly string[]): string {
  const links = ids.map((id) => `<a href="#${id}"></a>`).join("");
  return html.replace("</body>", () => `<div hidden>${links}</div></body>`);
}

/** Laid out as the page it is laid over, for its numbers to stand beside its entries. */
function toContentsSheet(html: string, pageOf: (id: string) => number | undefined): string | undefined {
  const [nav] = /<nav\b[^>]*\sid="contents"[\s\S]*?<\/nav>/.exec(html) ?? [];
  // The page's policy knows its own style alone; nothing is asked of anywhere while this is printed either.
  const head = html.slice(0, html.indexOf("<body")).replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "");
  if (nav === undefined) return undefined;
  const numbered = nav.replace(/<a\b[^>]*?\shref="#([^"]+)"[^>]*>[\s\S]*?<\/a>/g, (link, id: string) => {
    const page = pageOf(id);
    return page === undefined ? link : `${link}<span class="contents-page">${page}</span>`;
  });
  const style =
    "*{visibility:hidden}.contents-page{visibility:visible}.contents li{border-color:transparent}@page{@top-left{content:none}@top-right{content:none}@bottom-right{content:none}}";
  return `${head}<style>${style}</style><body><div style="break-after:page"></div><div class="sheet"><main id="report">${numbered}</main></div></body></html>`;
}

function toNumberSheet(pages: number, style: string, faces: string): string {
  const numbered = style.replace(/@top-(left|right)\{[^{}]*content:"[^"]*"\}/g, "");
  const rest = `<div style="break-after:page"></div>`.repeat(Math.max(0, pages - 2));
  // Chromium loads a font for what stands in the document, not for what stands in the margin.
  const loaded = [400, 500, 600].map((weight) => `<i style="font-weight:${weight}">0</i>`).join("");
  const cover = `<header class="cover"><p style="visibility:hidden;font-style:normal">${loaded}</p></header>`;
  return `<!doctype html><html lang="zxx"><title>-</title><style>${faces}\n${numbered}</style><body>${cover}${rest}<div></div></body></html>`;
}
