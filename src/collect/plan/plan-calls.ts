import { addDays } from "../../dataset/index.ts";
import { countOf } from "../../shared/index.ts";
import { type Form, find, formOf, list, listRefused, type RefusingPost, stateOf } from "../capabilities/index.ts";
import { type Block, type CallPlan, type LeftOut, mayStayAway, type PlannedCall } from "./call.ts";
import { omitForbidden } from "./forbidden.ts";
import { toHistory, toRequests } from "./forms.ts";
import { HISTORY_DAYS_MOST, planHistory } from "./history.ts";
import { STORY_METRICS } from "./metric-sets.ts";
import { findUpToDate, unnest } from "./nesting.ts";
import { planAudience } from "./plan-audience.ts";
import { chooseCalibrating, planCalibration } from "./plan-calibration.ts";
import { listOthers, type PlanAccount, type PlanInput } from "./plan-input.ts";
import { countExtraPages, countSingles, countUnknownPages, planMedia } from "./plan-media.ts";
import { planSeries, seriesStart, toUnreachable } from "./plan-series.ts";
import { planOtherTotals, planTotals } from "./plan-totals.ts";
import { omitEdges } from "./refused-edges.ts";
import { omitRefused } from "./refused-metrics.ts";
import { askAgain, isWhole, splitAround, toKnownLosses, toMembers } from "./refusing-posts.ts";
import { omitTooSmall } from "./small-accounts.ts";
import { toHull } from "./windows.ts";

/** PRODUCT §3: stories about to expire first, history last. */
const PRIORITY = { all: 1, stories: 1, account: 2, media: 3, audience: 4, history: 5 } as const;

/** Accounts, what is held and the hour → what to ask, in which order, at what cost. Pure. */
export function planCalls(input: PlanInput): CallPlan {
  const calibrating = chooseCalibrating(input);
  const calls = input.accounts
    .flatMap((account) => planAccount(account, input, calibrating.has(account.accountId)))
    .sort((a, b) => a.priority - b.priority || (a.key < b.key ? -1 : 1));
  return fitToBudget(calls, input.callsLeft);
}

function planAccount(account: PlanAccount, whole: PlanInput, isCalibrating: boolean): readonly PlannedCall[] {
  const input = { ...whole, span: whole.spans?.get(account.accountId)?.[0] ?? whole.span };
  const refused = listRefused(input.known, "metric", account.connection);
  const due = input.storiesOnly ? planStories(account, input) : planBlocks(account, input, isCalibrating);
  const { blocks: allowed, forbidden } = omitForbidden(due, account);
  const form = formOf(input.known, account.connection);
  const refusedEdges = [...list(input.known, "refused-edges", account.accountId).values()];
  const edges = omitEdges(allowed, refusedEdges, form);
  const { blocks: told, tooSmall } = omitTooSmall(edges.blocks, account);
  const { blocks: left, refusedBefore: refusedOnes } = omitRefused(told, refused);
  // Told with those of all others, where these are refused.
  const isAll = refusedEdges.some(({ edge }) => edge === "media-insights" || edge === "media");
  const ofPosts = allowed.flatMap((block) =>
    block.kind === "media" && block.members === undefined && !isAll
      ? toKnownLosses(block, toRefusing(account, input))
      : [],
  );
  const lostBefore = [
    ...forbidden,
    ...edges.refusedBefore,
    ...tooSmall,
    ...refusedOnes,
    ...(account.mayReadInsights === false ? [] : ofPosts),
  ];
  const refusedBefore = lostBefore.filter(({ block }) => !mayStayAway(block));
  const blocks = isNestingRefused(account, input) ? takeOutNested(left, account, input) : left;
  const known = input.storiesOnly ? refusedBefore : [...refusedBefore, ...toUnreachable(input)];
  const held = input.held.get(account.accountId);
  const extraCalls = countExtraPages(blocks, account, held) + countSingles(blocks, held);
  const doubtCost = countDoubt(blocks, account, input);
  const walk = isNested(account, input) ? blocks.find(({ kind }) => kind === "media") : undefined;
  const posts = walk === undefined ? [] : askAgain(walk, toRefusing(account, input));
  const again = [...edges.again, ...posts];
  const history = omitRefused(planEarlier(account, input), refused).blocks;
  return [...toRequests(blocks, form), ...toHistory(history, form)].map(({ name, requests }, index) => ({
    key: `${account.accountId}/${name}`,
    accountId: account.accountId,
    username: account.username,
    connection: account.connection,
    form,
    worthProbing: account.mediaCount !== 0,
    requests: index === 0 ? [...requests, ...again] : requests,
    refusedBefore: index === 0 ? known : [],
    cost:
      requests.length +
      (name === "all" || name === "media" ? extraCalls + doubtCost : 0) +
      (index === 0 ? again.length : 0),
    ...(name === "all" || name === "media" ? { unknownPages: countUnknownPages(blocks, account, held) } : {}),
    priority: PRIORITY[name],
  }));
}

/** What an account costs beyond its form where that, or nesting, was refused once and is tried again: more is not told later. */
function countDoubt(blocks: readonly Block[], account: PlanAccount, input: PlanInput): number {
  const form = formOf(input.known, account.connection);
  const doubtful = find(input.known, "form", account.connection);
  const below = doubtful?.state === "doubtful" ? doubtful.value : form;
  const isNestingDoubtful = stateOf(input.known, "nested-insights", account.connection) === "doubtful";
  const plain = isNestingDoubtful ? takeOutNested(blocks, account, input) : blocks;
  const asked = below === 3 && account.hasProfile ? blocks.filter(({ kind }) => kind !== "profile") : blocks;
  const count = (some: readonly Block[], inForm: Form): number =>
    toRequests(some, inForm).reduce((sum, { requests }) => sum + requests.length, 0);
  const steps = below > form ? count(asked, below) - count(blocks, form) : 0;
  return (
    Math.max(0, steps) +
    countSingles(plain, input.held.get(account.accountId)) -
    countSingles(blocks, input.held.get(account.accountId))
  );
}

function planStories({ accountId, connection }: PlanAccount, input: PlanInput): readonly Block[] {
  const isApart =
    stateOf(input.known, "small-stories", accountId) === "refused" ||
    stateOf(input.known, "nested-story-insights", connection) === "refused";
  if (isApart) return [{ kind: "stories", metrics: [], navigation: false, nextSteps: [{ kind: "each" }] }];
  return [{ kind: "stories", metrics: STORY_METRICS, navigation: true }];
}

function takeOutNested(blocks: readonly Block[], account: PlanAccount, input: PlanInput): readonly Block[] {
  const upToDate = findUpToDate(input.held.get(account.accountId), input.now, input.collect.rereadDays);
  // Of those nothing would come.
  const refusing = toRefusing(account, input).filter(({ metrics, state }) => state !== "doubtful" && isWhole(metrics));
  const aside = [...(upToDate ?? []), ...refusing.map(({ mediaId }) => mediaId)];
  return blocks.map((block) => unnest(block, aside));
}

function planEarlier(account: PlanAccount, input: PlanInput): readonly Block[] {
  const { since, span, storiesOnly } = input;
  if (since === undefined || since >= span.from || storiesOnly || account.mayReadInsights === false) return [];
  const held = input.held.get(account.accountId)?.totalWindows ?? [];
  const kept = addDays(input.now.toISOString().slice(0, 10), -HISTORY_DAYS_MOST);
  const [, first = since] = [since, kept].sort();
  return planHistory(span, first, seriesStart(input), held);
}

/** Everything due of one account, as blocks; which request carries them is the form's affair. */
function planBlocks(account: PlanAccount, input: PlanInput, isCalibrating: boolean): readonly Block[] {
  const { collect } = input;
  const held = input.held.get(account.accountId);
  const blocks: Block[] =
    account.hasProfile && formOf(input.known, account.connection) === 3 ? [] : [{ kind: "profile" }];
  const also = listOthers(account, input);
  const days = { ...input, span: toHull([input.span, ...also]) };
  if (isCalibrating) blocks.push(...planCalibration({ from: seriesStart(days), to: days.span.to }, input.now));
  blocks.push(...planSeries(days));
  const totals = planTotals(input, held, formOf(input.known, account.connection));
  blocks.push(...totals, ...planOtherTotals(also, held, totals));
  const walk = planMedia(account, input);
  blocks.push(
    ...(isNested(account, input)
      ? splitAround(walk, toRefusing(account, input), toMembers(held?.media ?? []))
      : [walk]),
  );
  if (collect.stories) blocks.push(...planStories(account, input));
  if (collect.audience) blocks.push(...planAudience(account, input));
  return blocks;
}

/** Whether the figures of posts are asked in the list itself. */
function isNested(account: PlanAccount, input: PlanInput): boolean {
  return !isNestingRefused(account, input) && account.mayReadInsights !== false;
}

function isNestingRefused({ connection }: PlanAccount, { known }: PlanInput): boolean {
  return stateOf(known, "nested-insights", connection) === "refused";
}

function toRefusing({ accountId }: PlanAccount, input: PlanInput): readonly RefusingPost[] {
  return [...list(input.known, "refusing-posts", accountId).values()];
}

function fitToBudget(calls: readonly PlannedCall[], callsLeft: ReadonlyMap<string, number> | undefined): CallPlan {
  const left = new Map(callsLeft);
  const kept: PlannedCall[] = [];
  const leftOut: LeftOut[] = [];
  for (const call of calls) {
    const room = callsLeft === undefined ? Number.POSITIVE_INFINITY : (left.get(call.connection) ?? 0);
    if (call.cost > room) {
      leftOut.push({
        connection: call.connection,
        accountId: call.accountId,
        username: call.username,
        what: call.key.slice(call.key.indexOf("/") + 1),
        why: `connection "${call.connection}" has ${countOf(room, "call")} left this hour and this needs ${call.cost}`,
      });
      continue;
    }
    left.set(call.connection, room - call.cost);
    kept.push(call);
  }
  return { calls: kept, cost: kept.reduce((sum, { cost }) => sum + cost, 0), leftOut };
}
