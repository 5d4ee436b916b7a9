import { CollectorError } from "../shared/index.ts";

export type ModerateErrorCode = "MODERATE_NOT_FOUND" | "MODERATE_NOT_ALLOWED" | "MODERATE_TOO_LATE" | "MODERATE_FILE";

/** Something about comments that cannot be done as asked; nothing was written to Instagram. */
export class ModerateError extends CollectorError {
  override readonly code: ModerateErrorCode;

  constructor(code: ModerateErrorCode, sentence: string, hint?: string, cause?: unknown) {
    super({ code, sentence, hint, cause });
    this.code = code;
  }
}
