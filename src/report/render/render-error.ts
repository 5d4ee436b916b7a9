import { CollectorError } from "../../shared/index.ts";

export type RenderErrorCode = "RENDER_TEMPLATE_BROKEN" | "RENDER_NO_BROWSER" | "RENDER_TIMED_OUT" | "RENDER_FAILED";

/** One format that could not be made; the others still come. */
export class RenderError extends CollectorError {
  constructor(code: RenderErrorCode, sentence: string, hint: string, cause?: unknown) {
    super({ code, sentence, hint, recovery: "skip", ...(cause === undefined ? {} : { cause }) });
  }
}
