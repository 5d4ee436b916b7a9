import type { PlannedCall } from "../plan/index.ts";
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
  }: Pick<FetchOptions, "isProven" | "isNestingProven" | "isNestingRefused">,
): { readonly probes: readonly PlannedCall[]; readonly others: readonly PlannedCall[] } {
  const probes = new Map<"form" | "nesting", PlannedCall>();
  const choose = (what: "form" | "nesting", call: PlannedCall): void => {
    const best = probes.get(what);
    if (best === undefined || (!best.worthProbing && call.worthProbing)) probes.set(what, call);
  };
  for (const call of calls) {
    if (call.form < 3 && !isProven(call.connection)) choose("form", call);
    const isOpen = !isNestingProven(call.connection) && !isNestingRefused(call.connection);
    if (isOpen && nestsInPosts(call)) choose("nesting", call);
  }
  const first = new Set(probes.values());
  return { probes: [...first], others: calls.filter((call) => !first.has(call)) };
}

function nestsInPosts({ requests }: PlannedCall): boolean {
  return requests.some(({ blocks }) => blocks.some((block) => block.kind === "media" && block.metrics.length > 0));
}
