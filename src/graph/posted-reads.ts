// Long reads go as POST with `method=GET`, which is not recorded for this API: a rung of the ladder (CALL-COST §4.4).
import type { GraphError } from "./errors.ts";

/** Words that show that the server read the fields, or for whom: what it refuses then is not the way they came. */
const ABOUT_THE_READ =
  /\b(get request|fields?|metrics?|insights|syntax|modifier|alias(es)?|cursors?|viewers|users|since|until|instagram_(?!content)\w+|pages_\w+)\b/i;

/** What is known of the server's taking long reads as POST. */
export function createPostedReads(): {
  readonly mayPost: () => boolean;
  /** The same read is to be sent again as GET: the server would not take the POST, or may not have. */
  readonly isToBlame: (error: GraphError) => boolean;
  readonly onAnswered: (wasPosted: boolean) => void;
  /** The same read was refused as GET, too. */
  readonly onAcquitted: () => void;
} {
  let state: "unknown" | "taken" | "refused" = "unknown";
  return {
    mayPost: () => state !== "refused",
    isToBlame(error) {
      if (isSaid(error)) state = "refused";
      return state === "refused" || (state === "unknown" && isPossible(error));
    },
    onAnswered(wasPosted) {
      if (state === "unknown") state = wasPosted ? "taken" : "refused";
    },
    onAcquitted() {
      if (state === "unknown") state = "taken";
    },
  };
}

/** 405, or "Unsupported post request" though `method=GET` came along. */
function isSaid(error: GraphError): boolean {
  return error.httpStatus === 405 || /\bunsupported post request/i.test(error.apiMessage ?? "");
}

function isPossible({ code, recovery, httpStatus = 0, apiMessage = "" }: GraphError): boolean {
  if (code === "GRAPH_UNREADABLE")
    return (httpStatus >= 400 && httpStatus < 500 && httpStatus !== 429) || httpStatus === 501;
  return recovery === "skip" && !ABOUT_THE_READ.test(apiMessage);
}
