// What one account is refused for want of a permission, edge by edge (CONTRACT §13.6): left off, and asked again alone
// four weeks later.
import type { Block, KnownRefusal, PlannedRequest } from "./call.ts";

/** "stories", "story-insights", "totals/follow_type": what is permitted or refused together. */
export type Edge = string;

export interface RefusedEdge {
  readonly edge: Edge;
  /** The API's words. */
  readonly message: string;
  /** UTC ISO 8601. */
  readonly learntAt: string;
  /** What the role on the account's Page allowed then. */
  readonly tasks: string;
  /** Refused in more than one run: once may be a passing trouble, and is asked again the next time. */
  readonly isConfirmed?: true | undefined;
  /** Four weeks have passed. */
  readonly isDue?: true | undefined;
}

/** The edge a block is answered by, and that of the figures nested in it where those need a permission of their own. */
export function toEdges(block: Block): readonly Edge[] {
  switch (block.kind) {
    case "media":
      return block.members === undefined ? ["media", "media-insights"] : [];
    case "stories":
      return ["stories", "story-insights"];
    case "totals":
      return [`totals/${block.breakdown}`];
    case "comments":
    case "series":
    case "audience":
      return [block.kind];
    default:
      return [];
  }
}

export interface WithoutEdges {
  readonly blocks: readonly Block[];
  readonly refusedBefore: readonly KnownRefusal[];
  /** Asked again, one request an edge. */
  readonly again: readonly PlannedRequest[];
}

export function omitEdges(blocks: readonly Block[], refused: readonly RefusedEdge[]): WithoutEdges {
  const left: Block[] = [];
  const refusedBefore: KnownRefusal[] = [];
  const again = new Map<Edge, Block[]>();
  const comments = refused.find(({ edge, isDue }) => edge === "comments" && isDue !== true);
  for (const asked of blocks) {
    const block = comments === undefined ? asked : withoutComments(asked);
    if (comments !== undefined && block !== asked) {
      const { message } = comments;
      refusedBefore.push({ block: ALL_COMMENTS, metric: "", message, reason: "not-permitted", isWhole: true });
    }
    // A window around a refusing post goes with the figures of all others.
    const isWindow = block.kind === "media" && block.members !== undefined;
    if (isWindow && refused.some((one) => one.edge.startsWith("media"))) continue;
    const [edge, insights] = toEdges(block);
    const whole = refused.find((one) => one.edge === edge);
    const known = whole ?? refused.find((one) => one.edge === insights);
    if (known === undefined) {
      left.push(block);
      continue;
    }
    if (known.isDue === true) {
      again.set(known.edge, [...(again.get(known.edge) ?? []), whole === undefined ? block : toLight(block)]);
      continue;
    }
    const { message } = known;
    const isWhole = whole === undefined ? {} : ({ isWhole: true } as const);
    const lost = toLost(block, whole !== undefined);
    refusedBefore.push(
      ...lost.map((metric) => ({ block, metric, message, reason: "not-permitted", ...isWhole }) as const),
    );
    if (whole === undefined) left.push(withoutInsights(block));
  }
  return { blocks: left, refusedBefore, again: [...again.values()].map((some) => ({ blocks: some })) };
}

/** Comments as they come along with a list of posts: no post's in particular. */
export const ALL_COMMENTS: Block = { kind: "comments", mediaId: "" };

/** Comments need a permission of their own (CONTRACT §1.3); the posts come without it. */
export function withoutComments(block: Block): Block {
  if (block.kind !== "media" || block.comments !== true) return block;
  const { comments: _comments, ...rest } = block;
  return rest;
}

/** What the refusal was told for: the listing itself is no metric. */
function toLost(block: Block, isWhole: boolean): readonly string[] {
  if (block.kind === "audience") return [block.metric];
  if (isWhole && (block.kind === "media" || block.kind === "stories")) return [""];
  return "metrics" in block ? block.metrics : [];
}

function withoutInsights(block: Block): Block {
  if (block.kind === "stories") return { ...block, metrics: [], navigation: false };
  return block.kind === "media" ? { ...block, metrics: [] } : block;
}

/** Whether the list comes is one question; the figures of what is in it follow. */
function toLight(block: Block): Block {
  if (block.kind === "stories") return { ...withoutInsights(block), thenEach: true } as Block;
  return block.kind === "media" && block.metrics.length > 0
    ? { ...block, metrics: [], thenGroups: block.metrics }
    : block;
}
