// The report printed by Chromium, part by part, and joined: tagged, outlined, with the running heads its own style sheet
// gives it, and written on part by part. Nothing that was not checked leaves here (RELIABILITY C5, C6, C10, C15).
import type { Writable } from "node:stream";
import { RenderError } from "../render-error.ts";
import { BrowserDied, openBrowser } from "./browser.ts";
import type { BrowserOptions } from "./find-browser.ts";
import { type PdfDetails, type PdfFacts, PdfJoiner } from "./join.ts";
import type { PrintPart, PrintSource } from "./print-source.ts";

/** A section takes some 100 ms; a slow, busy container ten times that. */
const DEADLINE_FLOOR_MS = 60_000;
const DEADLINE_PER_SECTION_MS = 2_000;
const DEADLINE_PER_MEGABYTE_MS = 20_000;
/** Chromium holds a part whole, laid out and tagged: some 10 MB a section. */
export const SECTIONS_A_PART = 25;
/** After a death, which is mostly one of memory, parts are a quarter of what they were. */
const SMALLER = 4;

interface Prepared extends PrintPart {
  readonly from: number;
}
interface Printed extends Prepared {
  readonly bytes: Uint8Array;
}

export interface PrintOptions extends BrowserOptions {
  readonly signal: AbortSignal;
  readonly details: PdfDetails;
  readonly sectionsAPart?: number | undefined;
  /** Replaces the deadline of each part. */
  readonly deadlineMs?: number | undefined;
}

/**
 * Writes the PDF of a report and ends the target. A browser that dies or hangs is replaced once, and the parts that were printed are kept. Throws
 * RENDER_NO_BROWSER, RENDER_TIMED_OUT or RENDER_FAILED; rejects with the signal's reason when aborted.
 */
export async function writePdf(source: PrintSource, target: Writable, options: PrintOptions): Promise<void> {
  try {
    await new Print(source, target, options).run();
  } catch (error) {
    // A file that cannot be written is its owner's matter, not the browser's.
    throw target.errored === null ? toRenderError(error, options.signal) : target.errored;
  }
}

class Print {
  readonly #source: PrintSource;
  readonly #options: PrintOptions;
  readonly #joiner: PdfJoiner;
  /** Units that are printed, checked and joined. */
  #done = 0;
  #pages = 0;
  #parts = 0;

  constructor(source: PrintSource, target: Writable, options: PrintOptions) {
    this.#source = source;
    this.#joiner = new PdfJoiner(target);
    this.#options = options;
  }

  async run(): Promise<void> {
    const size = this.#options.sectionsAPart ?? SECTIONS_A_PART;
    try {
      await this.#printRest(size);
    } catch (error) {
      if (!isWorthAnotherTry(error)) throw error;
      await this.#printRest(Math.max(1, Math.floor(size / SMALLER)));
    }
    await this.#joiner.finish(this.#options.details);
  }

  async #printRest(size: number): Promise<void> {
    const startMs = this.#options.deadlineMs ?? DEADLINE_FLOOR_MS;
    await using browser = await openBrowser({ ...this.#options, deadlineMs: startMs });
    let printed: Printed | undefined;
    let ahead = this.#prepare(this.#done, size);
    while (ahead !== undefined) {
      const part = await ahead;
      ahead = undefined;
      // Joining the last part and writing the next take as long as Chromium needs for this one.
      const meanwhile = async (): Promise<void> => {
        if (printed !== undefined) await this.#take(printed);
        ahead = this.#prepare(part.to, size);
        await ahead;
      };
      const bytes = await browser.print(part.html, { deadlineMs: this.#deadlineOf(part), meanwhile });
      printed = { ...part, bytes };
    }
    if (printed !== undefined) await this.#take(printed);
    if (this.#parts === 1) return;
    const numbers = await this.#source.numberSheet(this.#pages);
    await this.#joiner.lay(await browser.print(numbers, { deadlineMs: startMs + this.#pages * 50, isOverlay: true }));
  }

  #prepare(from: number, size: number): Promise<Prepared> | undefined {
    if (from >= this.#source.units) return undefined;
    return this.#source.part(from, size).then((part) => ({ ...part, from }));
  }

  async #take({ bytes, ...part }: Printed): Promise<void> {
    const facts = await this.#joiner.add(bytes, part.titles, part.goesOn);
    check(facts, part);
    this.#done = part.to;
    this.#parts += 1;
    this.#pages += facts.pages;
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
