// Planned requests → path and parameters, and answers back → the part that belongs to each block.
import { addDays, COMMENTS_A_PAGE, type DaySpan, toUnixSeconds } from "../../dataset/index.ts";
import {
  ACCOUNT_FIELDS,
  GraphError,
  type GraphReply,
  type GraphRequest,
  listCommentFields,
  listFields,
  MEDIA_FIELDS,
  STORY_FIELDS,
  toFieldKey,
} from "../../graph/index.ts";
import type { Block, MediaBlock, PlannedCall, PlannedRequest, StoriesBlock } from "../plan/index.ts";

type Without = readonly string[] | undefined;

const ABOUT_COMMENTS = ["comments_count", "is_comment_enabled", "total_comments_count"].map((field) =>
  toFieldKey("media", field),
);

/**
 * Titles and descriptions make most of an insight's bytes; leave them away (CALL-COST §4.4). In which of both places a figure
 * stands differs between servers, metrics and versions (CONTRACT §13.12).
 */
const FIGURES = "{name,values,total_value}";
const AS_TOTAL = ".metric_type(total_value)";

/** The HTTP request for a planned one. One block goes to its own edge; several go to the account's node, aliased. */
export function toGraphRequest(call: PlannedCall, request: PlannedRequest): GraphRequest {
  const shared = {
    connection: call.connection,
    accountId: call.accountId,
    about: `${describe(request.blocks)} of @${call.username}`,
    narrowable: request.blocks.some((block) => block.kind === "media" && block.pageSize > 1),
  };
  const [first] = request.blocks;
  if (first !== undefined && request.blocks.length === 1)
    return { ...shared, ...toEdge(call.accountId, first, request.without) };
  const fields = request.blocks.map((block, index) => toField(block, toAlias(index), request.without));
  return { ...shared, path: call.accountId, params: { fields: ["id", ...fields].join(",") } };
}

/** What each block got; undefined where the API left its key out, which means empty (CONTRACT §5.1). */
export function toParts(
  request: PlannedRequest,
  body: unknown,
): readonly { readonly block: Block; readonly part: unknown }[] {
  const [first] = request.blocks;
  if (first !== undefined && request.blocks.length === 1) return [{ block: first, part: body }];
  const node = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  return request.blocks.map((block, index) => {
    switch (block.kind) {
      case "profile":
        return { block, part: node };
      case "media":
      case "stories":
        return { block, part: node[isWindow(block) ? toAlias(index) : block.kind] };
      default:
        return { block, part: node[toAlias(index)] };
    }
  });
}

/** Throws where the server has passed over the aliases: which window the one answer is of, nobody can tell. */
export function refuseUnnamed({ blocks }: PlannedRequest, { body, callIds }: GraphReply): void {
  if (blocks.length < 2 || typeof body !== "object" || body === null || !("insights" in body)) return;
  const aliases = blocks.flatMap(({ kind }, index) => (NAMED_BY_ALIAS.includes(kind) ? [toAlias(index)] : []));
  if (aliases.length === 0 || aliases.some((alias) => alias in body)) return;
  const error = new GraphError({
    code: "GRAPH_REFUSED",
    sentence: "Could not use the answer: the server passed over the aliases of its insights.",
    recovery: "skip",
    scope: "call",
    apiMessage: "the aliases were passed over",
  });
  error.callIds = callIds;
  throw error;
}

const NAMED_BY_ALIAS: readonly Block["kind"][] = ["series", "totals", "audience"];

function toAlias(index: number): string {
  return `part${index}`;
}

function toEdge(
  accountId: string,
  block: Block,
  without: Without,
): { readonly path: string; readonly params: Record<string, string> } {
  switch (block.kind) {
    case "profile":
      return { path: accountId, params: { fields: listFields("account", ACCOUNT_FIELDS, without) } };
    case "media":
      return {
        path: `${accountId}/media`,
        params: {
          fields: toMediaFields(block, without),
          limit: String(block.pageSize),
          since: String(block.since),
          ...(block.until === undefined ? {} : { until: String(block.until) }),
          ...(block.after === undefined ? {} : { after: block.after }),
        },
      };
    case "stories":
      return {
        path: `${accountId}/stories`,
        params: {
          fields: toStoryFields(block, without),
          ...(block.after === undefined ? {} : { after: block.after }),
        },
      };
    case "comments":
      return {
        path: block.parentId === undefined ? `${block.mediaId}/comments` : `${block.parentId}/replies`,
        params: {
          fields: listCommentFields(block.parentId === undefined ? COMMENTS_A_PAGE : undefined, without),
          limit: String(COMMENTS_A_PAGE),
          ...(block.after === undefined ? {} : { after: block.after }),
        },
      };
    case "media-insights":
      return {
        path: `${block.mediaId}/insights`,
        params: { metric: block.metrics.join(","), ...(block.asTotal === true ? { metric_type: "total_value" } : {}) },
      };
    case "series":
      return {
        path: `${accountId}/insights`,
        params: { metric: block.metrics.join(","), period: "day", ...toBounds(block.kind, block.span) },
      };
    case "totals":
      return {
        path: `${accountId}/insights`,
        params: {
          metric: block.metrics.join(","),
          period: "day",
          metric_type: "total_value",
          ...(block.breakdown === "" ? {} : { breakdown: block.breakdown }),
          ...toBounds(block.kind, block.span),
        },
      };
    case "audience":
      if (block.span !== undefined) {
        const params = { metric: block.metric, period: "lifetime", ...toBounds(block.kind, block.span) };
        return { path: `${accountId}/insights`, params };
      }
      return {
        path: `${accountId}/insights`,
        params: {
          metric: block.metric,
          period: "lifetime",
          metric_type: "total_value",
          breakdown: block.dimension,
          ...(block.timeframe === undefined ? {} : { timeframe: block.timeframe }),
        },
      };
  }
}

function toField(block: Block, alias: string, without: Without): string {
  switch (block.kind) {
    case "profile":
      return listFields("account", ACCOUNT_FIELDS, without).replace(/^id,/, "");
    case "media":
      return `${toMediaEdge(block, alias)}{${toMediaFields(block, without)}}`;
    case "stories":
      return `stories{${toStoryFields(block, without)}}`;
    case "comments":
    case "media-insights":
      throw new Error("what is asked of a single media cannot be a field of its account");
    case "series": {
      const { since, until } = toBounds(block.kind, block.span);
      return `insights.metric(${block.metrics}).period(day).since(${since}).until(${until}).as(${alias}){name,period,values}`;
    }
    case "totals": {
      const { since, until } = toBounds(block.kind, block.span);
      const breakdown = block.breakdown === "" ? "" : `.breakdown(${block.breakdown})`;
      return `insights.metric(${block.metrics}).period(day).metric_type(total_value)${breakdown}.since(${since}).until(${until}).as(${alias})${FIGURES}`;
    }
    case "audience":
      if (block.span !== undefined) {
        const { since, until } = toBounds(block.kind, block.span);
        return `insights.metric(${block.metric}).period(lifetime).since(${since}).until(${until}).as(${alias})${FIGURES}`;
      }
      return `insights.metric(${block.metric}).period(lifetime).metric_type(total_value).breakdown(${block.dimension}).as(${alias})${FIGURES}`;
  }
}

/** A list beside the walk itself, for which the name is taken. */
function isWindow(block: Block): boolean {
  return block.kind === "media" && block.members !== undefined;
}

function toMediaEdge(block: MediaBlock, alias: string): string {
  const { pageSize, since, until } = block;
  const end = until === undefined ? "" : `.until(${until})`;
  return `media.limit(${pageSize}).since(${since})${end}${isWindow(block) ? `.as(${alias})` : ""}`;
}

function toMediaFields({ metrics, asTotal, comments, uncounted }: MediaBlock, without: readonly string[] = []): string {
  const nested =
    comments === true ? `,comments.limit(${COMMENTS_A_PAGE}){${listCommentFields(COMMENTS_A_PAGE, without)}}` : "";
  const leftOff = uncounted === true ? [...without, ...ABOUT_COMMENTS] : without;
  return listFields("media", MEDIA_FIELDS, leftOff) + toNestedInsights(metrics, asTotal) + nested;
}

function toStoryFields({ metrics, asTotal, navigation }: StoriesBlock, without: Without): string {
  const type = asTotal === true ? AS_TOTAL : "";
  const exits = navigation
    ? `,insights.metric(navigation)${type}.breakdown(story_navigation_action_type).as(navigation)${FIGURES}`
    : "";
  return listFields("media", STORY_FIELDS, without) + toNestedInsights(metrics, asTotal) + exits;
}

function toNestedInsights(metrics: readonly string[], asTotal = false): string {
  if (metrics.length === 0) return "";
  return `,insights.metric(${metrics})${asTotal ? AS_TOTAL : ""}${FIGURES}`;
}

/**
 * Bounds at 00:00 UTC of the day labels. What is told a day asks one day more at each end, because which stamps a window
 * returns is open; points are then chosen by stamp (CONTRACT §13.1). A total must name its days exactly.
 */
function toBounds(kind: "series" | "totals" | "audience", { from, to }: DaySpan) {
  const margin = kind === "totals" ? 0 : 1;
  return {
    since: String(toUnixSeconds(addDays(from, -margin))),
    until: String(toUnixSeconds(addDays(to, 1 + margin))),
  };
}

const NAMES: Record<Block["kind"], string> = {
  profile: "profile",
  media: "posts",
  stories: "stories",
  "media-insights": "insights of a post",
  comments: "comments of a post",
  series: "daily figures",
  totals: "totals",
  audience: "audience",
};

function describe(blocks: readonly Block[]): string {
  return [...new Set(blocks.map(({ kind }) => NAMES[kind]))].join(", ");
}
