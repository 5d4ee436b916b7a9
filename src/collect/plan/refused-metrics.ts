// Metrics the API refused for good are not asked again; that they are missing is told all the same.
import type { Block, PlannedCall } from "./call.ts";
import { FOLLOW_METRICS } from "./metric-sets.ts";

/** Only with this code does the API say that it does not know a name (CONTRACT §8): words that were remembered had it. */
export const UNKNOWN_NAME = "100";

/** The blocks without what was refused for good, and what that leaves out. Keys are "account:reposts", "media:views". */
export function omitRefused(
  blocks: readonly Block[],
  refused: ReadonlyMap<string, string>,
): { readonly blocks: readonly Block[]; readonly refusedBefore: PlannedCall["refusedBefore"] } {
  return {
    blocks: blocks.flatMap((block) => withoutRefused(block, refused)),
    refusedBefore: blocks.flatMap((block) => toRefusedBefore(block, refused)),
  };
}

/** The block without what was refused; gone when nothing is left to ask. */
function withoutRefused(block: Block, refused: ReadonlyMap<string, string>): readonly Block[] {
  if (block.kind === "audience") return refused.has(toLessonKey(block, block.metric)) ? [] : [block];
  if (!("metrics" in block)) return [block];
  const metrics = block.metrics.filter((metric) => !refused.has(toLessonKey(block, metric)));
  return metrics.length === 0 && (block.kind === "series" || block.kind === "totals") ? [] : [{ ...block, metrics }];
}

function toRefusedBefore(block: Block, refused: ReadonlyMap<string, string>): PlannedCall["refusedBefore"] {
  const metrics = block.kind === "audience" ? [block.metric] : "metrics" in block ? block.metrics : [];
  return metrics.flatMap((metric) => {
    const message = refused.get(toLessonKey(block, metric));
    return message === undefined ? [] : [{ block, metric, message, code: UNKNOWN_NAME }];
  });
}

/**
 * The name a refusal is remembered by: account and media metrics share names, and of a metric that is also told undivided
 * only the breakdown may be refused.
 */
export function toLessonKey(block: Block, metric: string): string {
  const { kind } = block;
  const isDivided = kind === "totals" && block.breakdown !== "" && metric !== FOLLOW_METRICS[0];
  const isAccount = kind === "series" || kind === "totals" || kind === "audience";
  return `${isAccount ? "account" : "media"}:${metric}${isDivided ? `/${block.breakdown}` : ""}`;
}
