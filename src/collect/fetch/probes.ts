import { type Capabilities, isFormProven, stateOf } from "../capabilities/index.ts";
import { isCalibrating, type PlannedCall } from "../plan/index.ts";

/**
 * What a connection has not been seen to answer, a form or insights nested in a list, is tried on one of its accounts
 * first, so that its refusal is paid once. An account without posts proves nothing (CONTRACT §13.3).
 */
export function chooseProbes(
  calls: readonly PlannedCall[],
  known: Capabilities,
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
    const { connection } = call;
    const isPostingDoubtful = stateOf(known, "posted-reads", connection) === "doubtful";
    const isFormOpen = !isFormProven(known, connection) || isPostingDoubtful;
    if (call.form < 3 && isFormOpen) choose("form", call);
    const nesting = stateOf(known, "nested-insights", connection);
    if (nesting !== "proven" && nesting !== "refused" && nestsIn("media", call)) choose("nesting", call);
    const isDoubtful = stateOf(known, "nested-story-insights", connection) === "doubtful";
    if (isDoubtful && nestsIn("stories", call)) choose("stories", call);
  }
  const first = new Set(probes.values());
  return { probes: [...first], others: calls.filter((call) => !first.has(call)) };
}

function nestsIn(kind: "media" | "stories", { requests }: PlannedCall): boolean {
  return requests.some(({ blocks }) => blocks.some((block) => block.kind === kind && block.metrics.length > 0));
}
