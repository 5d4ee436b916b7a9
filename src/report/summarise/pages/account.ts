import { type AccountWeek, byText, countPosts, isHeld, type Reason, readDay } from "../../figures/index.ts";
import { findKpi, listKpis } from "../../kpis/index.ts";
import type { Block, Section, Tile } from "../model/model.ts";
import { tellNoAudience } from "./all-audience.ts";
import { toAnchor } from "./anchor.ts";
import { listAnswers } from "./answers.ts";
import { listAudience } from "./audience.ts";
import { listComments } from "./comments.ts";
import { toDailyChart } from "./daily-chart.ts";
import { listFollowersWon } from "./followers-won.ts";
import { toFormatMix } from "./format-mix.ts";
import { listHashtags } from "./hashtags.ts";
import { listOwnPosts } from "./own-posts.ts";
import type { PageData } from "./page-data.ts";
import { listPostingGrid } from "./posting-grid.ts";
import { listStories } from "./stories.ts";
import { toTile } from "./tile.ts";

/** Figures that a missing role or a dead token takes away all at once. */
const TELLING: readonly string[] = ["reach", "views", "interactions"];
const OF_ACCOUNT: readonly Reason["code"][] = ["not-permitted", "token-unusable"];

/** One account's page: how it did, then who follows it and when. */
export function buildAccount(week: AccountWeek, data: PageData): Section {
  const { accountId } = week.account;
  const untold = tellUntold(week, data);
  const tiles = listKpis("account").map((kpi) => toTile(kpi, [week], accountId, data));
  // Without any of its figures a page would be a page of reasons: among others it is a line, with what is held.
  const isLine = untold !== undefined && data.weeks.length > 1;
  const lastRead = week.isListed ? undefined : data.write.words.account.lastRead(data.write.instant(week.readAt));
  return {
    id: toAnchor(accountId),
    title: week.label,
    lead: [lastRead, untold].filter((part) => part !== undefined).join(" ") || undefined,
    account: toProfile(week),
    ...(isLine ? { isHalf: true as const } : {}),
    blocks: isLine
      ? toLine(tiles)
      : [
          { kind: "tiles", tiles },
          chartOrReason(week, data),
          ...listPublished(week, data, untold === undefined),
          ...listFollowersWon(week, data),
          ...listComments(week, data),
          ...listHashtags(week, data),
          ...listFormatMix(week, data),
          ...listPostingGrid(week, data),
          ...listStories(week, data),
          // The audience of several accounts has a page of its own, and the workbook has each one's.
          ...(data.weeks.length === 1 ? listAudienceOrReason(week, data) : []),
          ...listAnswers(week, data),
        ],
  };
}

/** Only what is held; why the rest is not, the lead has said. */
function toLine(tiles: readonly Tile[]): readonly Block[] {
  const held = tiles.filter(({ figure }) => figure.kind !== "absent");
  return held.length === 0 ? [] : [{ kind: "tiles", tiles: held }];
}

/** Whose page it is. */
export function toProfile({ account, label, groups }: AccountWeek): NonNullable<Section["account"]> {
  const { accountId, username } = account;
  return {
    accountId,
    username,
    name: label,
    group: groups.length === 0 ? undefined : groups.join(", "),
    profileUrl: `https://www.instagram.com/${encodeURIComponent(username)}/`,
  };
}

/** One sentence instead of a reason at every figure, where all are lost for one. */
function tellUntold({ current }: AccountWeek, { write }: Pick<PageData, "write">): string | undefined {
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

function chartOrReason(week: AccountWeek, data: Pick<PageData, "annotations" | "frame" | "write">): Block {
  const text = data.write.words.account;
  const chart = toDailyChart(week, data);
  if (chart !== undefined) return { kind: "chart", chart };
  const lost = readDay(week.current, "reach", data.frame.span.to);
  const because = lost.kind === "absent" ? lost.because : ({ code: "not-collected" } as const);
  return { kind: "text", title: text.chart, paragraphs: [text.noChart(data.write.reason(because))] };
}

/** Best and weakest; one calm sentence for an account that published nothing. */
function listPublished(week: AccountWeek, data: PageData, isTold: boolean): readonly Block[] {
  // Without insights there is nothing to rank by; the lead has said so.
  if (week.current.posts.length > 0) return isTold ? listOwnPosts(week, data) : [];
  return [{ kind: "text", title: data.write.words.account.posts, paragraphs: [tellNone(week, data)] }];
}

function listFormatMix(week: AccountWeek, data: Pick<PageData, "frame" | "receipts" | "write">): readonly Block[] {
  const { posts, stories } = week.current;
  return posts.length + stories.length === 0 ? [] : [{ kind: "table", table: toFormatMix(week, data) }];
}

function listAudienceOrReason(
  week: AccountWeek,
  data: Pick<PageData, "receipts" | "weeks" | "write">,
): readonly Block[] {
  const told = listAudience(week, data);
  if (told.length > 0) return told;
  const { title } = data.write.words.allAudience;
  return [{ kind: "text", title, paragraphs: tellNoAudience(data) }];
}

function tellNone({ current, history }: AccountWeek, { frame, write }: Pick<PageData, "frame" | "write">): string {
  const text = write.words.account;
  const count = countPosts(current);
  if (!isHeld(count)) return text.unlisted(write.reason(count.because));
  const newest = history[0];
  return text.none(write.span(frame.span)) + (newest === undefined ? "" : text.last(write.day(newest.day)));
}
