// Which periods an account is collected for: one where all are alike, several where reports of several cadences share it.
import { type AccountRecord, countDays, type DaySpan, isNamed, type Named } from "../dataset/index.ts";

/** Periods of these accounts; names as in `accounts.include`. */
export interface Window {
  readonly names: readonly string[];
  readonly span: DaySpan;
}

interface Spans {
  readonly span: DaySpan;
  readonly windows?: readonly Window[] | undefined;
}

/** The account's periods, each once, the shortest and newest first: that one is asked in full, the others by their totals. */
export function toSpans(account: Named, { span, windows = [] }: Spans): readonly [DaySpan, ...DaySpan[]] {
  const meant = windows.filter(({ names }) => isNamed(names, account)).map((one) => one.span);
  const each = new Map(meant.map((one) => [`${one.from}..${one.to}`, one]));
  const [first = span, ...rest] = [...each.values()].toSorted(
    (a, b) => countDays(a) - countDays(b) || (a.to > b.to ? -1 : a.to < b.to ? 1 : 0),
  );
  return [first, ...rest];
}

/** Accounts by the period that is asked of them in full. */
export function groupBySpan(
  accounts: readonly AccountRecord[],
  options: Spans,
): readonly { readonly span: DaySpan; readonly accounts: readonly AccountRecord[] }[] {
  const groups = Map.groupBy(accounts, (account) => {
    const [{ from, to }] = toSpans(account, options);
    return `${from}..${to}`;
  });
  return [...groups.values()].map((some) => ({
    span: some[0] === undefined ? options.span : toSpans(some[0], options)[0],
    accounts: some,
  }));
}
