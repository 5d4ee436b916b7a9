import type { RecordBatch, StampReading } from "../../dataset/index.ts";
import { GraphError } from "../../graph/index.ts";
import type { Answer } from "../fetch/index.ts";
import { type Block, listExtraMetrics, POST_METRICS, STORY_METRICS } from "../plan/index.ts";
import { type KnownAccount, normaliseProfile } from "./account.ts";
import { normaliseAudience, normaliseSeries, normaliseTotals } from "./account-insights.ts";
import { normaliseComments } from "./comments.ts";
import { type Context, toSettled } from "./context.ts";
import { normaliseRefusals, normaliseWholeRefusal } from "./gaps.ts";
import { normaliseListing, normaliseMediaInsights } from "./media.ts";

export interface NormaliseOptions {
  readonly known: KnownAccount;
  readonly followersCount?: number | undefined;
  readonly stampReading: StampReading;
  /** When the run began, UTC ISO 8601: media read since then were seen in its walks. */
  readonly runStartedAt: string;
}

/** One answer → what it is worth to the dataset. Pure; calls nobody. */
export function normalise(answer: Answer, options: NormaliseOptions): RecordBatch {
  const context: Context = {
    accountId: answer.call.accountId,
    takenAt: answer.takenAt,
    followersCount: options.followersCount,
    runStartedAt: options.runStartedAt,
    without: answer.kind === "page" ? answer.without : undefined,
  };
  if (answer.kind === "refused") {
    if (answer.whole !== undefined) return normaliseWholeRefusal(answer.call, answer.whole, context);
    const lost = normaliseRefusals(answer.refusals, context);
    return {
      ...lost,
      settled: [...lost.settled, ...(answer.joined ?? []).flatMap((one) => toSinglesSettled(one, context))],
    };
  }
  const parts = answer.parts.map(({ block, part }) => normalisePart(block, part, options, context));
  return joinBatches([...parts, normaliseRefusals(answer.refusals, context)]);
}

/** The post's gaps, whichever of its figures they are of. */
function toSinglesSettled(block: Block, { accountId }: Context): readonly string[] {
  if (block.kind !== "media-insights") return [];
  const metrics = [...POST_METRICS, ...STORY_METRICS, ...listExtraMetrics(block.productType)];
  return toSettled(accountId, { ...block, metrics });
}

function normalisePart(block: Block, part: unknown, options: NormaliseOptions, context: Context): RecordBatch {
  try {
    switch (block.kind) {
      case "profile":
        return normaliseProfile(block, part, options.known, context);
      case "series":
        return normaliseSeries(block, part, options.stampReading, context);
      case "totals":
        return normaliseTotals(block, part, context);
      case "audience":
        return normaliseAudience(block, part, options.stampReading, context);
      case "comments":
        return normaliseComments(block, part, context);
      case "media-insights":
        return normaliseMediaInsights(block, part, context);
      default:
        return normaliseListing(block, part, context);
    }
  } catch (error) {
    // A part of an unexpected shape costs that part; its neighbours in the same answer are kept.
    if (!(error instanceof GraphError)) throw error;
    return normaliseRefusals([{ block, error }], context);
  }
}

function joinBatches(batches: readonly RecordBatch[]): RecordBatch {
  return {
    accounts: batches.flatMap(({ accounts }) => accounts),
    days: batches.flatMap(({ days }) => days),
    totals: batches.flatMap(({ totals }) => totals),
    media: batches.flatMap(({ media }) => media),
    seen: batches.flatMap(({ seen = [] }) => seen),
    mediaInsights: batches.flatMap(({ mediaInsights }) => mediaInsights),
    audience: batches.flatMap(({ audience }) => audience),
    comments: batches.flatMap(({ comments }) => comments),
    commentWalks: batches.flatMap(({ commentWalks = [] }) => commentWalks),
    settled: batches.flatMap(({ settled }) => settled),
    gaps: batches.flatMap(({ gaps }) => gaps),
    walks: batches.flatMap(({ walks }) => walks),
  };
}
