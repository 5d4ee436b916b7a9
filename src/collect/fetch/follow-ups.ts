import { toListing } from "../../graph/index.ts";
import { type Block, EXTRA_METRICS, type PlannedRequest, POST_METRICS, STORY_METRICS } from "../plan/index.ts";

/** What an answer makes it necessary to ask next: the following page, and each post alone where the ladder says so. */
export function toFollowUps(
  parts: readonly { readonly block: Block; readonly part: unknown }[],
): readonly PlannedRequest[] {
  return parts.flatMap(({ block, part }) => {
    if ((block.kind !== "media" && block.kind !== "stories") || part === undefined) return [];
    const { data, after } = toListing(part, "posts");
    const each = block.thenEach === true ? data.flatMap(toSingle) : [];
    if (after === undefined || isPast(block, data)) return each;
    return [...each, { blocks: [{ ...block, after, navigation: false }] }];
  });
}

/** True when the page already reaches behind the window: a server that ignores `since` must not make us walk on. */
function isPast(block: Block, data: readonly unknown[]): boolean {
  if (block.kind !== "media") return false;
  const stamps = data.map((item) => Date.parse(readText(item, "timestamp") ?? "")).filter((stamp) => !Number.isNaN(stamp));
  return stamps.length > 0 && Math.min(...stamps) / 1000 < block.since;
}

function toSingle(item: unknown): readonly PlannedRequest[] {
  const mediaId = readText(item, "id");
  if (mediaId === undefined) return [];
  const productType = readText(item, "media_product_type") ?? "FEED";
  const metrics = productType === "STORY" ? STORY_METRICS : [...POST_METRICS, ...(EXTRA_METRICS[productType] ?? [])];
  return [{ blocks: [{ kind: "media-insights", mediaId, productType, metrics }] }];
}

function readText(item: unknown, key: string): string | undefined {
  if (typeof item !== "object" || item === null) return undefined;
  const value = (item as Record<string, unknown>)[key];
  return typeof value === "string" ? value : undefined;
}
