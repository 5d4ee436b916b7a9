// Figures Meta keeps back of a small account (CONTRACT §3.3): known before they are asked, they are gaps for no call.
import { findMetric, type Noted, toNoted } from "../../dataset/index.ts";
import type { Block, KnownRefusal } from "./call.ts";
import type { PlanAccount } from "./plan-input.ts";

/** The blocks without what the account has too few followers for; an account of unknown size is asked for everything. */
export function omitTooSmall(
  blocks: readonly Block[],
  { followersCount }: PlanAccount,
): { readonly blocks: readonly Block[]; readonly tooSmall: readonly KnownRefusal[] } {
  if (followersCount === undefined) return { blocks, tooSmall: [] };
  const tooSmall: KnownRefusal[] = [];
  const left = blocks.flatMap((block): readonly Block[] => {
    const missing = toAccountMetrics(block).flatMap((metric) => {
      const minimum = findMetric("account", metric)?.minFollowers ?? 0;
      return followersCount < minimum ? [{ metric, ...explainThreshold(minimum) }] : [];
    });
    if (missing.length === 0) return [block];
    tooSmall.push(...missing.map((one): KnownRefusal => ({ block, ...one, reason: "below-threshold" })));
    if (!("metrics" in block)) return [];
    const metrics = block.metrics.filter((name) => !missing.some(({ metric }) => metric === name));
    return metrics.length === 0 ? [] : [{ ...block, metrics }];
  });
  return { blocks: left, tooSmall };
}

/** Why a figure with a threshold is missing, asked for or not. */
export function explainThreshold(minFollowers: number): Noted {
  return toNoted({ code: "too-few-followers", args: { least: minFollowers } });
}

function toAccountMetrics(block: Block): readonly string[] {
  if (block.kind === "audience") return [block.metric];
  return block.kind === "series" || block.kind === "totals" ? block.metrics : [];
}
