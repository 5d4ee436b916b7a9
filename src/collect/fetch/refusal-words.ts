// What a refusal says: by which words it is recognised, how far it may reach, and whether it may pass.
import { GraphError, isBrokenOff } from "../../graph/index.ts";
import { type PlannedCall, type PlannedRequest, toSubject } from "../plan/index.ts";

/** Ids differ from account to account where the words are the same. */
export const LONG_ID = /\d{5,}/g;

/** By which two refusals are told apart: the API's words, or what came in place of an answer. */
export function toWords({ apiCode, apiMessage, code, httpStatus, message }: GraphError): string {
  if (apiMessage === undefined && code === "GRAPH_UNREADABLE") return `${code} ${httpStatus}`;
  // "metric[3] must be one of …": which of them it was is no other refusal.
  return `${apiCode ?? ""} ${apiMessage ?? message}`.replaceAll(/\[\d+\]/g, "[]");
}

/** The same words whoever is asked: ids differ from account to account. */
export function toSharedWords(error: GraphError): string {
  return toWords(error).replaceAll(LONG_ID, "#");
}

/** The same of a refusal that is remembered. */
export function toPlainWords(apiCode: string | undefined, message: string): string {
  return `${apiCode ?? ""} ${message}`.replaceAll(/\[\d+\]/g, "[]").replaceAll(LONG_ID, "#");
}

/** Refusals that may be about more than what was asked. */
export function maySpread(error: GraphError): boolean {
  return !isOfNetwork(error) && error.code !== "GRAPH_THROTTLED";
}

/** Refusals that are mostly about the question (a page too big, posts too old): only one account's sure loss spreads them. */
export function isAboutQuestion(error: GraphError): boolean {
  if (error.recovery === "stop" || isPassing(error)) return false;
  return !["GRAPH_NOT_PERMITTED", "GRAPH_GONE", "GRAPH_REFUSED", "GRAPH_APP_REFUSED"].includes(error.code);
}

/** Trouble that may be over in a moment (codes 1 and 2, a proxy's page, an answer broken off), also where its size is only guessed at. */
export function isPassing(error: GraphError): boolean {
  const { code, recovery, cause } = error;
  if (code === "GRAPH_TOO_MUCH_DATA") return cause instanceof GraphError && isPassing(cause);
  return recovery === "retry" && !isOfNetwork(error);
}

/** No server was there to ask. */
export function isOfNetwork(error: GraphError): boolean {
  return error.code === "GRAPH_UNREACHABLE" && !isBrokenOff(error);
}

/**
 * Whether it asks for something of the account itself. Posts are asked for because a list was answered, maybe before this
 * process began: what they are refused with is no evidence against their account.
 */
export function isOfAccount({ blocks }: PlannedRequest): boolean {
  return blocks.some((block) => {
    if (block.kind === "media-insights" || block.kind === "comments") return false;
    return block.kind !== "media" || block.members === undefined;
  });
}

/** Want of a permission, of what the app may do or of a token that is good for it: it reaches as far as what needs the same. */
export function isPermission({ code }: GraphError): boolean {
  return code === "GRAPH_NOT_PERMITTED" || code === "GRAPH_APP_REFUSED" || code === "GRAPH_TOKEN_UNUSABLE";
}

/**
 * What of an account a question is about: refused each time the same is asked, it may be that alone. Figures of posts and
 * of stories are told by one edge, and may be refused together.
 */
export function toReach({ blocks }: PlannedRequest): readonly string[] {
  return blocks.flatMap((block) => {
    const isList = block.kind === "media" || block.kind === "stories";
    if (isList) return block.metrics.length > 0 ? [block.kind, "figures"] : [block.kind];
    return block.kind === "profile" ? [block.kind] : ["insights"];
  });
}

/** The same question about fewer posts is the same question. */
export function toQuestion({ accountId }: PlannedCall, { blocks }: PlannedRequest): string {
  const names = blocks.map((block) => [toSubject(accountId, block), "metrics" in block ? block.metrics : ""].join(":"));
  return names.join(" ");
}
