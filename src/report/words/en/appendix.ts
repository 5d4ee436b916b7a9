// The pages behind: data quality, method, all posts, back page.
export const appendix = {
  quality: {
    title: "Data quality",
    matrix: "Coverage by account and day",
    missing: "Who is not in this report",
    noMissing: "Every Page the tokens reach has a linked account that can be read.",
    wholeConnection: "whole connection",
    reasons: {
      "no-linked-account": "no linked Instagram account",
      "not-permitted": "no permission",
      "nothing-listed": "the token lists nothing",
      "no-longer-listed": "listed before, no longer",
      "cut-short": "the list broke off before its end",
    },
  },
  gapTable: {
    title: "What is missing, and why",
    none: "Nothing that was asked for is missing.",
    note: "A value that did not come is never counted as zero. The workbook lists every gap alone. In quotation marks: Meta’s own words.",
    all: "all figures",
    others: (count: string) => ` and ${count} more`,
  },
  restated: {
    ofDay: "total of the day",
    title: "Restated by Meta since the last report",
    none: (since: string) => `No figure of an earlier period has changed since ${since}.`,
    note: (figures: string, since: string) =>
      `${figures} of earlier periods changed since ${since}; the report of then stands as it was sent, this one counts with the new ones.`,
    cut: (shown: string) => ` The ${shown} that moved furthest are listed.`,
    toldThen: "for the last report",
    toldSince: "since",
  },
  spentCalls: {
    runs: "Last collections",
    noRuns: "No collection has been run.",
    calls: "Calls spent for this period",
    callsNote: (span: string) =>
      `Every call from ${span}, whatever it was for; comment writes have an allowance of their own.`,
    noCalls: "No call was spent.",
    noHeader: "Meta sent no usage header",
    noBudget: "not in the configuration the report was made with",
    kinds: { collect: "collect" },
    states: { running: "running", complete: "complete", partial: "partial", paused: "paused", failed: "failed" },
  },
  method: {
    title: "Method",
    lead: "How every figure of this report is made.",
    kpis: "Key figures",
    unit: (unit: string) => `Unit: ${unit}.`,
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
        term: "Completion (stories)",
        text: "Views that neither left the stories nor moved to the next account. Over several stories the sums are divided. May be summed over nothing.",
        formula: "1 − (exits + moves to the next account) ÷ views; navigation tap_exit and swipe_forward",
      },
      {
        term: "Exit rate (stories)",
        text: "Views that ended with leaving the stories. May be summed over nothing.",
        formula: "exits (navigation tap_exit) ÷ views",
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
      `Meta tells followers online by hour and not in which zone; the hours are taken for US Pacific time, like its days, and shown in ${zone}.`,
      "Meta answers unique figures for at most 30 days; of a longer period, that of the last 30 days in a row that are held is told.",
    ],
    provisional: "What is provisional",
    provisionalText: [
      "Meta may still change a day or a post for 48 hours. Figures read earlier than that are marked provisional.",
    ],
    change: "How changes are told",
    changeText: [
      "Both sides of a change are read at equal age where those readings are held: this period as read some days after it, and the one before as read as many days after that. Elsewhere the change is marked provisional and no finding begins with it.",
      "Counts change in per cent, rates in points, net followers by their difference. On a base under 20 a per cent would mislead; the difference stands there instead.",
      "A change of several accounts is over those that have the figure in both periods, and says so when these are fewer.",
      "A total of several accounts is over those that have the figure. The unknown is left out, never counted as zero.",
    ],
    posts: "Posts and stories",
    postsText: [
      "Three figures of interactions, never one for another: account interactions are the account's total of the period, whatever the age of the post; post interactions are those of the period's posts; rated interactions those of the period's posts that have both reach and interactions.",
      "Interactions are likes + comments + saves + shares. Where likes are hidden they are unknown: such posts are left out of ranks and rates, and counted.",
      "Comments include replies. Interactions of a story are Meta's own total.",
      "Stories are counted as seen of posted only where the looks lie so close that none can have gone unseen.",
      "A story lives 24 hours. The report knows the stories that were seen by a collection while they lived, not those that came and went between two.",
      "A coverage of 100% means that everything Meta could tell is held. What it tells nobody so small (under 100 followers) or of posts so old (before the business account) is not expected.",
    ],
  },
  allPosts: {
    title: "All posts",
    lead: (posts: string, stories: string, span: string) =>
      `${posts} and ${stories} of ${span}, newest first by account.`,
    table: "Posts and stories of the period",
    none: "Nothing was published in the period.",
    unlisted: "The posts of the period were not listed.",
    cut: (shown: string, all: string) =>
      `The first ${shown} of ${all}; the sheet Posts of the workbook lists every one.`,
  },
  backPage: {
    title: "About this report",
    verify: "How to verify it",
    verifyText: (span: string) => [
      "Every figure has a receipt: ask for it in the HTML edition by clicking the figure. It names the metric, the window, the formula and when Meta was asked.",
      `The same dataset hash for ${span} means the same facts; the same report id means the same report, figure for figure.`,
      "The report is sealed: whoever made it can render it again from its id, years later, figure for figure.",
      "HTML, PDF and workbook are made from one model. If two of them ever disagree on a figure, one of the files has been changed.",
    ],
    not: "What the numbers are not, and what is not promised",
    notText: [
      "Equal to the screen of the app: Meta restates days and posts for 48 hours, and the app counts some of them otherwise.",
      "People counted once across accounts: Meta counts them in each account alone, so reach over accounts is a sum in which people overlap.",
      "A record of stories that came and went while nothing ran.",
      "A proof of delivery: that a mail was accepted is known, that it landed in an inbox is not.",
      "Filled in: a value that did not come is not measured, with its reason, and never a zero.",
    ],
  },
};
