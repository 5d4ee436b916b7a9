// Finds the post that spoils a page: the page's posts are asked again in groups, each cut in half when it is refused.
// One bad post among 50 costs at most 12 calls this way, where asking each alone costs 50 (CALL-COST §4.5).
import { listExtraMetrics, type MediaBlock, type Member, type PlannedRequest } from "../plan/index.ts";

/** One request for the insights of these posts: a window of the listing, or the post's own edge when it is alone. */
export function toGroup(members: readonly Member[], pattern: MediaBlock): readonly PlannedRequest[] {
  const [only] = members;
  if (only === undefined) return [];
  if (members.length === 1) {
    const { mediaId, productType, publishedAt } = only;
    const { finding } = pattern;
    const metrics = [...pattern.metrics, ...(finding === undefined ? listExtraMetrics(productType) : [])];
    const alone = { kind: "media-insights", mediaId, productType, publishedAt, metrics } as const;
    return [{ blocks: [finding === undefined ? alone : { ...alone, finding }] }];
  }
  const times = members.map(({ publishedAt }) => publishedAt);
  return [
    {
      blocks: [
        {
          kind: "media",
          metrics: pattern.metrics,
          pageSize: members.length,
          // Whether the bounds are included is open: a second of margin costs at most a post read twice.
          since: Math.min(...times) - 1,
          until: Math.max(...times) + 1,
          members,
          ...(pattern.finding === undefined ? {} : { finding: pattern.finding }),
        },
      ],
    },
  ];
}

/** Each post of a group alone: for a refusal of the nesting itself, which halves would only meet again. */
export function partGroup(block: MediaBlock): readonly PlannedRequest[] {
  return (block.members ?? []).flatMap((member) => toGroup([member], block));
}

/** The two halves of a refused group, newer posts first. */
export function halveGroup(block: MediaBlock): readonly PlannedRequest[] {
  const members = [...(block.members ?? [])].sort((a, b) => b.publishedAt - a.publishedAt);
  const middle = Math.ceil(members.length / 2);
  return [...toGroup(members.slice(0, middle), block), ...toGroup(members.slice(middle), block)];
}
