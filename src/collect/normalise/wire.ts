// Bodies as the API sends them: snake_case, everything optional. One bad value is read as absent and never spoils its
// neighbours; what is absent becomes a gap, not a zero.
import { z } from "zod";
import { wire } from "../../graph/index.ts";

const { id, text, count, flag, stamp } = wire;

export const wireProfile = z.object(wire.profile);

export const wireMedia = z.object({
  id,
  caption: text,
  media_type: text,
  media_product_type: text,
  permalink: text,
  shortcode: text,
  timestamp: stamp.optional().catch(undefined),
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
