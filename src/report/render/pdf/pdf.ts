// The report printed by Chromium, part by part, and joined: tagged, outlined, with the running heads its own style sheet
// gives it, and written on part by part. Parts are printed side by side and joined as they come. Nothing that was not
// checked leaves here (RELIABILITY C5, C6, C10, C15).
import type { Writable } from "node:stream";
import { RenderError } from "../render-error.ts";
import { BrowserDied } from "./browser.ts";
import { type PdfFacts, readScale } from "./facts.ts";
import type { BrowserOptions } from "./find-browser.ts";
import { type PdfDetails, PdfJoiner } from "./join.ts";
import type { PrintPart, PrintSource } from "./print-source.ts";
import { PrintedPart } from "./printed-part.ts";
import { toName } from "./syntax.ts";
import { keepBrowser, printWarm, toPagesAtOnce } from "./warm-browser.ts";

/** A section takes some 50 ms; a slow, busy container twenty times that. */
const DEADLINE_FLOOR_MS = 60_000;
const DEADLINE_PER_SECTION_MS = 2_000;
const DEADLINE_PER_MEGABYTE_MS = 20_000;
/** Chromium holds a part whole, laid out and tagged: some 10 MB a section. */
const SECTIONS_A_PART = 25;
const MS_A_NUMBER = 50;
/** After a death, which is mostly one of memory, parts are a quarter of what they were. */
const SMALLER = 4;

interface Prepared extends PrintPart {
  readonly from: number;
}
interface Printed extends Prepared {
  readonly printed: PrintedPart;
}

/** What is known of a part as soon as it is printed. */
interface Places {
  readonly pages: number;
  /** By anchors as they are written, pages counted from 0. */
  readonly anchors: ReadonlyMap<string, number>;
  readonly scale: number;
}

/** Pages to lay over others, from a page on. */
interface Sheet {
  readonly printed: PrintedPart;
  readonly from: number;
}

export interface PrintOptions extends BrowserOptions {
  readonly signal: AbortSignal;
  readonly details: PdfDetails;
  /** As many as this at most; parts are of about the same size. */
  readonly sectionsAPart?: number | undefined;
  /** Replaces the deadline of each part. */
  readonly deadlineMs?: number | undefined;
}

/**
 * Writes the PDF of a report and ends the target. Where the browser or a page dies or hangs, the parts in it are printed
 * once more, smaller; the others are kept. Throws RENDER_NO_BROWSER, RENDER_TIMED_OUT or RENDER_FAILED; rejects with the
 * signal's reason when aborted.
 */
export async function writePdf(source: PrintSource, target: Writable, options: PrintOptions): Promise<void> {
  await using browser = keepBrowser();
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  try {
    const print = new Print(source, target, { ...options, signal });
    await print.run();
    // What is left to write needs no browser any more.
    await Promise.all([print.finish(), browser[Symbol.asyncDispose]()]);
  } catch (error) {
    // What is still being printed is of no use any more.
    stop.abort(error);
    // A file that cannot be written is its owner's matter, not the browser's.
    throw target.errored === null ? toRenderError(error, options.signal) : target.errored;
  }
}

/** Parts of about the same size, none larger than `most`. */
export function toPartSize(units: number, most = SECTIONS_A_PART): number {
  return Math.ceil(units / Math.ceil(units / most));
}

class Print {
  readonly #source: PrintSource;
  readonly #options: PrintOptions;
  readonly #joiner: PdfJoiner;
  #sheets: readonly Sheet[] = [];
  constructor(source: PrintSource, target: Writable, options: PrintOptions) {
    this.#source = source;
    this.#joiner = new PdfJoiner(target);
    this.#options = options;
  }

  async run(): Promise<void> {
    const { units } = this.#source;
    const size = toPartSize(units, this.#options.sectionsAPart);
    // One more than is printed at once: it is ready when a page is.
    const atOnce = toPagesAtOnce() + 1;
    const coming: Promise<readonly Printed[]>[] = [];
    const places: Promise<readonly Places[]>[] = [];
    for (let from = 0; from < units; ) {
      if (coming.length === atOnce) await this.#take(coming.shift());
      const part = await this.#prepare(from, size);
      from = part.to;
      const printed = this.#printTwice(part, size);
      coming.push(printed);
      const known = printed.then((parts) => parts.map(toPlaces));
      // What went wrong is told of when the part's turn has come.
      known.catch(() => undefined);
      places.push(known);
    }
    // Where everything stands is known before the last parts are joined.
    const sheets = Promise.all(places).then((known) => this.#printSheets(known.flat()));
    sheets.catch(() => undefined);
    for (const printed of coming) await this.#take(printed);
    this.#sheets = await sheets;
  }

  /** Lays over what was printed apart, and ends the file. */
  async finish(): Promise<void> {
    for (const { printed, from } of this.#sheets) await this.#joiner.lay(printed, from);
    await this.#joiner.finish(this.#options.details);
  }

  /** Once more, in smaller parts, when the browser died of it or did not come to an end. */
  async #printTwice(part: Prepared, size: number): Promise<readonly Printed[]> {
    try {
      return [await this.#print(part)];
    } catch (error) {
      if (!isWorthAnotherTry(error)) throw error;
    }
    const smaller = Math.max(1, Math.floor(size / SMALLER));
    const printed: Printed[] = [];
    for (let from = part.from; from < part.to; from = printed.at(-1)?.to ?? part.to)
      printed.push(await this.#print(await this.#prepare(from, Math.min(smaller, part.to - from))));
    return printed;
  }

  async #print(part: Prepared): Promise<Printed> {
    const deadlineMs = this.#deadlineOf(part);
    return { ...part, printed: new PrintedPart(await printWarm(part.html, { ...this.#options, deadlineMs })) };
  }

  async #prepare(from: number, size: number): Promise<Prepared> {
    this.#options.signal.throwIfAborted();
    return { ...(await this.#source.part(from, size)), from };
  }

  async #take(coming: Promise<readonly Printed[]> | undefined): Promise<void> {
    for (const { printed, ...part } of (await coming) ?? [])
      check(await this.#joiner.add(printed, part.titles, part.goesOn), part);
  }

  /** Pages' numbers, which a part of several does not know, and the contents'. */
  async #printSheets(places: readonly Places[]): Promise<readonly Sheet[]> {
    const pages = places.reduce((sum, part) => sum + part.pages, 0);
    const sheets = await Promise.all([
      places.length > 1 ? this.#printNumbers(pages) : undefined,
      this.#printContents(places),
    ]);
    return sheets.filter((sheet) => sheet !== undefined);
  }

  async #printNumbers(pages: number): Promise<Sheet> {
    const deadlineMs = (this.#options.deadlineMs ?? DEADLINE_FLOOR_MS) + pages * MS_A_NUMBER;
    return { printed: await this.#printSheet(await this.#source.numberSheet(pages), { deadlineMs }), from: 1 };
  }

  async #printContents(places: readonly Places[]): Promise<Sheet | undefined> {
    const pages = toAnchorPages(places);
    const page = pages.get("contents");
    const html = page === undefined ? undefined : this.#source.contentsSheet((id) => pages.get(toName(id)));
    if (html === undefined || page === undefined) return undefined;
    const deadlineMs = this.#options.deadlineMs ?? DEADLINE_FLOOR_MS;
    // Drawn as the part in which the contents stand; the sheet begins with a page of nothing, as they do not stand first either.
    const printed = await this.#printSheet(html, { deadlineMs, scale: places[0]?.scale });
    return { printed, from: page - 1 };
  }

  async #printSheet(
    html: string,
    options: { readonly deadlineMs: number; readonly scale?: number | undefined },
  ): Promise<PrintedPart> {
    return new PrintedPart(await printWarm(html, { ...this.#options, ...options, isOverlay: true }));
  }

  #deadlineOf({ html, from, to }: Prepared): number {
    const scaled = (to - from) * DEADLINE_PER_SECTION_MS + (html.length / 1e6) * DEADLINE_PER_MEGABYTE_MS;
    return this.#options.deadlineMs ?? DEADLINE_FLOOR_MS + scaled;
  }
}

function toPlaces({ printed }: Printed): Places {
  return { pages: printed.pages.length, anchors: printed.anchorPages(), scale: readScale(printed) };
}

/** The page of the whole each anchor is on, counted from 1; of those that stand in several parts the first is meant. */
function toAnchorPages(places: readonly Places[]): ReadonlyMap<string, number> {
  const pages = new Map<string, number>();
  let before = 0;
  for (const part of places) {
    for (const [anchor, page] of part.anchors) if (!pages.has(anchor)) pages.set(anchor, before + page + 1);
    before += part.pages;
  }
  return pages;
}

/** Fewer pages than sections, an empty page or a lost picture is a PDF nobody should get. */
function check({ pages, blankPages, pictures }: PdfFacts, part: PrintPart): void {
  const fault =
    pages < part.pagesLeast
      ? `${pages} pages came out where ${part.pagesLeast} were expected`
      : blankPages > 0
        ? `${blankPages} of ${pages} pages are blank`
        : pictures < part.pictures
          ? `${part.pictures - pictures} of ${part.pictures} pictures are missing`
          : undefined;
  if (fault === undefined) return;
  throw new RenderError(
    "RENDER_FAILED",
    `Could not make the PDF: ${fault}.`,
    "Run the report again; when it stays so, the template or the browser's version is the place to look. HTML and XLSX are not touched by it.",
  );
}

function isWorthAnotherTry(error: unknown): boolean {
  return error instanceof BrowserDied || (error instanceof RenderError && error.code === "RENDER_TIMED_OUT");
}

function toRenderError(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof RenderError || signal.aborted) return error;
  return new RenderError(
    "RENDER_FAILED",
    "Could not make the PDF: the browser broke off while printing.",
    "Run the report again; when it happens twice the machine may be short of memory.",
    error,
  );
}
