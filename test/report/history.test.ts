// V15: what a report of the last week reads and says is as much after one year of collections as after two.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { type CompiledQuery, Kysely } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildModel, type ReportModel } from "../../src/report/summarise/index.ts";
import type { DatasetReader } from "../../src/store/index.ts";
import { createReader } from "../../src/store/read-dataset.ts";
import type { Schema } from "../../src/store/schema.ts";
import { createSqliteDialect } from "../../src/store/sqlite-dialect.ts";
import { fillHistory, HISTORY_NOW, HISTORY_WEEK } from "../bench/fill-history.ts";
import { options } from "./summarise/memory-dataset.ts";

const ACCOUNTS = 4;
/** More than a year each: the same week last year is held by all of them. */
const WEEKS = [60, 90, 120] as const;
/** Tables that every collection adds to. */
const GROWING = [
  "account_days",
  "account_profiles",
  "account_totals",
  "audience",
  "calls",
  "comment_walks",
  "comments",
  "gaps",
  "media",
  "media_insights",
  "restatements",
];

interface Read {
  readonly model: ReportModel;
  /** Rows handed over, by question. */
  readonly rows: Readonly<Record<string, number>>;
  /** Steps of all statements' plans. */
  readonly steps: readonly string[];
}

let folder = "";
const reads: Read[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gazette-history-"));
  for (const weeks of WEEKS) reads.push(await readAfter(weeks));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function readAfter(weeks: number): Promise<Read> {
  const path = join(folder, `${weeks}.db`);
  await fillHistory(path, ACCOUNTS, weeks);
  const database = new DatabaseSync(path);
  const steps = new Set<string>();
  const queries = new Kysely<Schema>({
    dialect: createSqliteDialect({ database, path, lockWaitMs: 1_000 }),
    log: ({ query }) => {
      for (const step of explain(database, query)) steps.add(step);
    },
  });
  const rows: Record<string, number> = {};
  const model = await buildModel(
    countRows(createReader(queries), rows),
    options({ span: HISTORY_WEEK, now: HISTORY_NOW }),
  );
  await queries.destroy();
  return { model, rows, steps: [...steps] };
}

function countRows(reader: DatasetReader, rows: Record<string, number>): DatasetReader {
  return new Proxy(reader, {
    get: (target, name: keyof DatasetReader & string) => {
      const ask = target[name] as (...question: readonly unknown[]) => Promise<unknown>;
      return async (...question: readonly unknown[]) => {
        const answer = await ask(...question);
        rows[name] = (rows[name] ?? 0) + (Array.isArray(answer) ? answer.length : 1);
        return answer;
      };
    },
  });
}

function explain(database: DatabaseSync, { sql, parameters }: CompiledQuery): readonly string[] {
  const plan = database.prepare(`explain query plan ${sql}`).all(...(parameters as readonly SQLInputValue[]));
  return plan.map(({ detail }) => String(detail));
}

describe("a report of the last week", () => {
  it("reads as many rows however long collections have been going on", () => {
    // Runs are one for all accounts, and the newest 200 of them are read.
    const [first, ...others] = reads.map(({ rows }): Read["rows"] => ({ ...rows, runs: 0 }));
    expect(first?.mediaInsights).toBeGreaterThan(ACCOUNTS * 100);
    expect(first?.commentWalks).toBeGreaterThan(0);
    for (const other of others) expect(other).toEqual(first);
  });

  it("finds those rows without walking through a table", () => {
    const [read] = reads;
    const walked = (read?.steps ?? []).filter((step) => GROWING.some((table) => step === `SCAN ${table}`));
    expect(walked).toEqual([]);
    // The plans were really looked at.
    expect(read?.steps.some((step) => step.startsWith("SEARCH gaps USING INDEX gaps_by_end"))).toBe(true);
  });

  it("says the same, to the letter", () => {
    const [first, ...others] = reads.map(({ model }) => model);
    expect(first?.accounts).toBe(ACCOUNTS);
    for (const other of others) expect(other.reportId).toBe(first?.reportId);
  });
});
