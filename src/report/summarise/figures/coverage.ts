// What was held of what could be: the sentence under the contents, the matrix of the Data quality page, and nobody's guess.
import { type Day, listDays } from "../../../dataset/index.ts";
import {
  type AccountPeriod,
  type AccountWeek,
  type Figure,
  isHeld,
  type Reason,
  readDay,
  readFollowers,
  readInsight,
  readInteractions,
  readNet,
  readTotal,
} from "../../figures/index.ts";
import type { CoverageState, ReportModel } from "../model/model.ts";
import type { Writer } from "../model/writer.ts";

export interface DayCoverage {
  readonly day: Day;
  readonly state: CoverageState;
  readonly because?: Reason | undefined;
}

export interface AccountCoverage {
  /** Daily values: a total of seven days weighs as seven. */
  readonly held: number;
  /** Values Meta could have told; those it tells to no account so small or post so old are not expected. */
  readonly expected: number;
  readonly state: "complete" | "partial" | "missing";
  readonly days: readonly DayCoverage[];
}

const SERIES = ["reach", "follower_count"];
const TOTALS = ["reach", "views", "likes", "comments", "saves", "shares"];

export function toCoverage({ current }: AccountWeek): AccountCoverage {
  const figures = listExpected(current);
  const weigh = (some: readonly Weighed[]) => some.reduce((total, { weight }) => total + weight, 0);
  const held = weigh(figures.filter(({ figure }) => isHeld(figure)));
  const expected = weigh(figures);
  const partial = held === 0 ? "missing" : "partial";
  return {
    held,
    expected,
    state: held === expected ? "complete" : partial,
    days: listDays(current.span).map((day) => toDayCoverage(current, day)),
  };
}

interface Weighed {
  readonly figure: Figure;
  /** How many daily values it stands for: a headline lost is as much as all of its days. */
  readonly weight: number;
}

function listExpected(period: AccountPeriod): readonly Weighed[] {
  const days = listDays(period.span);
  const once = (figures: readonly Figure[], weight: number) => figures.map((figure) => ({ figure, weight }));
  return [
    ...once(
      [readFollowers(period), readNet(period), ...TOTALS.map((metric) => readTotal(period, metric))],
      days.length,
    ),
    ...once(
      days.flatMap((day) => SERIES.map((metric) => readDay(period, metric, day))),
      1,
    ),
    ...once(
      period.posts.flatMap((post) => [readInsight(post, "reach"), readInteractions(post)]),
      1,
    ),
  ].filter(({ figure }) => isExpected(figure));
}

const UNTOLD: readonly Reason["code"][] = ["below-threshold", "before-conversion", "too-long-window", "beyond-range"];

function isExpected(figure: Figure): boolean {
  return figure.kind === "held" || !UNTOLD.includes(figure.behind ?? figure.because.code);
}

function toDayCoverage(period: AccountPeriod, day: Day): DayCoverage {
  const ofPosts = period.posts.filter((post) => post.day === day).map((post) => readInsight(post, "reach"));
  const figures = [...SERIES.map((metric) => readDay(period, metric, day)), ...ofPosts].filter(isExpected);
  const held = figures.filter(isHeld);
  const lost = figures.find((figure) => figure.kind === "absent");
  if (lost === undefined) {
    const isYoung = held.some(({ provisional }) => provisional);
    return isYoung ? { day, state: "provisional", because: { code: "read-young" } } : { day, state: "complete" };
  }
  return { day, state: held.length === 0 ? "missing" : "partial", because: lost.because };
}

/** The coverage of the whole report; an empty one has a share of 0. */
export function summariseCoverage(accounts: readonly AccountCoverage[], write: Writer): ReportModel["coverage"] {
  const text = write.words.coverage;
  const count = (state: AccountCoverage["state"]) => accounts.filter((account) => account.state === state).length;
  const held = accounts.reduce((total, account) => total + account.held, 0);
  const expected = accounts.reduce((total, account) => total + account.expected, 0);
  const share = expected === 0 ? 0 : held / expected;
  const complete = count("complete");
  const sentence =
    accounts.length === 0
      ? text.empty
      : text.sentence(
          write.count(complete),
          write.plural(accounts.length, "account"),
          write.count(held),
          write.count(expected),
          write.shareBelow(share),
        );
  return { share, complete, partial: count("partial"), missing: count("missing"), sentence };
}
