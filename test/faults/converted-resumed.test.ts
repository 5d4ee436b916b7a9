// An account with posts from before its conversion to a business account, read by a process that ends after its n-th write
// and by another that goes on: what refused the figures of one post refuses those of all older ones, and none is asked (V2).
import { expect, it } from "vitest";
import { createWorld } from "../../src/sandbox/index.ts";
import { type Store, StoreError } from "../../src/store/index.ts";
import { type FaultHouse, listAsked, NOW, openFaultHouse, replaceKeep } from "./fault-house.ts";

/** The sandbox's account that was converted in the weeks that are read. */
const CONVERTED = 3;

const open = (): Promise<FaultHouse> =>
  openFaultHouse({ world: createWorld({ accounts: CONVERTED + 1, users: [{ accounts: [CONVERTED] }], now: NOW }) });

const listRefused = ({ sandbox }: FaultHouse): readonly string[] =>
  listAsked(sandbox.log().filter(({ status }) => status !== 200)).toSorted();

it.each([35, 365])(
  "costs the same refused calls after whichever write it is taken over, read %i days back",
  async (mediaDays) => {
    await using undisturbed = await open();
    await undisturbed.run({ collect: { mediaDays } });
    const refused = listRefused(undisturbed);
    // One of a post alone, however many pages of older ones follow; the others are lists that hold such a post.
    expect(refused.filter((asked) => asked.includes("/insights?"))).toHaveLength(1);
    let reached = 0;
    for (let nth = 1; nth === reached + 1; nth += 1) {
      await using house = await open();
      const ending = endAfter(house.store, nth);
      await house.run({ store: ending.store, collect: { mediaDays, concurrency: 1 } }).catch((error: unknown) => {
        expect(error).toBeInstanceOf(StoreError);
      });
      if (ending.writes() < nth) break;
      reached = nth;
      await house.run({ collect: { mediaDays } });
      expect(listRefused(house), `after write ${nth}`).toEqual(refused);
    }
    expect(reached).toBeGreaterThan(5);
  },
);

/** The store whose n-th `keep` is the last thing that is done with it. */
function endAfter(store: Store, nth: number): { readonly store: Store; readonly writes: () => number } {
  let writes = 0;
  const ending = replaceKeep(store, async (count, write) => {
    writes = count;
    if (count <= nth) await write();
    if (count >= nth) throw new StoreError({ code: "STORE_FULL", sentence: "The process has ended." });
  });
  return { store: ending, writes: () => writes };
}
