// Accounts that stopped posting: the plainest reason for reach that goes.
import { addDays, countDays, type Day, toDayInZone } from "../../../dataset/index.ts";
import { type AccountWeek, countPosts, isHeld, readDay } from "../../figures/index.ts";
import { findKpi } from "../../kpis/index.ts";
import { figureOf } from "../figures/roll-up.ts";
import { toAnchor } from "../pages/anchor.ts";
import type { PageData } from "../pages/page-data.ts";
import { adviseSlot } from "./advice.ts";
import { type Candidate, quote, toPhrases, weigh } from "./candidate.ts";
import { shareOf } from "./changes.ts";
import { findUnusual } from "./usual.ts";

/** PRODUCT §5: silence is a finding after these. */
export const SILENT_DAYS = 14;
/** Silence is never less unusual than this for an account that used to post. */
const UNUSUAL_LEAST = 5;

/** Every account without a post in the last fourteen days of the period, though its posts were listed. */
export function findSilence(
  data: Pick<PageData, "frame" | "measure" | "receipts" | "weeks" | "write">,
): readonly Candidate[] {
  return data.weeks.flatMap((week) => {
    const since = findLastPost(week);
    const isListed = isHeld(countPosts(week.current));
    // One that posted in no day that is held may never have posted: nothing tells that it fell silent.
    if (!isListed || since === undefined || since > addDays(data.frame.span.to, -SILENT_DAYS)) return [];
    return [toCandidate(week, since, data)];
  });
}

function findLastPost({ history }: AccountWeek): Day | undefined {
  return history.reduce<Day | undefined>((last, { day }) => (last === undefined || day > last ? day : last), undefined);
}

function toCandidate(
  week: AccountWeek,
  since: Day,
  data: Pick<PageData, "frame" | "measure" | "receipts" | "weeks" | "write">,
): Candidate {
  const { frame, write } = data;
  const text = write.words.findings;
  const { accountId } = week.account;
  // On the day of its last post, and on the last day.
  const period = week.past.find(({ span }) => span.from <= since && since <= span.to);
  const then = period === undefined ? undefined : readDay(period, "reach", since);
  const now = readDay(week.current, "reach", frame.span.to);
  const hasReach = isHeld(now) && then !== undefined && isHeld(then) && then.value > now.value;
  const days = countDays({ from: addDays(since, 1), to: frame.span.to });
  const what = hasReach
    ? text.silentReach(week.label, write.day(since), write.count(then.value), write.count(now.value))
    : text.silent(week.label, write.day(since));
  const unusual = hasReach ? findUnusual(now.value, [], then.value) : 0;
  return {
    about: accountId,
    weight: weigh(Math.max(UNUSUAL_LEAST, unusual), shareOf(findKpi("followers"), week, data.weeks)),
    headline: toPhrases(text.silentHeadline(week.label, write.plural(days, "day")), "bad"),
    finding: {
      tone: "bad",
      text: what,
      why: [tellFollowers(week, data), tellStories(week, since, data)].filter((part) => part !== undefined).join(" "),
      next: adviseSlot(week, data),
      target: toAnchor(accountId),
      receipts: hasReach ? quote(data, accountId, [now, then]) : [],
    },
  };
}

function tellFollowers({ current }: AccountWeek, { write }: Pick<PageData, "write">): string | undefined {
  const [followers, net] = ["followers", "netFollowers"].map((id) => figureOf(findKpi(id), current));
  if (followers === undefined || !isHeld(followers)) return undefined;
  const text = write.words.findings;
  const count = write.count(followers.value);
  return net !== undefined && isHeld(net) ? text.followersNow(count, write.signed(net.value)) : text.followers(count);
}

function tellStories(
  { current, past }: AccountWeek,
  since: Day,
  { frame, write }: Pick<PageData, "frame" | "write">,
): string | undefined {
  const text = write.words.findings;
  const seen = [...past, current].flatMap(({ stories }) => stories.map(({ media }) => media.publishedAt));
  const after = new Set(seen.filter((at) => toDayInZone(new Date(at), frame.timeZone) > since)).size;
  return after === 0 ? undefined : text.storiesGoOn(write.plural(after, "storySeen"));
}
