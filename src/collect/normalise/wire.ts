// Bodies as the API sends them: snake_case, everything optional. One bad value is read as absent and never spoils its
// neighbours; what is absent becomes a gap, not a zero.
import { z } from "zod";
import { wire } from "../../graph/index.ts";

const { text, count, flag, stamp } = wire;

export const wireProfile = z.object(wire.profile);

const wireResult = z.object({ dimension_values: z.array(z.string()), value: z.number() });
const wireBreakdown = z.object({
  dimension_keys: z.array(z.string()),
  results: z.array(wireResult.nullable().catch(null)).optional().catch(undefined),
});
const wirePoint = z.object({
  value: z
    .union([z.number(), z.record(z.string(), z.number().optional().catch(undefined))])
    .optional()
    .catch(undefined),
  end_time: stamp.optional().catch(undefined),
});

export const wireInsight = z.object({
  name: z.string(),
  values: z.array(wirePoint.nullable().catch(null)).optional().catch(undefined),
  total_value: z
    .object({
      value: z.number().optional().catch(undefined),
      breakdowns: z.array(wireBreakdown.nullable().catch(null)).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});
export type WireInsight = z.infer<typeof wireInsight>;

export const wireMedia = z.object({
  id: z.string(),
  caption: text,
  media_type: text,
  media_product_type: text,
  permalink: text,
  shortcode: text,
  timestamp: stamp,
  like_count: count,
  comments_count: count,
  is_comment_enabled: flag,
  media_url: text,
  thumbnail_url: text,
  insights: z.unknown().optional(),
  navigation: z.unknown().optional(),
  comments: z.unknown().optional(),
});
export type WireMedia = z.infer<typeof wireMedia>;

/** The entries of an insights edge that can be read; an edge that was left out is an empty one (CONTRACT §5.1). */
export function readInsights(part: unknown): readonly WireInsight[] {
  const data = (part as { readonly data?: unknown } | undefined)?.data;
  if (!Array.isArray(data)) return [];
  return data.flatMap((entry) => {
    const read = wireInsight.safeParse(entry);
    return read.success ? [read.data] : [];
  });
}
