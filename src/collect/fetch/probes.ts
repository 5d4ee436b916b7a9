import { isCalibrating, type PlannedCall } from "../plan/index.ts";
import type { FetchOptions } from "./fetch-options.ts";

/**
 * What a connection has not been seen to answer, a form or insights nested in a list, is tried on one of its accounts
 * first, so that its refusal is paid once. An account without posts proves nothing (CONTRACT §13.3).
 */
export function chooseProbes(
  calls: readonly PlannedCall[],
  {
    isProven,
    isNestingProven,
    isNestingRefused,
    isStoryNestingRefused,
    nestingWords,
    isPostingDoubtful = () => false,
  }: Pick<
    FetchOptions,
    "isProven" | "isNestingProven" | "isNestingRefused" | "isStoryNestingRefused" | "nestingWords" | "isPostingDoubtful"
  >,
): { readonly probes: readonly PlannedCall[]; readonly others: readonly PlannedCall[] } {
  type What = "form" | "nesting" | "stories" | "stamps";
  const probes = new Map<What, PlannedCall>();
  const choose = (what: What, call: PlannedCall): void => {
    const best = probes.get(what);
    if (best === undefined || (!best.worthProbing && call.worthProbing)) probes.set(what, call);
  };
  // What shows which day a stamp means is tried first for everything else, too: until then no other series may be read.
  const calibrating = calls.filter(isCalibrating);
  for (const call of calibrating) choose("stamps", call);
  for (const call of [...calibrating, ...calls]) {
    const isFormOpen = !isProven(call.connection) || isPostingDoubtful(call.connection);
    if (call.form < 3 && isFormOpen) choose("form", call);
    const isOpen = !isNestingProven(call.connection) && !isNestingRefused(call.connection);
    if (isOpen && nestsIn("media", call)) choose("nesting", call);
    // Refused once, and so long ago that it is tried again.
    const isDoubtful = nestingWords(call.connection).stories !== undefined && !isStoryNestingRefused(call.connection);
    if (isDoubtful && nestsIn("stories", call)) choose("stories", call);
  }
  const first = new Set(probes.values());
  return { probes: [...first], others: calls.filter((call) => !first.has(call)) };
}

function nestsIn(kind: "media" | "stories", { requests }: PlannedCall): boolean {
  return requests.some(({ blocks }) => blocks.some((block) => block.kind === kind && block.metrics.length > 0));
}
