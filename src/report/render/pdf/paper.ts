// A page as it is printed: what a pointer, a keyboard or a script needs is left off, and nothing is laid out for a screen.
// Chromium lays a page out for the screen when it is loaded and when it has been printed, and for each font that comes.

const TAGS = /<[a-z][a-z0-9]*\s[^<>]*>/g;
const SCREEN_ONLY = /\s(?:title|tabindex|rel|data-[a-z]+)="[^"]*"|\s(?:role="group"|aria-labelledby="[^"]*-title")/g;
/** The cell says already that figures stand under one another on one line. */
const FIGURE_IN_CELL = /(<td class="end"[^>]*>)<span class="(?:figure|stamp)">([^<]*)<\/span>(?=<\/td>)/g;
const CHART =
  /(<svg[^>]* role="img") aria-labelledby="[^"]*"><title[^>]*>([^<]*)<\/title><desc[^>]*>([^<]*)<\/desc>(.*?)<\/svg>/gs;
const SCREEN_STYLE = "\n@media screen{body{display:none}}";

/** A chart is one figure with its alternative: what is written in it is not read out word by word. */
function toFigure(_svg: string, open: string, title: string, words: string, drawing: string): string {
  return `${open} aria-label="${title} ${words}"><g aria-hidden="true">${drawing}</g></svg>`;
}

/** The text of a page for paper; it looks the same there, and has the same tags, links and alternatives. */
export function toPaper(page: string): string {
  return page
    .replace(TAGS, (tag) => tag.replace(SCREEN_ONLY, ""))
    .replace(FIGURE_IN_CELL, "$1$2")
    .replace(CHART, toFigure);
}

/** A style sheet for paper. */
export function toPaperStyle(style: string): string {
  return style + SCREEN_STYLE;
}
