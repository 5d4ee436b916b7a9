import type { GapReason, GapRecord, Noted } from "../../dataset/index.ts";
import { type FieldNode, isOptional } from "../../graph/index.ts";
import { type Block, listLater, toSubject } from "../plan/index.ts";

/** What every part of an answer is read with. */
export interface Context {
  readonly accountId: string;
  readonly takenAt: string;
  /** Followers as far as known, for the thresholds of CONTRACT §3.3. */
  readonly followersCount?: number | undefined;
  readonly runStartedAt?: string | undefined;
  /** Plain fields nobody asked for, "account:website": they did not stay away. */
  readonly without?: readonly string[] | undefined;
}

/**
 * What an answer or a loss settles: the question and each of its metrics. Those have subjects of their own, because a
 * question may be halved: what comes of one half must not settle what is lost of the other.
 */
export function toSettled(accountId: string, block: Block): readonly string[] {
  const subject = toSubject(accountId, block);
  const metrics =
    block.kind === "audience" ? [block.metric] : "metrics" in block ? [...block.metrics, ...toPostponed(block)] : [];
  const exits = block.kind === "stories" && block.navigation ? ["navigation"] : [];
  return [subject, ...[...metrics, ...exits].map((metric) => `${subject}/${metric}`)];
}

/** Figures that are asked of each post apart, where whatever is lost of them is told. */
function toPostponed(block: Block): readonly string[] {
  return "nextSteps" in block ? listLater(block.nextSteps) : [];
}

/** Plain fields that came, whatever an earlier run was told of them. */
export function toFieldSubjects(subject: string, node: FieldNode, rows: readonly unknown[]): readonly string[] {
  const names = rows.flatMap((row) => (typeof row === "object" && row !== null ? Object.keys(row) : []));
  return [...new Set(names)].filter((name) => isOptional(node, name)).map((name) => `${subject}/${name}`);
}

/** A gap about one metric of a block. */
export function toGap(
  context: Context,
  block: Block,
  rest: {
    readonly reason: GapReason;
    readonly metric?: string | undefined;
    readonly mediaId?: string | undefined;
    readonly code?: string | undefined;
  } & Noted,
): GapRecord {
  const isHalved = block.kind === "series" || block.kind === "totals";
  const span = isHalved ? block.span : undefined;
  const subject = toSubject(context.accountId, block);
  return {
    subject: isHalved && rest.metric !== undefined ? `${subject}/${rest.metric}` : subject,
    accountId: context.accountId,
    fromDay: span?.from,
    toDay: span?.to,
    seenAt: context.takenAt,
    ...rest,
  };
}
