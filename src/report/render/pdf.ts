// The HTML page printed by Chromium: tagged, outlined, with the running heads its own style sheet gives it.
import { type BrowserOptions, withPage } from "./browser.ts";
import { RenderError } from "./render-error.ts";

/** A page of A4 takes some 50 ms; a slow container ten times that. */
const DEADLINE_FLOOR_MS = 60_000;
const DEADLINE_PER_MEGABYTE_MS = 20_000;

/**
 * PDF of a self-contained page. A browser that dies is replaced once (RELIABILITY C15).
 * Throws RENDER_NO_BROWSER, RENDER_TIMED_OUT or RENDER_FAILED; rejects with the signal's reason when aborted.
 */
export async function toPdf(
  html: string,
  options: BrowserOptions & { readonly signal: AbortSignal; readonly deadlineMs?: number },
): Promise<Uint8Array> {
  const deadlineMs = options.deadlineMs ?? DEADLINE_FLOOR_MS + Math.ceil(html.length / 1e6) * DEADLINE_PER_MEGABYTE_MS;
  try {
    return await print(html, { ...options, deadlineMs });
  } catch (error) {
    if (!hasDied(error)) throw toRenderError(error, options.signal);
    return await print(html, { ...options, deadlineMs }).catch((again: unknown) => {
      throw toRenderError(again, options.signal);
    });
  }
}

function print(
  html: string,
  options: BrowserOptions & { readonly signal: AbortSignal; readonly deadlineMs: number },
): Promise<Uint8Array> {
  return withPage(options, async (page) => {
    await page.setContent(html, { waitUntil: "load", timeout: options.deadlineMs });
    const pdf = await page.pdf({
      tagged: true,
      outline: true,
      preferCSSPageSize: true,
      printBackground: true,
      timeout: options.deadlineMs,
    });
    if (Buffer.from(pdf.subarray(0, 5)).toString("latin1") !== "%PDF-") throw new Error("the browser printed no PDF");
    return pdf;
  });
}

function hasDied(error: unknown): boolean {
  if (error instanceof RenderError) return false;
  return error instanceof Error && /closed|crashed|disconnected|detached/i.test(error.message);
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
