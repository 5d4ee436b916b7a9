// Bodies as the API sends them: snake_case, everything optional. One bad value is read as absent and never spoils its
// neighbours; what is absent becomes a gap, not a zero.
import { z } from "zod";

const text = z.string().optional().catch(undefined);
const count = z.number().int().nonnegative().optional().catch(undefined);
/** A stamp that can be read as an instant, e.g. "2021-08-13T08:25:28+0000". */
const stamp = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T/)
  .refine((value) => !Number.isNaN(Date.parse(value.replace(/([+-]\d{2})(\d{2})$/, "$1:$2"))));
const flag = z.boolean().optional().catch(undefined);

export const wireProfile = z.object({
  username: text,
  name: text,
  biography: text,
  website: text,
  profile_picture_url: text,
  followers_count: count,
  follows_count: count,
  media_count: count,
});

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

export const wireComment = z.object({
  id: z.string(),
  text: z.string().catch(""),
  timestamp: stamp,
  username: text,
  from: z.object({ id: text, username: text }).optional().catch(undefined),
  like_count: count,
  hidden: flag,
  parent_id: text,
  replies: z.unknown().optional(),
});

/** The entries of an insights edge that can be read; an edge that was left out is an empty one (CONTRACT §5.1). */
export function readInsights(part: unknown): readonly WireInsight[] {
  const data = (part as { readonly data?: unknown } | undefined)?.data;
  if (!Array.isArray(data)) return [];
  return data.flatMap((entry) => {
    const read = wireInsight.safeParse(entry);
    return read.success ? [read.data] : [];
  });
}
