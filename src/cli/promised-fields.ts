// What the one document of `--json` bears beside `error` where a command fails: scripts read the same fields either way.

/** "comments list" and the like; a command that is not here promises nothing but `outcome` and `error`. */
const PROMISED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  init: { file: null },
  check: { checks: [], calls: 0 },
  "config show": { file: null, clients: [], brokenClients: [], settings: [] },
  accounts: { accounts: [], missing: [], calls: 0 },
  plan: { calls: 0, atMost: 0, discovery: 0, minutes: 0, period: null, perAccount: [], leftOut: [] },
  collect: { period: null, accounts: 0, calls: 0, gaps: 0, missing: [], appeared: [], resumesAt: null },
  run: { period: null, accounts: 0, calls: 0, gaps: 0, resumesAt: null, files: [], deliveries: [], failures: [] },
  report: { period: null, reportId: null, accounts: 0, files: [], failures: [], cuts: [] },
  send: { deliveries: [], failures: [], resumesAt: null, mails: [] },
  schedule: { jobs: [], runs: [] },
  worker: { done: 0, failed: 0, givenBack: 0, givenUp: 0 },
  workers: { workers: [] },
  jobs: { queues: [], jobs: [], failed: [] },
  status: {
    store: null,
    accounts: 0,
    missing: 0,
    connections: [],
    runs: [],
    lessons: [],
    deliveries: [],
    slots: [],
    reports: [],
    commentActions: { waiting: 0, due: 0 },
  },
  move: { from: null, to: null, rows: 0, tables: {} },
  forget: { done: false, accounts: [], clients: [], shared: [], removed: {}, remaining: {}, folders: [] },
  export: { table: null, file: null, rows: 0 },
  "comments list": { accounts: 0, total: 0, threads: [], mismatches: [], unreadable: [], calls: 0, resumesAt: null },
  "comments show": { thread: null, archived: null, actions: [], calls: 0 },
  "comments log": { actions: [] },
  "comments sweep": { fresh: [], calls: 0, resumesAt: null },
  "comments undo": { undone: [], actions: [], calls: 0, resumesAt: null },
  "comments settle": { actions: [], calls: 0, resumesAt: null },
  ...Object.fromEntries(
    ["reply", "create", "hide", "unhide", "delete", "open", "close"].map((name) => [
      `comments ${name}`,
      { actions: [], skipped: [], calls: 0, resumesAt: null },
    ]),
  ),
};

/** The command that the words name, as far as they name one: flags may stand before it. */
export function toPromised(words: readonly string[]): Readonly<Record<string, unknown>> {
  const names = words.flatMap((word, index) => [`${word} ${words[index + 1] ?? ""}`, word]);
  const name = names.find((one) => Object.hasOwn(PROMISED, one));
  return name === undefined ? {} : (PROMISED[name] ?? {});
}
