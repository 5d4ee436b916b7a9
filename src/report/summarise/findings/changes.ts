// Changes of reach, views and interactions against the period before: of each account, of each group, and of all together.
import { type AccountWeek, type HeldFigure, isHeld, sum } from "../../figures/index.ts";
import { findKpi, type Kpi } from "../../kpis/index.ts";
import type { PostSums } from "../figures/decompose.ts";
import { figureOf, rollUp } from "../figures/roll-up.ts";
import type { ChangeCell, Finding } from "../model/model.ts";
import { toAnchor } from "../pages/anchor.ts";
import { explainMove, listCauses } from "../pages/movers.ts";
import type { PageData } from "../pages/page-data.ts";
import { adviseOn } from "./advice.ts";
import { type Candidate, quote, toPhrases, weigh, withoutMarks } from "./candidate.ts";
import { tellDays, tellPosts } from "./made-by.ts";
import { findUnusual, listPast } from "./usual.ts";
import { tellRecordOf } from "./week-record.ts";

/** Figures whose change is told; reach of several accounts is left to the tiles, for people overlap. */
const OF_ACCOUNT = ["views", "reach", "interactions"] as const;
const OF_ALL = ["views", "interactions"] as const;
/** The portfolio prints this one. */
const OF_GROUP = ["views"] as const;
type Changed = (typeof OF_ACCOUNT)[number];

/** Changes smaller than this are weather. */
const NOTABLE_CHANGE = 0.1;
const NOTABLE_UNUSUAL = 1;
/** Accounts named as the cause of a change of many. */
const NAMED_MOST = 2;
/** A whole's change is told with who made it, or not at all: the tiles have told it. */
const LEAST_PART = 0.4;

interface Change {
  readonly id: Changed;
  readonly now: HeldFigure;
  readonly before: HeldFigure;
  readonly cell: ChangeCell;
  readonly value: number;
  /** The accounts that have both figures, and all. */
  readonly accounts: { readonly compared: number; readonly of: number };
}

function toChange(id: Changed, weeks: readonly AccountWeek[]): Change | undefined {
  const { figure, change, compared, of } = rollUp(findKpi(id), weeks);
  if (!isHeld(figure) || change.kind !== "change" || change.as !== "percent") return undefined;
  const { now, before } = change.sides ?? {};
  if (now === undefined || before === undefined || Math.abs(change.value) < NOTABLE_CHANGE) return undefined;
  return {
    id,
    now: { ...figure, ...now },
    before: { ...figure, ...before, provisional: false },
    cell: change,
    value: change.value,
    accounts: { compared, of },
  };
}

/** The one figure of each account that changed most against what is usual for it. */
export function findAccountChanges(data: PageData): readonly Candidate[] {
  return data.weeks.flatMap((week) => OF_ACCOUNT.flatMap((id) => ofAccount(id, week, data)));
}

function ofAccount(id: Changed, week: AccountWeek, data: PageData): readonly Candidate[] {
  const change = toChange(id, [week]);
  if (change === undefined) return [];
  const kpi = findKpi(id);
  const unusual = findUnusual(change.now.value, listPast(kpi, week), change.before.value);
  if (unusual < NOTABLE_UNUSUAL) return [];
  const { accountId } = week.account;
  const isUp = change.value > 0;
  const causes = findCauses(id, week, isUp, data);
  const share = shareOf(kpi, week, data.weeks);
  return [
    toCandidate(change, data, {
      about: accountId,
      owner: accountId,
      who: week.label,
      weight: weigh(unusual, share),
      target: toAnchor(accountId),
      ...causes,
      why: causes.why ?? tellRecordOf(id, [week], data),
      next: adviseOn(week, isUp, data),
    }),
  ];
}

/** What the account had of all: the larger of both periods, so that one that fell silent does not vanish from the list. */
export function shareOf(kpi: Kpi, week: AccountWeek, weeks: readonly AccountWeek[]): number {
  const most = ({ current, before }: AccountWeek): number =>
    Math.max(
      0,
      ...[current, before].map((period) => figureOf(kpi, period)).map((figure) => (isHeld(figure) ? figure.value : 0)),
    );
  const whole = sum(weeks.map(most));
  return whole === 0 ? 0 : most(week) / whole;
}

/** The movers' split of what the period's posts won, where it goes the same way as the change. */
function findCauses(
  id: Changed,
  week: AccountWeek,
  isUp: boolean,
  data: Pick<PageData, "movers" | "receipts" | "write">,
): Pick<Finding, "why" | "parts" | "receipts"> {
  const { write } = data;
  const text = write.words.findings;
  const mover = data.movers.byAccount.get(week.account.accountId);
  if (mover === undefined || mover.change > 0 !== isUp) return {};
  const receipts = quote(data, week.account.accountId, [mover.now, mover.before]);
  const made = tellPosts(week, id === "interactions" ? "interactions" : "reach", isUp, data);
  const all = [...receipts, ...(made?.receipts ?? [])];
  if (id === "interactions") {
    const won = text.onPosts(write.count(mover.now.value), write.count(mover.before.value));
    const why = [won, explainMove(mover, write), made?.text];
    return { why: toProse(why), parts: listCauses(mover, write), receipts: all };
  }
  const { now, before } = mover.sums;
  if (now.posts === 0 || before.posts === 0) return {};
  const each = ({ reach, posts }: PostSums): string => write.count(reach / posts);
  const published = text.published(write.plural(now.posts, "post"), write.count(before.posts), each(now), each(before));
  const days = id === "reach" ? tellDays(week, isUp, data) : undefined;
  return { why: toProse([published, made?.text, days]), receipts: all };
}

function toProse(sentences: readonly (string | undefined)[]): string {
  return sentences.filter((sentence) => sentence !== undefined).join(" ");
}

/** Of each group where there is more than one, with the account that made the change. */
export function findGroupChanges(
  data: Pick<PageData, "frame" | "groups" | "receipts" | "weeks" | "write">,
): readonly Candidate[] {
  const groups = data.groups.filter(({ weeks }) => weeks.length > 1);
  if (groups.length < 2) return [];
  return groups.flatMap(({ key, name, weeks }) =>
    ofMany(OF_GROUP, weeks, { about: key, who: data.write.words.goals.group(name), target: "portfolio" }, data),
  );
}

/** Of all accounts together. */
export function findTotalChange(data: Pick<PageData, "frame" | "receipts" | "weeks" | "write">): readonly Candidate[] {
  if (data.weeks.length < 2) return [];
  const who = data.write.words.findings.all;
  return ofMany(OF_ALL, data.weeks, { about: "all", who, target: "league" }, data);
}

function ofMany(
  ids: readonly Changed[],
  weeks: readonly AccountWeek[],
  whose: { readonly about: string; readonly who: string; readonly target: string },
  data: Pick<PageData, "frame" | "receipts" | "weeks" | "write">,
): readonly Candidate[] {
  return ids.flatMap((id) => {
    const change = toChange(id, weeks);
    if (change === undefined) return [];
    const makers = findMakers(id, weeks, change);
    if (makers.length === 0) return [];
    const kpi = findKpi(id);
    const past = data.frame.weeks.slice(0, -1).flatMap((_, at) => sumPast(kpi, weeks, at));
    const unusual = findUnusual(change.now.value, past, change.before.value);
    if (unusual < NOTABLE_UNUSUAL) return [];
    const text = data.write.words.findings;
    const names = makers.map(({ label, now, before }) =>
      text.pair(label, data.write.count(now.value), data.write.count(before.value)),
    );
    const share = sum(weeks.map((week) => shareOf(kpi, week, data.weeks)));
    const { compared, of } = change.accounts;
    return [
      toCandidate(change, data, {
        ...whose,
        owner: whose.about,
        over:
          compared < of ? data.write.words.tile.partOf(data.write.count(compared), data.write.count(of)) : undefined,
        weight: weigh(unusual, share),
        madeBy: makers.map(({ accountId }) => accountId),
        why: text.mostly(names.join(", ")),
        receipts: makers.flatMap(({ accountId, now, before }) => quote(data, accountId, [now, before])),
      }),
    ];
  });
}

interface Maker extends Change {
  readonly label: string;
  readonly accountId: string;
}

/** The accounts that made most of a change, the strongest first; none where it was nobody's in particular. */
function findMakers(id: Changed, weeks: readonly AccountWeek[], { now, before, value }: Change): readonly Maker[] {
  const whole = now.value - before.value;
  return weeks
    .flatMap((week): readonly Maker[] => {
      const change = toChange(id, [week]);
      if (change === undefined || Math.sign(change.value) !== Math.sign(value)) return [];
      return [{ ...change, label: week.label, accountId: week.account.accountId }];
    })
    .filter((maker) => Math.abs(maker.now.value - maker.before.value) >= Math.abs(whole) * LEAST_PART)
    .toSorted((a, b) => Math.abs(b.now.value - b.before.value) - Math.abs(a.now.value - a.before.value))
    .slice(0, NAMED_MOST);
}

/** The sum over the accounts in one of the past weeks; none where one of them lacks it. */
function sumPast(kpi: Kpi, weeks: readonly AccountWeek[], at: number): readonly number[] {
  const figures = weeks
    .map(({ past }) => past[at])
    .map((period) => (period === undefined ? undefined : figureOf(kpi, period)));
  const values = figures.flatMap((figure) => (figure !== undefined && isHeld(figure) ? [figure.value] : []));
  return values.length === weeks.length ? [sum(values)] : [];
}

interface Told extends Pick<Finding, "why" | "parts" | "next" | "target" | "receipts"> {
  readonly about: string;
  readonly owner: string;
  readonly who: string;
  /** How many of the accounts it is told of, where not of all. */
  readonly over?: string | undefined;
  readonly weight: number;
  readonly madeBy?: readonly string[];
}

function toCandidate(
  change: Change,
  data: Pick<PageData, "receipts" | "write">,
  { about, owner, who, over, weight, madeBy, receipts = [], ...told }: Told,
): Candidate {
  const { write } = data;
  const text = write.words.findings;
  const isUp = change.value > 0;
  const tone = isUp ? "good" : "bad";
  const changed = text.changed[change.id](write.percent(Math.abs(change.value)), isUp);
  const whose = over === undefined ? who : `${who}, ${over}`;
  const [now, before] = [write.count(change.now.value), write.count(change.before.value)];
  const what = text.change(whose, withoutMarks(changed), now, before);
  const isEarly = change.cell.provisional === true;
  return {
    about,
    weight,
    madeBy,
    headline: toPhrases(text.headline(whose, changed), tone),
    finding: {
      tone,
      text: isEarly ? text.marked(what) : what,
      ...told,
      ...(isEarly ? { provisional: true as const } : {}),
      receipts: [...quote(data, owner, [change.now]), ...receipts],
    },
  };
}
