import { type AccountWeek, isHeld, type Post, readInsight } from "../../figures/index.ts";
import { chooseStories } from "../figures/choose-posts.ts";
import { findLooks, readCompletion, readExitRate, readMedianReach } from "../figures/stories.ts";
import type { Block, StripFigure } from "../model/model.ts";
import type { PageData } from "./page-data.ts";

/** The stories seen while they lived; nothing where none was. */
export function listStories(
  week: AccountWeek,
  data: Pick<PageData, "frame" | "looks" | "receipts" | "thumbnails" | "write">,
): readonly Block[] {
  const text = data.write.words.stories;
  const { stories } = week.current;
  if (stories.length === 0) return [];
  const { write } = data;
  const shown = chooseStories(stories);
  const hidden = stories.length - shown.length;
  const help = stories.some((story) => story.parts.size > 0) ? [text.help] : [];
  const replies = shown.some((story) => isHeld(readInsight(story, "replies"))) ? [text.replies] : [];
  const notes = [tellSeen(week, data), ...help, ...replies, ...(hidden === 0 ? [] : [text.more(write.count(hidden))])];
  return [
    {
      kind: "strip",
      strip: {
        id: `stories-${week.account.accountId}`,
        title: text.title,
        totals: collapse(toTotals(week, data), text.figures),
        items: shown.map((story) => ({
          mediaId: story.media.mediaId,
          at: story.media.publishedAt,
          alt: text.alt(write.instant(story.media.publishedAt)),
          image: data.thumbnails.has(story.media.mediaId) ? story.media.mediaId : undefined,
          permalink: story.media.permalink,
          figures: collapse(toFigures(story, data), text.figures),
        })),
        note: notes.join(" "),
      },
    },
  ];
}

/** One line instead of the same absence over and over. */
function collapse(figures: readonly StripFigure[], label: string): readonly StripFigure[] {
  const [first] = figures;
  if (first === undefined || figures.some(({ cell }) => cell.kind !== "absent")) return figures;
  return [{ ...first, label }];
}

/** How many of how many, where the looks lay close enough for that to be known (M7). */
function tellSeen(
  { account, current }: AccountWeek,
  { looks, frame, write }: Pick<PageData, "frame" | "looks" | "write">,
): string {
  const text = write.words.stories;
  const seenBy = findLooks(current, looks.get(account.accountId) ?? [], frame.timeZone);
  const seen = current.stories.length;
  if (seenBy.isWhole) return text.seen(write.count(seen), write.count(seen));
  return text.unknown(write.plural(seen, "story"), write.plural(seenBy.count, "look"));
}

function toTotals(
  { account, current }: AccountWeek,
  { receipts, write }: Pick<PageData, "receipts" | "write">,
): readonly StripFigure[] {
  const text = write.words.stories;
  const { stories } = current;
  const cell = (figure: Parameters<typeof receipts.toCell>[1]) => receipts.toCell(account.accountId, figure);
  const { labels } = text;
  return [
    { label: labels.medianReach, unit: "accounts", cell: cell(readMedianReach(stories)) },
    { label: labels.completion, unit: "percent", cell: cell(readCompletion(stories)) },
    { label: labels.exits, unit: "percent", cell: cell(readExitRate(stories)) },
  ];
}

function toFigures(story: Post, { receipts, write }: Pick<PageData, "receipts" | "write">): readonly StripFigure[] {
  const text = write.words.stories;
  const { labels } = text;
  return [
    { label: labels.reach, unit: "accounts", cell: receipts.toCell("post", readInsight(story, "reach")) },
    { label: labels.completion, unit: "percent", cell: receipts.toCell("post", readCompletion([story])) },
    { label: labels.exits, unit: "percent", cell: receipts.toCell("post", readExitRate([story])) },
    { label: labels.replies, unit: "count", cell: receipts.toCell("post", readInsight(story, "replies")) },
  ];
}
