// SQLite's way (RELIABILITY §6.2): the n-th call or the n-th write fails, once or from then on, for n = 1, 2, 3 … until a
// run passes without reaching it (GAZETTE_EVERY_N=1; else every third from the sixth on). Afterwards an undisturbed run must leave what an undisturbed one leaves (V2, V3).
import { beforeAll, describe, expect, it } from "vitest";
import type { FaultKind, SandboxSettings } from "../../src/sandbox/index.ts";
import { type Store, StoreError } from "../../src/store/index.ts";
import { isFree } from "./compare.ts";
import {
  type Dataset,
  type FaultHouse,
  listAsked,
  openFaultHouse,
  readDataset,
  replaceKeep,
  teachPageSize,
} from "./fault-house.ts";

const ONE_REQUEST = {};
const A_REQUEST_A_BLOCK = { aliases: "refused" } as const;
/** More than any of these runs needs. */
const MOST_OPERATIONS = 120;
const STRIDE = process.env.GAZETTE_EVERY_N === "1" ? 1 : 3;
const next = (nth: number): number => nth + (nth < 6 ? 1 : STRIDE);

async function openServices(settings: Partial<SandboxSettings>): Promise<FaultHouse> {
  const house = await openFaultHouse({ accounts: 2, settings });
  await teachPageSize(house.store, 12);
  return house;
}

const read = ({ store, sandbox }: FaultHouse): Promise<Dataset> => readDataset(store, sandbox.url);

async function runClean(settings: Partial<SandboxSettings>): Promise<Dataset> {
  await using house = await openServices(settings);
  await house.run();
  return await read(house);
}

const withoutFree = (dataset: Dataset): Dataset =>
  new Map([...dataset].map(([accountId, rows]) => [accountId, rows.filter((row) => !isFree(row))]));

/** Runs once more without trouble and checks the promises. `answered` are the calls that may not be asked again. */
async function expectWhole(house: FaultHouse, clean: Dataset, answered: ReadonlySet<string>): Promise<void> {
  house.sandbox.clearFaults();
  const before = house.sandbox.log().length;
  await house.run();
  const again = listAsked(house.sandbox.log().slice(before)).filter((asked) => answered.has(asked));
  expect(again).toEqual([]);
  expect(withoutFree(await read(house))).toEqual(withoutFree(clean));
}

describe.each([
  ["an account in one request", ONE_REQUEST],
  ["a request a block", A_REQUEST_A_BLOCK],
] as const)("%s: the n-th call", (_name, settings) => {
  let clean: Dataset;
  beforeAll(async () => {
    clean = await runClean(settings);
  });

  const kinds: readonly FaultKind[] = ["http-500", "throttle-17", "token-revoked", "not-permitted"];

  it.each(kinds)("fails with %s, once", async (kind) => {
    let reached = 0;
    for (let nth = 1; nth < MOST_OPERATIONS; nth = next(nth)) {
      await using house = await openServices(settings);
      house.sandbox.injectFaults([{ kind, match: { nth } }]);
      const outcome = await house.run().catch((error: unknown) => error);
      if (house.sandbox.log().length < nth) break;
      reached = nth;
      const isPaused = (outcome as { readonly outcome?: string }).outcome === "paused";
      await expectWhole(house, clean, isPaused ? listAnswered(house) : new Set());
    }
    expect(reached).toBeGreaterThan(2);
    expect(reached).toBeLessThan(MOST_OPERATIONS - STRIDE);
  });

  it.each(["reset", "token-revoked"] as const)("and all after it fail with %s", async (kind) => {
    let reached = 0;
    for (let nth = 1; nth < MOST_OPERATIONS; nth = next(nth)) {
      await using house = await openServices(settings);
      house.sandbox.injectFaults([{ kind, match: { from: nth } }]);
      const outcome = await house.run().catch((error: unknown) => error);
      if (house.sandbox.log().length < nth) break;
      reached = nth;
      const isPaused = (outcome as { readonly outcome?: string }).outcome === "paused";
      house.clock.advance(isPaused ? 5 * 3_600_000 : 60_000);
      await expectWhole(house, clean, isPaused ? listAnswered(house) : new Set());
    }
    expect(reached).toBeGreaterThan(2);
    expect(reached).toBeLessThan(MOST_OPERATIONS - STRIDE);
  });

  it.each(["once", "from then on"] as const)(
    "write fails, %s: what was acknowledged before is not asked again",
    async (how) => {
      let reached = 0;
      for (let nth = 1; nth < MOST_OPERATIONS; nth = next(nth)) {
        await using house = await openServices(settings);
        const acknowledged = new Set<string>();
        const broken = breakStore(house, nth, how, acknowledged);
        await house.run({ store: broken.store, collect: { concurrency: 1 } }).catch((error: unknown) => {
          expect(error).toBeInstanceOf(StoreError);
        });
        if (broken.writes() < nth) break;
        reached = nth;
        await expectWhole(house, clean, acknowledged);
      }
      expect(reached).toBeGreaterThan(3);
      expect(reached).toBeLessThan(MOST_OPERATIONS - STRIDE);
    },
  );
});

function listAnswered({ sandbox }: FaultHouse): ReadonlySet<string> {
  return new Set(listAsked(sandbox.log().filter(({ status }) => status === 200)));
}

/**
 * The store whose n-th `keep` throws. A call is acknowledged when the `keep` that holds it has returned; with one call at
 * a time that is every answered call logged by then.
 */
function breakStore(
  { store, sandbox }: FaultHouse,
  nth: number,
  how: "once" | "from then on",
  acknowledged: Set<string>,
): { readonly store: Store; readonly writes: () => number } {
  let writes = 0;
  const broken = replaceKeep(store, async (count, write) => {
    writes = count;
    if (how === "once" ? count === nth : count >= nth) {
      throw new StoreError({ code: "STORE_FULL", sentence: "Could not write: the disk is full." });
    }
    await write();
    for (const asked of listAsked(sandbox.log().filter(({ status }) => status === 200))) acknowledged.add(asked);
  });
  return { store: broken, writes: () => writes };
}
