// The report printed by Chromium, part by part, and joined: tagged, outlined, with the running heads its own style sheet
// gives it, and written on part by part. Parts are printed side by side and joined as they come. Nothing that was not
// checked leaves here (RELIABILITY C5, C6, C10, C15).
import type { Writable } from "node:stream";
import { RenderError } from "../render-error.ts";
import { BrowserDied } from "./browser.ts";
import { countPages } from "./facts.ts";
import type { BrowserOptions } from "./find-browser.ts";
import { type PdfDetails, type PdfFacts, PdfJoiner } from "./join.ts";
import type { PrintPart, PrintSource } from "./print-source.ts";
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
  readonly bytes: Uint8Array;
}

interface Numbers {
  readonly pages: number;
  readonly bytes: Uint8Array;
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
  await using _browser = keepBrowser();
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  try {
    await new Print(source, target, { ...options, signal }).run();
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
  #pages = 0;
  #parts = 0;
  /** That of the part in which the contents stand. */
  #scale = 1;

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
    const counts: Promise<readonly number[]>[] = [];
    for (let from = 0; from < units; ) {
      if (coming.length === atOnce) await this.#take(coming.shift());
      const part = await this.#prepare(from, size);
      from = part.to;
      const printed = this.#printTwice(part, size);
      coming.push(printed);
      // What went wrong is told of when the part's turn has come.
      counts.push(printed.then((parts) => parts.map(({ bytes }) => countPages(bytes))).catch(() => []));
    }
    const early = this.#printEarlyNumbers(Promise.all(counts));
    early.catch(() => undefined);
    for (const printed of coming) await this.#take(printed);
    if (this.#parts > 1) await this.#layNumbers(await early);
    await this.#layContents();
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
    return { ...part, bytes: await printWarm(part.html, { ...this.#options, deadlineMs }) };
  }

  async #prepare(from: number, size: number): Promise<Prepared> {
    this.#options.signal.throwIfAborted();
    return { ...(await this.#source.part(from, size)), from };
  }

  async #take(coming: Promise<readonly Printed[]> | undefined): Promise<void> {
    for (const { bytes, ...part } of (await coming) ?? []) {
      const facts = await this.#joiner.add(bytes, part.titles, part.goesOn);
      check(facts, part);
      if (this.#parts === 0) this.#scale = facts.scale;
      this.#parts += 1;
      this.#pages += facts.pages;
    }
  }

  /** Numbers for as many pages as Chromium says there are, while the last parts are joined; one part has its own. */
  async #printEarlyNumbers(counted: Promise<readonly (readonly number[])[]>): Promise<Numbers | undefined> {
    const counts = (await counted).flat();
    return counts.length < 2 ? undefined : this.#printNumbers(counts.reduce((sum, count) => sum + count, 0));
  }

  async #layNumbers(early: Numbers | undefined): Promise<void> {
    const { bytes } = early?.pages === this.#pages ? early : await this.#printNumbers(this.#pages);
    await this.#joiner.lay(bytes);
  }

  /** Where each section begins is known once all are printed. */
  async #layContents(): Promise<void> {
    const page = this.#joiner.pageOf("contents");
    const html = page === undefined ? undefined : this.#source.contentsSheet((id) => this.#joiner.pageOf(id));
    if (html === undefined || page === undefined) return;
    const deadlineMs = this.#options.deadlineMs ?? DEADLINE_FLOOR_MS;
    // The sheet begins with a page of nothing, as the contents do not stand first either.
    const options = { ...this.#options, deadlineMs, isOverlay: true, scale: this.#scale };
    await this.#joiner.lay(await printWarm(html, options), page - 1);
  }

  async #printNumbers(pages: number): Promise<Numbers> {
    const deadlineMs = (this.#options.deadlineMs ?? DEADLINE_FLOOR_MS) + pages * MS_A_NUMBER;
    const html = await this.#source.numberSheet(pages);
    return { pages, bytes: await printWarm(html, { ...this.#options, deadlineMs, isOverlay: true }) };
  }

  #deadlineOf({ html, from, to }: Prepared): number {
    const scaled = (to - from) * DEADLINE_PER_SECTION_MS + (html.length / 1e6) * DEADLINE_PER_MEGABYTE_MS;
    return this.#options.deadlineMs ?? DEADLINE_FLOOR_MS + scaled;
  }
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
