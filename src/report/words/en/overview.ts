// The first pages: summary, tiles, league table, findings.
export const overview = {
  coverage: {
    empty: "No account is in this report.",
    sentence: (complete: string, accounts: string, held: string, expected: string, share: string) =>
      `${complete} of ${accounts} complete; ${held} of ${expected} expected values held (${share}).`,
  },
  summary: {
    gone: (accounts: string, names: string) =>
      `No longer reached: ${accounts} (${names}). What is held of them is shown, as last read.`,
    title: "Summary",
    lead: (accounts: string, span: string) => `${accounts}, ${span}.`,
    findings: "Findings",
    notes: "Notes",
    distrust: "What to distrust",
    underWay: (day: string, end: string) =>
      `${day} was not over when it was read: Meta's days are US Pacific, and it ends on ${end}. Its figures are those of a day under way.`,
    provisional: (days: string) => `Provisional, younger than 48 h when read: ${days}. Meta may still change them.`,
    gaps: (sentence: string) => `${sentence} See Data quality.`,
    leftOut: (posts: string) => `${posts} left out of the engagement rate: interactions or reach unknown.`,
    missing: (pages: string) => `Not in this report: ${pages}.`,
    trusted: "Nothing is missing and nothing is provisional.",
    empty: "No account is in this report, so no figure is known.",
  },
  tile: {
    overlap: "sum over accounts; people may overlap",
    asOf: (moment: string) => `as of ${moment}`,
    partOf: (held: string, of: string) => `${held} of ${of} accounts`,
    compared: (accounts: string) => `change over ${accounts}`,
    comparedYear: (accounts: string) => `last year over ${accounts}`,
    leftOut: (posts: string) => `${posts} left out, figures unknown`,
    followed: (gained: string, lost: string) => `${gained} gained, ${lost} lost`,
    mean: (mean: string) => `mean ${mean}`,
    stories: (stories: string) => `and ${stories} seen`,
    spark: (name: string, days: string, accounts: string) => `${name} a day, ${days}, ${accounts}`,
  },
  league: {
    title: "League table",
    table: "Accounts",
    lead: (by: string, help: string) => `Ranked by ${by.toLowerCase()}. ${help}`,
    unrankedToo: (ranked: string, accounts: string) => ` ${ranked} of ${accounts} have it.`,
    rank: "Rank; the arrow tells places won or lost among the accounts ranked in both periods.",
    daily: "Daily reach",
    spark: (days: string) => `Daily reach, ${days}.`,
    sparkAlt: (account: string, days: string) => `Daily reach of ${account}, ${days}`,
    unranked: "not ranked",
    total: "Total",
    empty: "No account is in this report.",
    note: "Totals cover the accounts that have the figure. Reach and rates have none: people may overlap, and rates do not add up.",
  },
  findings: {
    early:
      "What changed cannot be told for sure yet: the figures of this period still grow, and those of the period before had more time.",
    marked: (finding: string) => `Provisional: ${finding}`,
    gained: (who: string, count: string, superlatives: string) => `${who} gained ${count} followers${superlatives}.`,
    most: "the most of all accounts",
    provisional: (record: string) => `${record} so far`,
    lost: (who: string, count: string) => `${who} lost ${count} followers net.`,
    total: (what: string, by: string, isUp: boolean, record: string) =>
      `${what} ${isUp ? "rose" : "fell"} ${by} against the period before${record}.`,
    account: (who: string, by: string, isUp: boolean) =>
      `${who}: reach ${isUp ? "rose" : "fell"} ${by}, the largest move of all accounts.`,
    rate: (who: string, rate: string, posts: string) =>
      `${who} has the highest engagement rate: ${rate} over ${posts} posts.`,
    nothing: "There are too few figures for findings yet.",
  },
  findingsPosts: {
    post: (who: string, format: string, multiple: string, measure: string) =>
      `The standout: ${/^[aeiou]/i.test(format) ? "an" : "a"} ${format.toLowerCase()} of ${who} made ${multiple} times the median ${measure} of its account's posts.`,
    format: (format: string, own: string, others: string, measure: string, posts: string, rest: string) =>
      `${format}s did best: the median one made ${own} times its account's usual ${measure}, the other formats ${others} times (${posts} against ${rest} posts).`,
  },
  findingsWeeks: {
    milestone: (who: string, round: string, now: string) => `${who} passed ${round} followers and has ${now} now.`,
  },
  breaks: {
    withdrawn: (metric: string) => `${metric} withdrawn by Meta`,
    refused: (metric: string) => `${metric} refused by Meta`,
  },
};
