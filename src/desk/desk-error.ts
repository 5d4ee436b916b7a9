import { CollectorError, type ErrorParts } from "../shared/index.ts";

/** What the desk refuses; `status` is HTTP's word for it. */
export class DeskError extends CollectorError {
  readonly status: number;

  constructor(status: number, parts: ErrorParts) {
    super(parts);
    this.status = status;
  }
}

/** Of what is not there, and of what is somebody else's: nobody learns which. */
export function toNotFound(): DeskError {
  return new DeskError(404, {
    code: "DESK_NOT_FOUND",
    sentence: "There is no such page, or it is not yours to see.",
    hint: "It may have been removed. Go back to Today.",
  });
}
