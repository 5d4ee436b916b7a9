import { emptyBatch, type GapRecord, type RecordBatch } from "../../dataset/index.ts";
import type { GraphError } from "../../graph/index.ts";
import { withRemedy } from "../../shared/index.ts";
import { type Refusal, toMetricReason, toReason } from "../fetch/index.ts";
import { type Block, mayStayAway, type PlannedCall, toSubject, toWholeSubject } from "../plan/index.ts";
import { type Context, toGap, toSettled } from "./context.ts";

/** What was refused, as gaps in the API's own words: one for each metric that is lost. */
export function normaliseRefusals(refusals: readonly Refusal[], context: Context): RecordBatch {
  const lost = refusals.flatMap(toSingles).filter(({ block }) => !mayStayAway(block));
  const single = withoutDays(lost, ({ block, metrics, error }) =>
    (metrics ?? toMetrics(block)).map((metric) => [metric, error.apiCode, toTold(error)].join(" ")),
  );
  const gaps = single.flatMap(({ block, metrics, error }) => toGaps(block, metrics, error, context));
  // A block that lost only some metrics is still to be answered; its earlier gaps are settled by that answer.
  const settled = lost
    .filter(({ metrics }) => metrics === undefined)
    .flatMap(({ block }) => toSettled(context.accountId, withExits(block)));
  return { ...emptyBatch, settled, gaps };
}

/** Without days whose figures are lost, in the same words, together with those of a window they lie in: that is one loss. */
function withoutDays<T extends { readonly block: Block }>(
  lost: readonly T[],
  toLosses: (one: T) => readonly string[],
): readonly T[] {
  const windows = lost.flatMap((one) => {
    const { block } = one;
    const isWindow = block.kind === "totals" && block.daily !== true && block.breakdown === "";
    return isWindow ? [{ span: block.span, losses: new Set(toLosses(one)) }] : [];
  });
  return lost.filter((one) => {
    const { block } = one;
    if (block.kind !== "totals" || block.daily !== true) return true;
    const { from, to } = block.span;
    const around = windows.filter(({ span }) => span.from <= from && span.to >= to);
    return !around.some(({ losses }) => toLosses(one).every((loss) => losses.has(loss)));
  });
}

/** Of stories nobody lists, nothing else is told. */
function withExits(block: Block): Block {
  return block.kind === "stories" ? { ...block, navigation: true } : block;
}

/** An account that is refused as a whole: one gap, in place of those its questions left. */
export function normaliseWholeRefusal(call: PlannedCall, error: GraphError, context: Context): RecordBatch {
  const { accountId, takenAt } = context;
  const subject = toWholeSubject(accountId);
  const asked = call.requests.flatMap(({ blocks }) => blocks.flatMap((block) => toSettled(accountId, block)));
  const known = call.refusedBefore.map(({ block, metric, isWhole }) => {
    const subject = toSubject(accountId, block);
    return isWhole === true ? subject : `${subject}/${metric}`;
  });
  const gap = { subject, accountId, reason: toReason(error), code: error.apiCode ?? error.code, seenAt: takenAt };
  return {
    ...emptyBatch,
    settled: [subject, ...asked, ...known],
    gaps: [{ ...gap, message: toMessage(error), note: error.note }],
  };
}

/** The API's words and the remedy, where there is one. */
function toMessage(error: GraphError): string {
  return withRemedy(toTold(error), error.hint);
}

/** Of a server that did not answer the API has no words. */
function toTold({ apiMessage = "", message, code }: GraphError): string {
  return apiMessage === "" || code === "GRAPH_UNREACHABLE" ? message : apiMessage;
}

/** Metrics that were not even asked for: refused before, forbidden by the role, or kept back of a small account. */
export function normaliseKnownRefusals(call: PlannedCall, takenAt: string): RecordBatch {
  const context = { accountId: call.accountId, takenAt };
  const lost = withoutDays(call.refusedBefore, ({ metric, code, message }) => [[metric, code, message].join(" ")]);
  const gaps = lost.map(({ block, metric: name, message, note, reason, code, isWhole }) => {
    const metric = name === "" ? undefined : name;
    const mediaId = block.kind === "media-insights" ? block.mediaId : undefined;
    const gap = toGap(context, block, {
      reason: reason ?? toMetricReason(message),
      code,
      metric,
      message,
      note,
      mediaId,
    });
    // An empty answer would leave this very gap: not asking must not make a second one.
    if (reason === "below-threshold" || isWhole === true) return gap;
    return { ...gap, subject: `${toSubject(call.accountId, block)}/${metric}` };
  });
  return { ...emptyBatch, gaps };
}

function toGaps(
  block: Block,
  metrics: readonly string[] | undefined,
  error: GraphError,
  context: Context,
): readonly GapRecord[] {
  const lost = metrics ?? toMetrics(block);
  const isOfMedia = block.kind === "media-insights" || block.kind === "comments";
  const mediaId = isOfMedia && block.mediaId !== "" ? block.mediaId : undefined;
  const message = toTold(error);
  const rest = { reason: toReason(error), code: error.apiCode ?? error.code, message, note: error.note, mediaId };
  return (lost.length === 0 ? [undefined] : lost).map((metric) => ({
    ...toGap(context, block, { ...rest, metric }),
    // A metric refused alone must survive the answer to what is left of its block.
    ...(metrics === undefined ? {} : { subject: `${toSubject(context.accountId, block)}/${metric}` }),
  }));
}

/** A group that is lost as a whole is the loss of each of its posts; a plain field is lost once, of the whole list. */
function toSingles({ block, ...rest }: Refusal): readonly Refusal[] {
  if (block.kind !== "media" || block.members === undefined) return [{ block, ...rest }];
  if (rest.isField === true) return [{ block: { ...block, members: undefined }, ...rest }];
  const { metrics } = block;
  return block.members.map((member) => ({ block: { ...member, kind: "media-insights", metrics }, ...rest }));
}

function toMetrics(block: Block): readonly string[] {
  if (block.kind === "series" || block.kind === "totals") return block.metrics;
  return block.kind === "audience" ? [block.metric] : [];
}
