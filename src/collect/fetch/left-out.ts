// Insights nested in a list that are neither told nor refused: whether the server leaves them out, or the posts have none,
// is settled by asking one post alone (CONTRACT §12.1).
import { readKey, readWhatCame } from "../../graph/index.ts";
import type { Block, PlannedRequest } from "../plan/index.ts";

type Parts = readonly { readonly block: Block; readonly part: unknown }[];

/** What is remembered of a server that leaves nested insights out without a word. */
export const LEFT_OUT = "insights nested in a list were left out";

/** Whether posts came for which insights were asked, and none of them has any. */
export function isLeftOut(parts: Parts): boolean {
  const asked = parts.filter(
    ({ block }) =>
      (block.kind === "stories" || (block.kind === "media" && block.members === undefined)) && block.metrics.length > 0,
  );
  return asked.some(({ part }) => readWhatCame(part).data.length > 0) && !asked.some(({ part }) => hasNested(part));
}

/** The first post alone; the others wait for what it shows. */
export function toProbes(singles: readonly PlannedRequest[]): readonly PlannedRequest[] {
  return singles.map(
    (request, index): PlannedRequest =>
      index === 0 ? { ...request, proves: { kind: "left-out" } } : { ...request, turn: { kind: "waiting" } },
  );
}

/** What is still to be asked after an answer that was to prove it: without figures, the others have none either. */
export function omitUnprobed(
  { proves }: PlannedRequest,
  parts: Parts,
  rest: readonly PlannedRequest[],
): readonly PlannedRequest[] {
  if (proves?.kind !== "left-out" || hasTold(parts)) return rest;
  return rest.filter(({ turn }) => turn?.kind !== "waiting");
}

/** Whether a post of the list has insights. */
export function hasNested(part: unknown): boolean {
  return readWhatCame(part).data.some((row) => readWhatCame(readKey(row, "insights")).data.length > 0);
}

/** Whether a post asked alone was answered with figures. */
export function hasTold(parts: Parts): boolean {
  return parts.some(({ part }) => readWhatCame(part).data.length > 0);
}
