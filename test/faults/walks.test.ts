// Trouble that comes from the world itself: posts that appear and vanish under a reader, peculiar servers, two tokens.
import { beforeAll, describe, expect, it } from "vitest";
import { type Fault, parseFaultList, type SandboxOptions, type SandboxSettings } from "../../src/sandbox/index.ts";
import { compareAccount, isFree } from "./compare.ts";
import { type Dataset, type FaultHouse, openFaultHouse, readDataset, teachPageSize } from "./fault-house.ts";

const STRUCK = { username: "kaffee_nord.hamburg", accountId: "17841400000000002" };
const PLAIN = { aliases: "refused" } as const;

async function openServices(options: SandboxOptions = {}): Promise<FaultHouse> {
  const house = await openFaultHouse(options);
  await teachPageSize(house.store, 5);
  return house;
}

const read = ({ store, sandbox }: FaultHouse): Promise<Dataset> => readDataset(store, sandbox.url);
const atSecondPage = (kind: Fault["kind"]): Fault => ({
  kind,
  match: { account: STRUCK.username, path: "/media$", nth: 2 },
});
const withoutFree = (dataset: Dataset): Dataset =>
  new Map([...dataset].map(([accountId, rows]) => [accountId, rows.filter((row) => !isFree(row))]));

let clean: Dataset;
beforeAll(async () => {
  await using house = await openServices({ settings: PLAIN });
  await house.run();
  clean = await read(house);
});

describe("a post that is deleted while its list is walked", () => {
  it("makes the cursor stale; the walk begins anew, and no other post is lost", async () => {
    await using house = await openServices({ settings: PLAIN, faults: [atSecondPage("media-deleted")] });
    const outcome = await house.run();
    expect(outcome.calls).toBe(house.sandbox.callsCounted());
    expect(house.sandbox.log().filter(({ status }) => status === 400).length).toBeGreaterThan(0);
    for (const [accountId, rows] of clean) {
      const wild = (await read(house)).get(accountId);
      // What was read of it before stays: it was true then.
      expect(wild).toEqual(rows);
    }
  });

  it("asked alone is a gap of its own: gone", async () => {
    const settings = { nestedInsights: "refused" } as const;
    await using calm = await openServices({ settings });
    await calm.run();
    const faults: readonly Fault[] = [{ kind: "media-deleted", match: { path: "^/179\\d+/insights$", nth: 4 } }];
    await using house = await openServices({ settings, faults });
    await house.run();
    const [before, wild] = [await read(calm), await read(house)];
    const differences = [...before.keys()].map((accountId) => compareAccount(before, wild, accountId));
    expect(differences.flatMap(({ holes, invented }) => [...holes, ...invented])).toEqual([]);
    const gaps = differences.flatMap(({ newGaps }) => newGaps);
    expect(new Set(gaps.map(({ media_id }) => media_id)).size).toBe(1);
    for (const gap of gaps) expect(gap).toMatchObject({ reason: "gone", code: "100/33" });
  });
});

describe("a post that appears while the list is walked", () => {
  it("neither doubles nor hides another", async () => {
    await using house = await openServices({ settings: PLAIN, faults: [atSecondPage("media-added")] });
    await house.run();
    expect(await read(house)).toEqual(clean);
  });

  it("before the walk is collected with its figures", async () => {
    const faults: readonly Fault[] = [{ kind: "media-added", match: { account: STRUCK.username, nth: 1 } }];
    await using house = await openServices({ settings: PLAIN, faults });
    await house.run();
    const wild = await read(house);
    for (const [accountId, rows] of clean) {
      const more = (wild.get(accountId) ?? []).filter((row) => !rows.includes(row));
      const tables = new Set(more.map((row) => row.split(" ")[0]));
      expect([...tables]).toEqual(accountId === STRUCK.accountId ? ["media", "media_insights"] : []);
    }
  });
});

describe("a peculiar server", () => {
  it.each(["limit-ignored", "size-guard", "clock-skew", "no-usage-headers", "aliases-refused", "nested-refused"])(
    "%s gives the same dataset",
    async (word) => {
      const { settings } = parseFaultList(word);
      await using house = await openServices({ settings: { ...PLAIN, ...settings } as Partial<SandboxSettings> });
      const outcome = await house.run();
      expect(outcome.calls).toBe(house.sandbox.callsCounted());
      if (word === "clock-skew") {
        // Two hours ahead its posts are older and its figures larger; what is there stays the same.
        expect((await read(house)).get(STRUCK.accountId)?.length).toBeGreaterThan(100);
        expect(outcome.gaps).toBeLessThan(30);
        return;
      }
      const wild = withoutFree(await read(house));
      // Posts asked one by one are asked for more than fits all of a page: the rest is the same.
      const isMore = word === "nested-refused";
      for (const [accountId, rows] of withoutFree(clean)) {
        const came = wild.get(accountId) ?? [];
        expect(isMore ? rows.filter((row) => !came.includes(row)) : came).toEqual(isMore ? [] : rows);
      }
    },
  );
});
