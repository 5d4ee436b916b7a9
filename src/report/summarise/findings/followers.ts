// Followers: round numbers passed, and balances that are unusual for the account.
import { type AccountWeek, type Figure, isHeld, readTotal } from "../../figures/index.ts";
import { findKpi } from "../../kpis/index.ts";
import { figureOf } from "../figures/roll-up.ts";
import { toAnchor } from "../pages/anchor.ts";
import type { PageData } from "../pages/page-data.ts";
import { type Candidate, quote, toPhrases, weigh } from "./candidate.ts";
import { shareOf } from "./changes.ts";
import { findUnusual, findUsual, listPast } from "./usual.ts";
import { tellRecordOf } from "./week-record.ts";

/** Round numbers worth a sentence when an account passes them. */
const MILESTONES = [1, 2.5, 5].flatMap((first) => [1e3, 1e4, 1e5, 1e6, 1e7, 1e8].map((ten) => first * ten));
const MILESTONE_UNUSUAL = 3;
const NOTABLE_UNUSUAL = 2;
/** Of its followers: smaller balances are weather where no past tells what is usual. */
const NOTABLE_SHARE = 0.01;

export function findMilestones(data: Pick<PageData, "frame" | "receipts" | "weeks" | "write">): readonly Candidate[] {
  const { weeks, write } = data;
  const text = write.words.findings;
  const kpi = findKpi("followers");
  return weeks.flatMap((week) => {
    const now = figureOf(kpi, week.current);
    const before = week.current.edges?.start.value ?? week.before.followers?.value;
    if (!isHeld(now) || before === undefined) return [];
    const round = MILESTONES.filter((one) => before < one && one <= now.value).sort((a, b) => b - a)[0];
    if (round === undefined) return [];
    const { accountId } = week.account;
    return [
      {
        about: accountId,
        weight: weigh(MILESTONE_UNUSUAL, shareOf(kpi, week, weeks)),
        headline: toPhrases(text.milestoneHeadline(week.label, write.count(round)), "good"),
        finding: {
          tone: "good" as const,
          text: text.milestone(week.label, write.count(round), write.count(now.value)),
          ...tellBalance(week, data),
          target: toAnchor(accountId),
          receipts: quote(data, accountId, [now]),
        },
      },
    ];
  });
}

/** Balances of followers unlike those of the weeks before. */
export function findFollowerBalances(
  data: Pick<PageData, "frame" | "receipts" | "weeks" | "write">,
): readonly Candidate[] {
  const { weeks, write } = data;
  const text = write.words.findings;
  const kpi = findKpi("netFollowers");
  return weeks.flatMap((week) => {
    const net = figureOf(kpi, week.current);
    if (!isHeld(net) || net.value === 0) return [];
    const past = listPast(kpi, week);
    const followers = figureOf(findKpi("followers"), week.current);
    const relative =
      isHeld(followers) && followers.value > 0 ? Math.abs(net.value) / followers.value / NOTABLE_SHARE : 0;
    const usual = findUsual(past);
    const unusual = usual === undefined ? relative : findUnusual(net.value, past, undefined);
    if (unusual < NOTABLE_UNUSUAL) return [];
    const { accountId } = week.account;
    const isUp = net.value > (usual?.middle ?? 0);
    const { why } = tellBalance(week, data);
    const tone = isUp ? ("good" as const) : ("bad" as const);
    return [
      {
        about: accountId,
        weight: weigh(unusual, shareOf(findKpi("followers"), week, weeks)) / 2,
        headline: toPhrases(text.balanceHeadline(week.label, write.signed(net.value)), tone),
        finding: {
          tone,
          text: text.balance(week.label, write.signed(net.value)),
          why: [why, usual === undefined ? undefined : text.usually(write.signed(usual.middle))]
            .filter((part) => part !== undefined)
            .join(" "),
          target: toAnchor(accountId),
          receipts: quote(data, accountId, [net]),
        },
      },
    ];
  });
}

function tellBalance(week: AccountWeek, data: Pick<PageData, "frame" | "write">): { readonly why?: string } {
  const { write } = data;
  const bucket = (name: string): Figure => readTotal(week.current, "follows_and_unfollows", "follow_type", name);
  const [gained, lost] = [bucket("FOLLOWER"), bucket("NON_FOLLOWER")];
  const record = tellRecordOf("netFollowers", [week], data);
  const told =
    isHeld(gained) && isHeld(lost)
      ? write.words.findings.followed(write.count(gained.value), write.count(lost.value))
      : undefined;
  const why = [told, record].filter((part) => part !== undefined).join(" ");
  return why === "" ? {} : { why };
}
