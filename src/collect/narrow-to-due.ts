// Of a plan, what was lost before: the rest of an account that was collected is not asked again.
import { type Block, type PlannedCall, type PlannedRequest, toSubject } from "./plan/index.ts";

/** Each call with the questions alone that are due of its account; one that is left without any is dropped. */
export function narrowToDue(
  calls: readonly PlannedCall[],
  due: ReadonlyMap<string, readonly string[] | "everything">,
): readonly PlannedCall[] {
  return calls.flatMap((call) => {
    const subjects = due.get(call.accountId) ?? [];
    if (subjects === "everything") return [call];
    // One question for all that was lost in the same words: its answer tells whether the others are worth asking.
    const isProbe = subjects.length === 1;
    const requests = call.requests
      .map((request) => ({
        ...request,
        ...(isProbe ? { turn: { kind: "again", edges: [], after: toWordsBefore(request) } as const } : {}),
        blocks: request.blocks.filter((block) => isDue(call.accountId, block, subjects)),
      }))
      .filter(({ blocks }) => blocks.length > 0);
    const cost = call.cost - (call.requests.length - requests.length);
    return requests.length === 0 ? [] : [{ ...call, requests, cost }];
  });
}

function toWordsBefore({ turn }: PlannedRequest): string | undefined {
  return turn?.kind === "again" ? turn.after : undefined;
}

/** What was lost of a post, a story or their comments is found by listing them again. */
function isDue(accountId: string, block: Block, subjects: readonly string[]): boolean {
  const own = toSubject(accountId, block);
  const isListing = block.kind === "media" || block.kind === "stories";
  // The days of a series move with the day it is asked on.
  const places = isListing
    ? [own, `${accountId}/media`, `${accountId}/comments`]
    : [block.kind === "series" ? `${accountId}/series` : own];
  return subjects.some(
    (subject) =>
      isDayOf(block, subject) || places.some((place) => subject === place || subject.startsWith(`${place}/`)),
  );
}

/** What is lost of a window and of its days alike is told of the window. */
function isDayOf(block: Block, subject: string): boolean {
  if (block.kind !== "totals" || block.daily !== true) return false;
  const [, from = "", to = ""] = /\/totals\/([\d-]+)\.\.([\d-]+)\/(?:\/|$)/.exec(subject) ?? [];
  return from <= block.span.from && block.span.to <= to;
}

/** Series that were lost under days nobody asks for any more: what is asked now takes their place. */
export function listReplaced(
  calls: readonly PlannedCall[],
  due: ReadonlyMap<string, readonly string[] | "everything">,
): readonly string[] {
  const asking = new Set(
    calls
      .filter(({ requests }) => requests.some(({ blocks }) => blocks.some(({ kind }) => kind === "series")))
      .map(({ accountId }) => accountId),
  );
  return [...due].flatMap(([accountId, subjects]) =>
    asking.has(accountId) && subjects !== "everything"
      ? subjects.filter((subject) => subject.startsWith(`${accountId}/series/`))
      : [],
  );
}
