// A role without insights is known before it is asked: what it forbids is a gap for no call.
import { toNoted } from "../../dataset/index.ts";
import type { Block, KnownRefusal } from "./call.ts";
import type { PlanAccount } from "./plan-input.ts";

const WHY = toNoted({ code: "role-lacks-insights" });

/** The blocks that account can still answer, and what its role forbids. */
export function omitForbidden(
  blocks: readonly Block[],
  { mayReadInsights }: PlanAccount,
): { readonly blocks: readonly Block[]; readonly forbidden: readonly KnownRefusal[] } {
  if (mayReadInsights !== false) return { blocks, forbidden: [] };
  return {
    blocks: blocks.flatMap(withoutInsights),
    forbidden: blocks.flatMap((block) =>
      toMetrics(block).map((metric): KnownRefusal => ({ block, metric, ...WHY, reason: "not-permitted" })),
    ),
  };
}

function withoutInsights(block: Block): readonly Block[] {
  if (block.kind === "profile") return [block];
  if (block.kind === "media") return [{ ...block, metrics: [] }];
  if (block.kind === "stories") return [{ ...block, metrics: [], navigation: false, nextSteps: undefined }];
  return [];
}

function toMetrics(block: Block): readonly string[] {
  if (block.kind === "audience") return [block.metric];
  return "metrics" in block ? block.metrics : [];
}
