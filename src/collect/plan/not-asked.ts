// Figures the registry knows and this collection does not ask for: each is told, with why and what it would cost.

import type { DaySpan } from "../../dataset/index.ts";
import { countOf } from "../../shared/index.ts";
import { type Capabilities, type Form, formOf, stateOf } from "../capabilities/index.ts";
import { type LeftOut, toSpanText } from "./call.ts";
import { DAY_TOTAL_METRICS, EXITS, EXTRA_METRICS } from "./metric-sets.ts";
import { EXTRAS_AGE_DAYS } from "./plan-extras.ts";
import { lastDays } from "./plan-totals.ts";

export interface NotAsked {
  readonly metrics: readonly string[];
  /** "watch time and skip rate of reels". */
  readonly what: string;
  /** Ends with the price. */
  readonly why: string;
  /** Where the figure is of these days of the period. */
  readonly days?: DaySpan | undefined;
}

/** What decides it, for one account. */
export interface Asking {
  readonly form: Form;
  /** Each post is asked alone anyway, for all it can tell. */
  readonly hasSingles: boolean;
  readonly hasPlainStories: boolean;
  /** What the configuration wants; what it does not want is not missing. */
  readonly stories: boolean;
  readonly audience: boolean;
  /** Calls that are left over are spent on figures of single posts. */
  readonly extras?: boolean | undefined;
  readonly span: DaySpan;
}

/** As far as the connection decides it. */
export function toAsking(
  known: Capabilities,
  connection: string,
): Pick<Asking, "form" | "hasSingles" | "hasPlainStories"> {
  const hasSingles = stateOf(known, "nested-insights", connection) === "refused";
  const hasPlainStories = hasSingles || stateOf(known, "nested-story-insights", connection) === "refused";
  return { form: formOf(known, connection), hasSingles, hasPlainStories };
}

const LATER = `asked once, ${EXTRAS_AGE_DAYS} days after the post, of calls that are left over`;
const ONE_KIND = "Meta refuses a whole list in which one post cannot have it";

export function listNotAsked({
  form,
  hasSingles,
  hasPlainStories,
  stories,
  audience,
  extras = false,
  span,
}: Asking): readonly NotAsked[] {
  const found: NotAsked[] = [];
  if (!hasSingles) {
    const { FEED = [], REELS = [] } = EXTRA_METRICS;
    found.push(
      {
        metrics: FEED,
        what: "follows and profile visits of posts in the feed",
        why: `${extras ? LATER : ONE_KIND}: a call a post`,
      },
      {
        metrics: REELS,
        what: "watch time and skip rate of reels",
        why: `${extras ? LATER : ONE_KIND}: a call a reel`,
      },
    );
  }
  if (stories) {
    if (form === 3 || hasPlainStories) {
      const why = "the API does not take them beside the stories' other figures: a call a story";
      found.push({ metrics: [EXITS], what: "ways of leaving a story", why });
    }
  }
  if (audience && !extras) {
    found.push({
      metrics: ["engaged_audience_demographics"],
      what: "engaged audience by group",
      why: "Meta tells it of this week or month only, whatever the period: 3 calls an account",
    });
  }
  if (form === 3) {
    const days = lastDays(span);
    found.push({
      metrics: DAY_TOTAL_METRICS,
      what: `${DAY_TOTAL_METRICS.join(", ")} a day`,
      why: `the API takes one window a request: ${countOf(days.length, "call")} an account`,
      days: { from: days[0] ?? span.from, to: span.to },
    });
  }
  return found;
}

/** The question a gap of this kind belongs to; those of days stay with their period. */
export function toNotAskedSubject(accountId: string, span: DaySpan | undefined): string {
  return [accountId, "not-asked", ...(span === undefined ? [] : [toSpanText(span)])].join("/");
}

export function toLeftOut(
  { connection, accountId, username }: Pick<LeftOut, "connection" | "accountId" | "username">,
  asking: Asking,
): readonly LeftOut[] {
  return listNotAsked(asking).map(({ what, why }) => ({ connection, accountId, username, what, why }));
}
