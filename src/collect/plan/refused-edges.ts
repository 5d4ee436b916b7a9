// What one account is refused, edge by edge (CONTRACT §13.6): left off, and asked again alone four weeks later, or in the
// next run where the trouble may pass.
import type { Edge, Form, RefusedEdge } from "../capabilities/index.ts";
import type { Block, KnownRefusal, PlannedRequest } from "./call.ts";
import { alone, isAffordable } from "./forms.ts";
import { withoutNames } from "./without-names.ts";

/** The edge a block is answered by, and that of the figures nested in it where those need a permission of their own. */
export function toEdges(block: Block): readonly Edge[] {
  switch (block.kind) {
    case "media":
      return block.members === undefined ? ["media", "media-insights"] : [];
    case "stories":
      return ["stories", "story-insights"];
    case "totals":
      return [`totals/${block.breakdown}`];
    case "audience":
      return [block.span === undefined ? block.kind : "online"];
    case "comments":
    case "series":
      return [block.kind];
    default:
      return [];
  }
}

/** One figure of an account's insights. */
export function toMetricEdges(block: Block, metrics?: readonly string[]): readonly Edge[] {
  if (block.kind === "audience") return [`audience#${block.metric}/${block.dimension}`];
  if (block.kind !== "series" && block.kind !== "totals") return [];
  return (metrics ?? block.metrics).map((metric) => `${toEdges(block)[0]}#${metric}`);
}

export interface WithoutEdges {
  readonly blocks: readonly Block[];
  readonly refusedBefore: readonly KnownRefusal[];
  /**
   * Asked again, one request an edge; what one trouble took that may pass, by one request in all. Where a request holds one
   * question, the first refusal ends all that were lost in its words.
   */
  readonly again: readonly PlannedRequest[];
}

/** `form`: how many questions fit into the one request. */
export function omitEdges(blocks: readonly Block[], refused: readonly RefusedEdge[], form: Form = 1): WithoutEdges {
  const left: Block[] = [];
  const refusedBefore: KnownRefusal[] = [];
  const again = new Map<string, { readonly asked: (readonly [Block, Edge])[]; readonly message: string }>();
  const comments = refused.find(({ edge, state }) => edge === "comments" && state !== "doubtful");

  /** Whether it is asked again. */
  function askAgain(block: Block, { edge, words, isPassing, state }: RefusedEdge): boolean {
    if (state !== "doubtful") return false;
    const key = isPassing === true || form === 3 ? withoutNames(words) : edge;
    const known = again.get(key) ?? { asked: [], message: words };
    again.set(key, { ...known, asked: [...known.asked, [block, edge]] });
    return true;
  }

  for (const asked of blocks) {
    const block = comments === undefined ? asked : withoutComments(asked);
    if (comments !== undefined && block !== asked) {
      const { words: message, reason = "not-permitted", code } = comments;
      refusedBefore.push({ block: ALL_COMMENTS, metric: "", message, reason, code, isWhole: true });
    }
    // A window around a refusing post goes with the figures of all others.
    const isWindow = block.kind === "media" && block.members !== undefined;
    if (isWindow && refused.some((one) => one.edge.startsWith("media"))) continue;
    const [edge, insights] = toEdges(block);
    const whole = refused.find((one) => one.edge === edge);
    const known = whole ?? refused.find((one) => one.edge === insights);
    if (known === undefined) {
      left.push(...omitMetrics(block));
      continue;
    }
    const isList = insights !== undefined;
    if (whole === undefined) left.push(withoutInsights(block));
    if (askAgain(whole === undefined || !isList ? block : toLight(block), known)) continue;
    const { words: message, reason = "not-permitted", code } = known;
    const isWhole = whole === undefined ? {} : ({ isWhole: true } as const);
    const lost = toLost(block, whole !== undefined);
    refusedBefore.push(...lost.map((metric) => ({ block, metric, message, reason, code, ...isWhole }) as const));
  }

  /** The block without single figures that are refused. */
  function omitMetrics(block: Block): readonly Block[] {
    const known = (metric: string) => refused.find(({ edge }) => toMetricEdges(block, [metric]).includes(edge));
    const metrics = block.kind === "audience" ? [block.metric] : "metrics" in block ? block.metrics : [];
    const out = metrics.filter((metric) => known(metric) !== undefined);
    if (out.length === 0) return [block];
    for (const metric of out) {
      const one = known(metric);
      if (
        one === undefined ||
        askAgain(block.kind === "audience" ? block : ({ ...block, metrics: [metric] } as Block), one)
      )
        continue;
      const { words: message, reason = "not-permitted", code } = one;
      refusedBefore.push({ block, metric, message, reason, code });
    }
    const rest = metrics.filter((metric) => !out.includes(metric));
    return block.kind === "audience" || rest.length === 0 ? [] : [{ ...block, metrics: rest } as Block];
  }

  return {
    blocks: left,
    refusedBefore,
    again: [...again.values()].flatMap(({ asked, message: after }) => {
      const whole = joinMetrics(asked);
      if (form === 3) {
        const single = whole.filter(({ block }) => isAffordable(block));
        return single.map(({ block, edges }) => ({ ...alone(block), turn: { kind: "again", edges, after } as const }));
      }
      const edges = [...new Set(asked.map(([, edge]) => edge))];
      return [{ blocks: whole.map(({ block }) => block), turn: { kind: "again", edges, after } as const }];
    }),
  };
}

/** Single figures of one question are asked together. */
function joinMetrics(
  asked: readonly (readonly [Block, Edge])[],
): readonly { readonly block: Block; readonly edges: readonly Edge[] }[] {
  const toKey = (block: Block): string =>
    JSON.stringify(block.kind === "series" || block.kind === "totals" ? { ...block, metrics: [] } : block);
  return [...Map.groupBy(asked, ([block]) => toKey(block)).values()].flatMap((same) => {
    const [[block] = []] = same;
    if (block === undefined) return [];
    const metrics = same.flatMap(([one]) => ("metrics" in one ? one.metrics : []));
    const edges = [...new Set(same.map(([, edge]) => edge))];
    return [{ block: "metrics" in block ? { ...block, metrics: [...new Set(metrics)] } : block, edges }];
  });
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
  if (block.kind === "stories") return { ...withoutInsights(block), nextSteps: [{ kind: "each" }] } as Block;
  return block.kind === "media" && block.metrics.length > 0
    ? { ...block, metrics: [], nextSteps: [{ kind: "groups", metrics: block.metrics }] }
    : block;
}
