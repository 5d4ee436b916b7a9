import { readInsight, readInteractions, readRate } from "../../figures/index.ts";
import type { RatedPost } from "../figures/choose-posts.ts";
import type { MediaCard } from "../model/model.ts";
import { nameFormat, shorten } from "../model/writer.ts";
import type { PageData } from "./page-data.ts";

const CAPTION_LENGTH = 160;

/** The same for a narrow list: what it reached and how that compares. */
export function toListCard(post: RatedPost, data: Pick<PageData, "receipts" | "thumbnails" | "write">): MediaCard {
  const card = toCard(post, data);
  return { ...card, figures: card.figures.filter(({ unit }) => unit !== "percent") };
}

/** A post as a card with its figures. */
export function toCard(
  { week, post, multiple }: RatedPost,
  { receipts, thumbnails, write }: Pick<PageData, "receipts" | "thumbnails" | "write">,
): MediaCard {
  const text = write.words.card;
  const { mediaId, accountId, publishedAt, permalink, caption } = post.media;
  return {
    mediaId,
    accountId,
    account: week.label,
    format: nameFormat(post.format, write),
    publishedAt,
    permalink,
    caption: shorten(caption ?? "", CAPTION_LENGTH),
    image: thumbnails.has(mediaId) ? mediaId : undefined,
    figures: [
      { label: text.interactions, unit: "count", cell: receipts.toCell("post", readInteractions(post)) },
      { label: text.reach, unit: "accounts", cell: receipts.toCell("post", readInsight(post, "reach")) },
      { label: text.rate, unit: "percent", cell: receipts.toCell("post", readRate(post)) },
      { label: text.multiple, unit: "multiple", cell: receipts.toCell("post", multiple) },
    ],
  };
}
