import type { AccountWeek } from "../account-week.ts";
import { chooseStories } from "../choose-posts.ts";
import type { Facts } from "../facts.ts";
import type { Block, StripFigure } from "../model.ts";
import { type Post, readInsight } from "../posts.ts";
import { findLooks, readCompletion, readExitRate, readMedianReach } from "../stories.ts";
import { plural } from "../writer.ts";

const text = {
  title: "Stories",
  seen: (seen: string, posted: string) => `${seen} of ${posted} posted were seen.`,
  unknown: (stories: string, looks: string) =>
    `${stories} seen in ${looks}; a story lives 24 hours, so others may have gone unseen.`,
  more: (stories: string) => `The newest are shown; ${stories} earlier ones stand in A3.`,
  alt: (moment: string) => `Story of ${moment}`,
  labels: { medianReach: "Median reach", completion: "Watched on", exits: "Left", reach: "Reach", replies: "Replies" },
  figures: "Figures",
  help: "Watched on: views that neither left nor moved to the next account.",
};

/** The stories seen while they lived; nothing where none was. */
export function listStories(week: AccountWeek, facts: Facts): readonly Block[] {
  const { stories } = week.current;
  if (stories.length === 0) return [];
  const { write } = facts;
  const shown = chooseStories(stories);
  const hidden = stories.length - shown.length;
  const help = stories.some((story) => story.parts.size > 0) ? [text.help] : [];
  const notes = [tellSeen(week, facts), ...help, ...(hidden === 0 ? [] : [text.more(write.count(hidden))])];
  return [
    {
      kind: "strip",
      strip: {
        id: `stories-${week.account.accountId}`,
        title: text.title,
        totals: collapse(toTotals(week, facts)),
        items: shown.map((story) => ({
          mediaId: story.media.mediaId,
          at: story.media.publishedAt,
          alt: text.alt(write.instant(story.media.publishedAt)),
          image: facts.thumbnails.has(story.media.mediaId) ? story.media.mediaId : undefined,
          permalink: story.media.permalink,
          figures: collapse(toFigures(story, facts)),
        })),
        note: notes.join(" "),
      },
    },
  ];
}

/** One line instead of the same absence over and over. */
function collapse(figures: readonly StripFigure[]): readonly StripFigure[] {
  const [first] = figures;
  if (first === undefined || figures.some(({ cell }) => cell.kind !== "absent")) return figures;
  return [{ ...first, label: text.figures }];
}

/** How many of how many, where the looks lay close enough for that to be known (M7). */
function tellSeen({ current }: AccountWeek, { runs, weeks, frame, write }: Facts): string {
  const looks = findLooks(current, runs, weeks.length, frame.timeZone);
  const seen = current.stories.length;
  if (looks.isWhole) return text.seen(write.count(seen), write.count(seen));
  return text.unknown(plural(seen, "story", "stories", write), plural(looks.count, "look", "looks", write));
}

function toTotals({ account, current }: AccountWeek, { receipts }: Facts): readonly StripFigure[] {
  const { stories } = current;
  const cell = (figure: Parameters<typeof receipts.toCell>[1]) => receipts.toCell(account.accountId, figure);
  const { labels } = text;
  return [
    { label: labels.medianReach, unit: "accounts", cell: cell(readMedianReach(stories)) },
    { label: labels.completion, unit: "percent", cell: cell(readCompletion(stories)) },
    { label: labels.exits, unit: "percent", cell: cell(readExitRate(stories)) },
  ];
}

function toFigures(story: Post, { receipts }: Facts): readonly StripFigure[] {
  const { labels } = text;
  return [
    { label: labels.reach, unit: "accounts", cell: receipts.toCell("post", readInsight(story, "reach")) },
    { label: labels.completion, unit: "percent", cell: receipts.toCell("post", readCompletion([story])) },
    { label: labels.exits, unit: "percent", cell: receipts.toCell("post", readExitRate([story])) },
    { label: labels.replies, unit: "count", cell: receipts.toCell("post", readInsight(story, "replies")) },
  ];
}
