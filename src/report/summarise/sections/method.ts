import type { Facts } from "../facts.ts";
import { kpis } from "../kpis.ts";
import type { Section, Unit } from "../model.ts";
import { COMPLETION_FORMULA, EXITS_FORMULA } from "../stories.ts";

const UNIT_NAMES: Partial<Record<Unit, string>> = {
  accounts: "people's accounts",
  count: "count",
  percent: "per cent",
};

const text = {
  title: "Method",
  lead: "How every figure of this report is made.",
  kpis: "Key figures",
  unit: (unit: Unit) => `Unit: ${UNIT_NAMES[unit] ?? unit}.`,
  addsUp: (over: string) => `May be summed over ${over}.`,
  reach: "Three figures of reach, never one for another",
  reaches: [
    {
      term: "Unique reach",
      text: "People reached at least once in the whole period. Asked of Meta for exactly these days; it cannot be computed from daily figures.",
    },
    { term: "Mean reach a day", text: "The average of the daily figures, where all days are held." },
    {
      term: "Sum of daily reach",
      text: "The daily figures added up. It counts a person once for every day and is always the largest of the three.",
    },
  ],
  posts90: "Figures of posts, stories and hashtags",
  more: [
    {
      term: "Of own median",
      text: "A post against the middle of its own account's posts of the last 90 days, itself included; from five posts on.",
      formula: "interactions (or reach) of the post ÷ median of the account's posts",
    },
    {
      term: "Watched on (stories)",
      text: "Views that neither left the stories nor moved to the next account. Over several stories the sums are divided. May be summed over nothing.",
      formula: COMPLETION_FORMULA,
    },
    {
      term: "Left (stories)",
      text: "Views that ended with leaving the stories. May be summed over nothing.",
      formula: EXITS_FORMULA,
    },
    {
      term: "Hashtags",
      text: "Those used by at least three posts in 90 days, read from the captions. Posts bear several: the figure shows company, not cause.",
      formula: "median reach of the posts with the hashtag ÷ median reach of all posts",
    },
    {
      term: "Share of the audience",
      text: "Meta tells the largest groups only; the share is of those it told. Over accounts the groups are summed, and people may overlap.",
      formula: "followers of the group ÷ followers of all groups told",
    },
  ],
  days: "Days and periods",
  daysText: (span: string, comparison: string, zone: string) => [
    `The period is ${span}; it is compared with the same number of days before, ${comparison}.`,
    "Account figures come in Meta's own days, midnight to midnight US Pacific time, and carry those labels; no report can cut them otherwise.",
    `A post belongs to the day on which it was published in the time zone of this report, ${zone}.`,
    "Figures of posts are lifetime totals as last read, so a post of the period before has had longer to grow.",
    "Meta answers unique figures for at most 30 days; for longer periods unique reach is not measured.",
  ],
  provisional: "What is provisional",
  provisionalText: [
    "Meta may still change a day or a post for 48 hours. Figures read earlier than that are marked provisional.",
  ],
  change: "How changes are told",
  changeText: [
    "Counts change in per cent, rates in points, net followers by their difference. On a base under 20 a per cent would mislead; the difference stands there instead.",
    "A change of several accounts is over those that have the figure in both periods, and says so when these are fewer.",
    "A total of several accounts is over those that have the figure. The unknown is left out, never counted as zero.",
  ],
  posts: "Posts and stories",
  postsText: [
    "Interactions are likes + comments + saves + shares. Where likes are hidden they are unknown: such posts are left out of ranks and rates, and counted.",
    "Comments include replies. Interactions of a story are Meta's own total.",
    "Stories are counted as seen of posted only where the looks lie so close that none can have gone unseen.",
    "A story lives 24 hours. The report knows the stories that were seen by a collection while they lived, not those that came and went between two.",
    "A coverage of 100 % means that everything Meta could tell is held. What it tells nobody so small (under 100 followers) or of posts so old (before the business account) is not expected.",
  ],
};

/** Every key figure with its formula, and the rules a reader needs to defend the numbers. */
export function buildMethod({ frame, write }: Facts): Section {
  const { span, comparison, timeZone } = frame;
  return {
    id: "a2",
    number: "A2",
    title: text.title,
    lead: text.lead,
    blocks: [
      {
        kind: "definitions",
        title: text.kpis,
        entries: kpis.map(({ name, unit, help, formula, addsUpOver }) => ({
          term: name,
          text: `${help} ${text.unit(unit)} ${text.addsUp(addsUpOver)}`,
          formula,
        })),
      },
      { kind: "definitions", title: text.reach, entries: text.reaches },
      { kind: "definitions", title: text.posts90, entries: text.more },
      { kind: "text", title: text.days, paragraphs: text.daysText(write.span(span), write.span(comparison), timeZone) },
      { kind: "text", title: text.provisional, paragraphs: text.provisionalText },
      { kind: "text", title: text.change, paragraphs: text.changeText },
      { kind: "text", title: text.posts, paragraphs: text.postsText },
    ],
  };
}
