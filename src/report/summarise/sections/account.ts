import { type AccountWeek, byText, countPosts, isHeld, type Reason, readDay } from "../../figures/index.ts";
import { findKpi, listKpis } from "../../kpis/index.ts";
import type { Facts } from "../facts.ts";
import type { Block, Section } from "../model.ts";
import { toAnchor } from "./anchor.ts";
import { listAnswers } from "./answers.ts";
import { listAudience } from "./audience.ts";
import { listComments } from "./comments.ts";
import { toDailyChart } from "./daily-chart.ts";
import { listFollowersWon } from "./followers-won.ts";
import { toFormatMix } from "./format-mix.ts";
import { listHashtags } from "./hashtags.ts";
import { listOwnPosts } from "./own-posts.ts";
import { listPostingGrid } from "./posting-grid.ts";
import { listStories } from "./stories.ts";
import { toTile } from "./tile.ts";

/** Figures that a missing role or a dead token takes away all at once. */
const TELLING: readonly string[] = ["reach", "views", "interactions"];
const OF_ACCOUNT: readonly Reason["code"][] = ["not-permitted", "token-unusable"];

/** One account's page: how it did, then who follows it and when. */
export function buildAccount(week: AccountWeek, facts: Facts): Section {
  const { accountId, username } = week.account;
  const untold = tellUntold(week, facts);
  const lastRead = week.isListed ? undefined : facts.write.words.account.lastRead(facts.write.instant(week.readAt));
  return {
    id: toAnchor(accountId),
    title: week.label,
    lead: [lastRead, untold].filter((part) => part !== undefined).join(" ") || undefined,
    account: {
      accountId,
      username,
      name: week.label,
      group: week.groups.length === 0 ? undefined : week.groups.join(", "),
      profileUrl: `https://www.instagram.com/${encodeURIComponent(username)}/`,
    },
    blocks: [
      { kind: "tiles", tiles: listKpis("account").map((kpi) => toTile(kpi, [week], accountId, facts)) },
      chartOrReason(week, facts),
      ...listPublished(week, facts, untold === undefined),
      ...listStories(week, facts),
      ...listPostingGrid(week, facts),
      ...listFollowersWon(week, facts),
      ...listComments(week, facts),
      // Paper sets small tables three in a row; a wide one between them would leave the last alone on a page.
      ...listHashtags(week, facts),
      ...listAudience(week, facts),
      ...listAnswers(week, facts),
    ],
  };
}

/** One sentence instead of a reason at every figure, where all are lost for one. */
function tellUntold({ current }: AccountWeek, { write }: Facts): string | undefined {
  const text = write.words.account;
  const isLost = TELLING.every((id) => {
    const figure = findKpi(id).compute(current);
    return figure.kind === "absent" && OF_ACCOUNT.includes(figure.because.code);
  });
  if (!isLost) return undefined;
  const [first] = current.gaps
    .filter(({ reason }) => OF_ACCOUNT.includes(reason))
    .toSorted((a, b) => byText(a.message, b.message));
  return first && text.untold(write.message(first));
}

function chartOrReason(week: AccountWeek, facts: Facts): Block {
  const text = facts.write.words.account;
  const chart = toDailyChart(week, facts);
  if (chart !== undefined) return { kind: "chart", chart };
  const lost = readDay(week.current, "reach", facts.frame.span.to);
  const because = lost.kind === "absent" ? lost.because : ({ code: "not-collected" } as const);
  return { kind: "text", title: text.chart, paragraphs: [text.noChart(facts.write.reason(because))] };
}

/** Formats, best and weakest; one calm sentence for an account that published nothing. */
function listPublished(week: AccountWeek, facts: Facts, isTold: boolean): readonly Block[] {
  const text = facts.write.words.account;
  const { posts, stories } = week.current;
  const mix: readonly Block[] =
    posts.length + stories.length === 0 ? [] : [{ kind: "table", table: toFormatMix(week, facts) }];
  // Without insights there is nothing to rank by; the lead has said so.
  if (posts.length > 0) return isTold ? [...mix, ...listOwnPosts(week, facts)] : mix;
  return [...mix, { kind: "text", title: text.posts, paragraphs: [tellNone(week, facts)] }];
}

function tellNone({ current, history }: AccountWeek, { frame, write }: Facts): string {
  const text = write.words.account;
  const count = countPosts(current);
  if (!isHeld(count)) return text.unlisted(write.reason(count.because));
  const newest = history[0];
  return text.none(write.span(frame.span)) + (newest === undefined ? "" : text.last(write.day(newest.day)));
}
