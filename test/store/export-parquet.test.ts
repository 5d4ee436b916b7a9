import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { exportParquet, type Store } from "../../src/store/index.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import type { ExportRow } from "../../src/store/store.ts";
import { engines } from "./engines.ts";
import {
  account,
  audiencePoint,
  batch,
  comment,
  day,
  exportAll,
  gap,
  keepAll,
  LATER,
  media,
  mediaPoint,
  TAKEN_AT,
  total,
} from "./records.ts";
import { createTestStores } from "./test-store.ts";

async function writeFile(parts: AsyncIterable<Uint8Array>): Promise<ArrayBuffer> {
  const held: Uint8Array[] = [];
  for await (const part of parts) held.push(part);
  return joinParts(held);
}

function joinParts(parts: readonly Uint8Array[]): Promise<ArrayBuffer> {
  return new Blob(parts.map((part) => Uint8Array.from(part))).arrayBuffer();
}

/** Rows as another program reads them; its bigints as the numbers they were. */
async function readRows(file: ArrayBuffer): Promise<readonly Record<string, unknown>[]> {
  const rows = await parquetReadObjects({ file });
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, typeof value === "bigint" ? Number(value) : value]),
    ),
  );
}

/** "username UTF8", "cost INT64": every column as the file declares it. */
function listColumnTypes(file: ArrayBuffer): readonly string[] {
  const [, ...columns] = parquetMetadata(file).schema;
  return columns.map(({ name, type, converted_type }) => `${name} ${converted_type ?? type}`);
}

async function fill(store: Store): Promise<void> {
  await store.keepDiscovery([account({ name: "Bäckerei 🥐", followersCount: 12 })], []);
  const call = {
    connection: "agency",
    pool: "calls",
    cost: 3,
    perHour: 9,
    path: "me",
  } as const;
  const reserved = await store.ledger.reserve(call);
  if (reserved.granted) await store.ledger.settle(reserved.callId, { httpStatus: 200, usedPercent: 1.5 });
  await keepAll(store, [
    batch({ accounts: [account({ takenAt: LATER })], days: [day({ value: 9_007_199_254 }), day({ metric: "views" })] }),
    batch({ totals: [total()], audience: [audiencePoint()], gaps: [gap({ metric: undefined, code: "100" })] }),
    batch({ media: [media({ isCommentEnabled: false, likeCount: 0 }), media({ mediaId: "2", caption: "" })] }),
    batch({ mediaInsights: [mediaPoint(), mediaPoint({ value: 0.25, takenAt: LATER })] }),
    batch({ comments: [comment({ hidden: true }), comment({ commentId: "2" })] }),
  ]);
}

describe.each(engines)("the Parquet export on $name", ({ createPlace }) => {
  const stores = createTestStores(createPlace);

  it("holds the rows of every table as the export gives them, with history and without", async () => {
    const store = await stores.open();
    await fill(store);
    for (const table of Object.keys(store.tables)) {
      for (const history of [false, true]) {
        const file = await writeFile(exportParquet(store, table, { history }));
        expect(await readRows(file), table).toEqual(await exportAll(store, table, history));
      }
    }
  });

  it("declares every column with the type it has in the store, of an empty table too", async () => {
    const { url } = await stores.newPlace();
    const store = await stores.open({ url });
    const { database } = await openDatabase(url);
    const stored = await database.queries.introspection.getTables();
    await database.close();
    const integers = /^(bigint|int8)$/;
    const reals = /^(double precision|float8)$/;
    for (const [name, columns] of Object.entries(store.tables)) {
      const file = await writeFile(exportParquet(store, name));
      const typed = columns.map((column) => {
        const type = stored.find((table) => table.name === name)?.columns.find((one) => one.name === column)?.dataType;
        if (["is_comment_enabled", "hidden", "kept"].includes(column)) return `${column} BOOLEAN`;
        if (integers.test(type ?? "")) return `${column} INT64`;
        return `${column} ${reals.test(type ?? "") ? "DOUBLE" : "UTF8"}`;
      });
      expect(listColumnTypes(file)).toEqual(typed);
      expect(await readRows(file)).toEqual([]);
    }
  });

  it("refuses a table that is not exported", async () => {
    const store = await stores.open();
    await expect(writeFile(exportParquet(store, "run_progress"))).rejects.toThrow(RangeError);
  });
});

describe("a long Parquet export", () => {
  it("is written group by group, reading no further ahead", async () => {
    let read = 0;
    async function* exportRows(): AsyncGenerator<ExportRow> {
      for (; read < 45_000; read += 1) {
        yield { account_id: "1", day: `day ${read}`, metric: "reach", value: read / 2, taken_at: TAKEN_AT };
      }
    }
    const parts: Uint8Array[] = [];
    const readWhen: number[] = [];
    for await (const part of exportParquet({ exportRows }, "account_days")) {
      parts.push(part);
      readWhen.push(read);
    }
    expect(readWhen).toEqual([19_999, 39_999, 45_000, 45_000]);
    const file = await joinParts(parts);
    expect(parquetMetadata(file).row_groups.map((group) => Number(group.num_rows))).toEqual([20_000, 20_000, 5_000]);
    const rows = await readRows(file);
    expect(rows).toHaveLength(45_000);
    expect(rows.every((row, index) => row.day === `day ${index}` && row.value === index / 2)).toBe(true);
  });
});
