// The report's own words. Section titles and findings come with the model; these belong to the frame around them.

const english = {
  absent: "not measured",
  accounts: "Accounts",
  appendix: "Appendix",
  account: "Account",
  checked: "complete",
  close: "Close",
  comparedWith: "Compared with",
  contents: "Contents",
  coverage: "Coverage",
  dark: "Dark",
  dataAsOf: "Data as of",
  datasetHash: "Dataset (SHA-256)",
  day: "Day",
  entriesShown: "{shown} of {total} entries",
  filter: "Filter rows",
  find: "Find an account",
  generator: "Made by",
  highlight: "report week",
  missing: "missing",
  noData: "no data yet",
  noImage: "no picture kept",
  onLastYear: "on the same week last year",
  openPost: "Open on Instagram",
  page: "Page",
  partial: "partial",
  period: "Period",
  posts: "posts",
  provisional: "provisional",
  provisionalHelp: "younger than 48 hours; Meta may still change it",
  receipt: "Where this figure comes from",
  receiptFormula: "Formula",
  receiptHelp:
    "Every figure tells where it comes from: click it, or press Enter on it. Arrow keys move from figure to figure within a table.",
  receiptMetric: "Metric",
  receiptTaken: "Asked",
  receiptWindow: "Window",
  report: "Report",
  rowsShown: "{shown} of {total} rows shown",
  skip: "Skip to the report",
  sort: "Sort",
  total: "Total",
  unranked: "new",
  valuesHeld: "of expected values held",
} as const;

export type PhraseKey = keyof typeof english;

/** A phrase of the frame; throws for a key that does not exist, so that a template cannot ask for nothing. */
export function phrase(key: string): string {
  if (!Object.hasOwn(english, key)) throw new Error(`there is no phrase "${key}"`);
  return english[key as PhraseKey];
}
