// The words a template may use, beside Handlebars' own if, unless, each, with and lookup:
//
//   {{t "contents"}}            a phrase of the frame, in the report's language
//   {{cell c}}                  a figure with its footnote, tone, link or sparkline
//   {{foreign text}}            text from Instagram: cleaned, isolated, emoji drawn; {{foreignLines text}} keeps line ends
//   {{inline text}}             a sentence of ours that may quote such text
//   {{markdown text}}          the author's Markdown
//   {{chart c}}                 a chart as SVG, once for wide and once for narrow pages
//   {{scatter s}}               points by two figures, as SVG for wide and narrow pages
//   {{bars b}}                  figures as horizontal bars, likewise
//   {{grid g}}                  weekdays by hours, likewise
//   {{spark s}}                 a sparkline
//   {{picture key alt}}         a kept thumbnail, or a placeholder
//   {{state s}}                 a coverage mark
//   {{#if (and a (not b))}}    both, and none
//   {{plain text}}              cleaned text for an attribute
import Handlebars from "handlebars";
import type { Bars, Chart, HeatGrid, Scatter, Spark } from "../../summarise/index.ts";
import { toChartSvg } from "../chart/charts.ts";
import { toHeatGridSvg } from "../chart/heat-grid.ts";
import { toBarsSvg, toScatterSvg } from "../chart/plots.ts";
import { toBar, toSparkline } from "../chart/sparkline.ts";
import type { Formatter } from "../format.ts";
import { escapeHtml, toPlainText } from "../plain-text.ts";
import type { EmojiSprite } from "../type/emoji.ts";
import { toForeignHtml, toInlineHtml } from "../type/foreign-text.ts";
import { ARROWS, type CellView } from "./cell-view.ts";
import type { Drawings } from "./drawings.ts";
import { toMarkdownHtml } from "./markdown.ts";
import { type Phrases, phrase } from "./phrases.ts";
import type { TemplateWords } from "./templates.ts";

const { SafeString } = Handlebars;
const WIDE = { width: 720, height: 210 };
const FLAT = { width: 720, height: 142 };
const NARROW = { width: 340, height: 200 };
const STATES = new Set(["complete", "provisional", "partial", "missing"]);

export interface WordsOf {
  readonly format: Formatter;
  readonly sprite: EmojiSprite;
  /** JPEG bytes by image key. */
  readonly images: Pick<ReadonlyMap<string, Uint8Array>, "get">;
  /** Paper has one width: the drawings for narrow screens are left out. */
  readonly isPrint?: boolean | undefined;
  /** Shared by a page and its print; each draws for itself when absent. */
  readonly drawings?: Drawings | undefined;
}

/** The helpers of one rendering. */
export function createTemplateWords({ format, sprite, images, isPrint = false, drawings }: WordsOf): TemplateWords {
  const toBothWidths = (thing: object, draw: (isWide: boolean) => string): string => {
    const wide = drawings === undefined ? draw(true) : drawings.of(thing, () => draw(true));
    return `<div class="chart-wide">${wide}</div>${isPrint ? "" : `<div class="chart-narrow">${draw(false)}</div>`}`;
  };
  const { phrases } = format.words;
  return {
    t: (key: string) => phrase(phrases, key),
    and: (one: unknown, other: unknown) => Boolean(one) && Boolean(other),
    not: (one: unknown) => !one,
    plain: (text: string) => toPlainText(text),
    foreign: (text: string) => new SafeString(toForeignHtml(text, sprite)),
    foreignLines: (text: string) => new SafeString(toForeignHtml(text, sprite, true)),
    inline: (text: string) => new SafeString(toInlineHtml(text, sprite)),
    markdown: (text: string) => new SafeString(toMarkdownHtml(text, sprite)),
    cell: (cell: CellView) => new SafeString(toCellHtml(cell, sprite, phrases)),
    spark: (spark: Spark) => new SafeString(toSparkline({ ...spark, alt: escapeHtml(toPlainText(spark.alt)) }, 96, 26)),
    chart: (chart: Chart) =>
      new SafeString(
        toBothWidths(chart, (isWide) =>
          toChartSvg(chart, format, isWide ? (chart.isFlat === true ? FLAT : WIDE) : NARROW),
        ),
      ),
    scatter: (scatter: Scatter) =>
      new SafeString(
        toBothWidths(scatter, (isWide) =>
          toScatterSvg(scatter, format, isWide ? { width: 720, height: 232 } : { width: 340, height: 280 }),
        ),
      ),
    bars: (bars: Bars) =>
      new SafeString(toBothWidths(bars, (isWide) => toBarsSvg(bars, format, isWide ? WIDE.width : NARROW.width))),
    grid: (grid: HeatGrid) =>
      new SafeString(toBothWidths(grid, (isWide) => toHeatGridSvg(grid, isWide ? WIDE.width : NARROW.width))),
    picture: (key: string | null, alt: string) => new SafeString(toPicture(key, alt, images, phrases)),
    state: (state: string) => {
      if (!STATES.has(state)) throw new Error(`there is no coverage state "${state}"`);
      const words = phrase(phrases, state === "complete" ? "checked" : state);
      return new SafeString(
        `<svg class="state state-${state}" aria-hidden="true"><use href="#state-${state}"/></svg><span class="vh">${words}</span>`,
      );
    },
  };
}

function toCellHtml(cell: CellView, sprite: EmojiSprite, phrases: Phrases): string {
  const title = cell.title === null ? "" : ` title="${escapeHtml(toPlainText(cell.title))}"`;
  switch (cell.kind) {
    case "absent":
      return `<span class="absent"${title}>${cell.text}<sup class="note-mark">${cell.note}</sup></span>`;
    case "change": {
      const arrow = ARROWS[cell.tone ?? "level"];
      const change = `<span class="change ${cell.tone}"${title}><span aria-hidden="true">${arrow}</span> ${escapeHtml(cell.text)}</span>`;
      const words = escapeHtml(phrases.provisionalChange);
      return cell.provisional ? `${change}<abbr class="provisional" title="${words}">p</abbr>` : change;
    }
    case "value": {
      const figure = `<span class="figure"${title}>${escapeHtml(cell.text)}</span>`;
      const words = escapeHtml(`${phrases.provisional}: ${phrases.provisionalHelp}`);
      return cell.provisional ? `${figure}<abbr class="provisional" title="${words}">p</abbr>` : figure;
    }
    case "bar": {
      const figure = `<span class="figure"${title}>${escapeHtml(cell.text)}</span>`;
      return cell.bar === null ? figure : `<span class="barred">${figure}${toBar(cell.bar)}</span>`;
    }
    case "rank": {
      const move = cell.move === null ? "" : ` <span class="move ${cell.tone}">${cell.move}</span>`;
      return `<span class="rank">${cell.text}${move}</span>`;
    }
    case "spark":
      return cell.spark === null ? "" : toSparkline({ ...cell.spark, alt: escapeHtml(toPlainText(cell.spark.alt)) });
    case "link": {
      const text = toForeignHtml(cell.text, sprite);
      return cell.href === null ? text : `<a href="${escapeHtml(cell.href)}" rel="noreferrer">${text}</a>`;
    }
    case "text":
      return toForeignHtml(cell.text, sprite);
    default:
      return `<span class="stamp">${escapeHtml(cell.text)}</span>`;
  }
}

function toPicture(key: string | null, alt: string, images: WordsOf["images"], phrases: Phrases): string {
  const bytes = key === null ? undefined : images.get(key);
  if (bytes === undefined) {
    return `<div class="picture placeholder" role="img" aria-label="${escapeHtml(phrases.noImage)}"><svg aria-hidden="true"><use href="#no-picture"/></svg></div>`;
  }
  const source = `data:image/jpeg;base64,${Buffer.from(bytes).toString("base64")}`;
  return `<img class="picture" alt="${escapeHtml(toPlainText(alt))}" src="${source}">`;
}
