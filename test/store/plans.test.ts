// How the questions of a report, `status`, `plan` and the desk's lists are answered: by an index, whatever is held. With
// GAZETTE_LARGE=5000x104 (accounts × weeks) on data of that size, with times; it takes half an hour to make. GAZETTE_MADE names a
// PostgreSQL store that holds it already.
import { DatabaseSync } from "node:sqlite";
import { Client } from "pg";
import { describe, expect, it, vi } from "vitest";
import { buildModel } from "../../src/report/summarise/index.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { options } from "../report/summarise/memory-dataset.ts";
import { engines, type Place } from "./engines.ts";
import { LAST_WEEK, MADE_NOW, type MadeSize, makeData, toAccountId } from "./made-data.ts";

const [accounts = 120, weeks = 30] = (process.env.GAZETTE_LARGE ?? "").split("x").filter(Boolean).map(Number);
const IS_LARGE = process.env.GAZETTE_LARGE !== undefined;
const SIZE: MadeSize = { accounts, weeks };
/** Tables that grow with accounts and time. No question reads one of them from end to end. */
const GROWING = [
  "account_profiles",
  "account_days",
  "account_day_readings",
  "account_totals",
  "account_total_readings",
  "restatements",
  "media",
  "media_insights",
  "audience",
  "gaps",
  "calls",
  "comments",
  "comment_threads",
];
/** Of the database, whatever the size of the store: a report of one client, and each of the other questions. */
const MOST_MS = 300;

const CLIENT = Array.from({ length: 20 }, (_, at) => toAccountId(Math.floor((at * accounts) / 20)));
const [ONE = ""] = CLIENT;
const since = (days: number): Date => new Date(MADE_NOW.getTime() - days * 86_400_000);
const report = (store: Store) =>
  buildModel(store.read, options({ span: LAST_WEEK, now: MADE_NOW, only: { accountIds: CLIENT } }));

/** Everything that is asked again and again, as it is asked. */
const QUESTIONS: Readonly<Record<string, (store: Store) => Promise<unknown>>> = {
  "a report of one client": report,
  "what was restated of one client": (store) => store.read.restatements(LAST_WEEK, since(7).toISOString(), CLIENT),
  "status: runs": (store) => store.read.runs(10),
  "status: accounts": (store) => store.read.accounts(),
  "status: connections": async (store) => {
    await store.operation.newestRuns("all");
    await store.operation.lastWords();
    await store.operation.lastSuccesses();
    await store.operation.underWay();
  },
  "status: mails": (store) => store.outbox.list({ limit: 20 }),
  "status: the hour": async (store) => {
    await store.ledger.callsLeft("connection 1", "calls", 200);
    await store.spentHour("connection 1", "calls");
  },
  "status: seals and slots": (store) => Promise.all([store.sealed.list(10), store.slots.recent(10)]),
  "plan: what is held of one client": (store) => store.held(CLIENT, since(35).toISOString()),
  "plan: a repeat": (store) => store.findFinishedRun("collect", "all0 0"),
  "desk: the list of accounts": async (store) => {
    await store.accountBook.totals("metric_1", LAST_WEEK);
    await store.accountBook.heldDays(CLIENT, "reach", LAST_WEEK);
  },
  "desk: one account": async (store) => {
    await store.accountBook.gaps(ONE, LAST_WEEK, 50);
    await store.accountBook.calls(ONE, since(7));
    await store.read.days(ONE, LAST_WEEK);
  },
  "desk: the inbox": async (store) => {
    await store.inbox.page({ scope: { allBut: [] }, states: ["open"], order: "newest", limit: 30 });
    await store.inbox.page({ scope: { only: CLIENT }, order: "oldest", limit: 30 });
  },
  "desk: the log": (store) => store.deskLog.list(50),
  "desk: mails of a client's reports": (store) => store.outbox.list({ reportIds: ["report 1 1"] }),
};

interface Asked {
  readonly statement: string;
  /** What was read from end to end. */
  readonly scanned: readonly string[];
  readonly ms: number;
}

interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Actual Rows"?: number;
  readonly "Rows Removed by Filter"?: number;
  readonly Plans?: readonly PlanNode[];
}

/** A month that holds nothing yet may be looked at from end to end. */
function listScans(node: PlanNode): readonly string[] {
  const rows = (node["Actual Rows"] ?? 0) + (node["Rows Removed by Filter"] ?? 0);
  const own = node["Node Type"] === "Seq Scan" && rows > 0 ? [node["Relation Name"] ?? ""] : [];
  return [...own, ...(node.Plans ?? []).flatMap(listScans)];
}

/** The server itself tells the plan of whatever it is asked, as a notice. */
async function watchPostgres(url: string, ask: (store: Store) => Promise<unknown>): Promise<readonly Asked[]> {
  const address = new URL(url);
  const settings = {
    session_preload_libraries: "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_format": "json",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_timing": "off",
    "auto_explain.log_level": "notice",
    client_min_messages: "notice",
    // As after some questions on a machine with memory; partitions that hold nothing of it are left out by their bounds.
    random_page_cost: "1.1",
  };
  address.searchParams.set(
    "options",
    Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(" "),
  );
  await using store = await openStore({ url: address.href });
  const asked: Asked[] = [];
  const emit = Client.prototype.emit;
  const spy = vi.spyOn(Client.prototype, "emit").mockImplementation(function (this: Client, name, ...words) {
    const { message = "" } = (words[0] ?? {}) as { readonly message?: string };
    const [, ms, plan] = name === "notice" ? (/^duration: ([\d.]+) ms {2}plan:\n(.*)$/s.exec(message) ?? []) : [];
    if (plan !== undefined) {
      const told = JSON.parse(plan) as { readonly "Query Text": string; readonly Plan: PlanNode };
      asked.push({ statement: told["Query Text"], scanned: listScans(told.Plan), ms: Number(ms) });
    }
    return emit.call(this, name, ...words);
  });
  try {
    await ask(store);
  } finally {
    spy.mockRestore();
  }
  return asked;
}

/** Every statement that is prepared is explained beside the store's own use of it. */
async function watchSqlite(url: string, ask: (store: Store) => Promise<unknown>): Promise<readonly Asked[]> {
  await using store = await openStore({ url });
  const statements: string[] = [];
  const prepare = DatabaseSync.prototype.prepare;
  const spy = vi.spyOn(DatabaseSync.prototype, "prepare").mockImplementation(function (this: DatabaseSync, text) {
    statements.push(text);
    return prepare.call(this, text);
  });
  const startedAt = performance.now();
  try {
    await ask(store);
  } finally {
    spy.mockRestore();
  }
  const ms = (performance.now() - startedAt) / statements.length;
  using file = new DatabaseSync(url.replace(/^sqlite:/, ""), { readOnly: true });
  return statements
    .filter((text) => /^\s*(select|with|insert|update|delete)\b/i.test(text))
    .map((statement) => {
      const steps = file.prepare(`explain query plan ${statement}`).all() as unknown as { readonly detail: string }[];
      const names = new Map(
        [...statement.matchAll(/"?(\w+)"? as "?(\w+)"?/gi)].map(([, table = "", as = ""]) => [as, table]),
      );
      const scanned = steps.flatMap(({ detail }) => {
        const [, name] = /^SCAN (\w+)/.exec(detail) ?? [];
        return name === undefined ? [] : [names.get(name) ?? name];
      });
      return { statement, scanned, ms };
    });
}

describe.each(engines)("the questions of $name", ({ name, createPlace }) => {
  let place: Promise<Place> | undefined;
  const open = (): Promise<Place> => {
    place ??= (async () => {
      const { GAZETTE_MADE: url } = process.env;
      if (url !== undefined && name === "PostgreSQL") return { url, remove: async () => undefined };
      const made = await createPlace();
      await (await openStore({ url: made.url })).close();
      const { database } = await openDatabase(made.url);
      await makeData(database, SIZE);
      await database.close();
      return made;
    })();
    return place;
  };
  const watch = async (ask: (store: Store) => Promise<unknown>): Promise<readonly Asked[]> =>
    (name === "PostgreSQL" ? watchPostgres : watchSqlite)((await open()).url, ask);

  it.each(Object.entries(QUESTIONS))("%s: no growing table is read from end to end", async (question, ask) => {
    if (IS_LARGE) await watch(ask);
    const asked = await watch(ask);
    expect(asked.length).toBeGreaterThan(0);
    const ms = asked.reduce((sum, one) => sum + one.ms, 0);
    if (IS_LARGE) {
      const slowest = asked.toSorted((one, other) => other.ms - one.ms)[0];
      console.log(
        `${name} ${question}: ${asked.length} statements, ${ms.toFixed(1)} ms; slowest ${slowest?.ms.toFixed(1)} ms ${slowest?.statement.replace(/\s+/g, " ").slice(0, 160)}`,
      );
    }
    const whole = asked.flatMap(({ scanned, statement }) =>
      scanned.filter((table) => GROWING.includes(toTable(table))).map((table) => `${table}: ${statement}`),
    );
    expect(whole).toEqual([]);
    if (IS_LARGE && name === "PostgreSQL") expect(ms).toBeLessThan(MOST_MS);
  });

  it("hold what was made, and the watch sees a scan where there is one", async () => {
    const asked = await watch(async (store) => {
      for await (const _row of store.exportRows("account_days")) break;
      await store.dropOldData("readings", new Date("2020-01-01T00:00:00Z"));
    });
    expect(asked.flatMap(({ scanned }) => scanned)).not.toEqual([]);
    await (await open()).remove();
    place = undefined;
  });
});

/** A partition is named as its table, with the month. */
function toTable(name: string): string {
  return name.replace(/_(\d{4}_\d\d|other)$/, "");
}
