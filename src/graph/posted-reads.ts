// Long reads go as POST with `method=GET`, which is not recorded for this API: a rung of the ladder (CALL-COST §4.4).
import type { GraphError } from "./errors.ts";
import type { PostedReadMemory } from "./graph.ts";

/** Words that show that the server read the fields, or for whom: what it refuses then is not the way they came. */
const ABOUT_THE_READ =
  /\b(get request|fields?|metrics?|insights|syntax|modifier|alias(es)?|cursors?|viewers|users|since|until|instagram_(?!content)\w+|pages_\w+)\b/i;

/** What is known of one connection's server taking long reads as POST. */
export interface PostedReads {
  /** What an earlier process has learnt; asked once. */
  readonly recall: () => Promise<void>;
  readonly mayPost: () => boolean;
  /** The same read is to be sent again as GET: the server would not take the POST, or may not have. */
  readonly isToBlame: (error: GraphError) => Promise<boolean>;
  readonly onAnswered: (wasPosted: boolean) => Promise<void>;
  /** The same read was refused as GET in the same words, too; other words would be about something else. */
  readonly onAcquitted: () => Promise<void>;
}

export function createPostedReads(connection: string, memory: PostedReadMemory | undefined): PostedReads {
  let state: "unknown" | "taken" | "refused" = "unknown";
  let words = "";
  let recalled: Promise<void> | undefined;

  async function settle(found: "taken" | "refused"): Promise<void> {
    if (state !== "unknown") return;
    state = found;
    await memory?.note(connection, found, words);
  }

  async function recall(): Promise<void> {
    try {
      const known = await memory?.recall(connection);
      if (known !== undefined && state === "unknown") state = known;
    } catch (error) {
      recalled = undefined;
      throw error;
    }
  }

  return {
    recall() {
      recalled ??= recall();
      return recalled;
    },
    mayPost: () => state !== "refused",
    async isToBlame(error) {
      if (state === "unknown") words = toWords(error);
      if (isSaid(error)) {
        // Said so plainly, it holds against what was seen before.
        if (state === "taken") state = "unknown";
        await settle("refused");
      }
      return state === "refused" || (state === "unknown" && isPossible(error));
    },
    onAnswered: (wasPosted) => settle(wasPosted ? "taken" : "refused"),
    onAcquitted: () => settle("taken"),
  };
}

/** By which two refusals are told apart. */
export function toWords({ apiMessage, message }: GraphError): string {
  return apiMessage ?? message;
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
