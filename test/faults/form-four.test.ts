// A server that will not nest insights in a list (form 4): the lesson is paid once a connection, and a second run asks
// for what is due and for nothing else (CALL-COST §4.5, RELIABILITY M1).
import { describe, expect, it } from "vitest";
import type { LoggedCall, SandboxSettings } from "../../src/sandbox/index.ts";
import { type FaultHouse, listAsked, openFaultHouse } from "./fault-house.ts";

const DAY_MS = 86_400_000;
const REFUSED = { nestedInsights: "refused", aliases: "refused" } as const satisfies Partial<SandboxSettings>;
const ACCOUNTS = 6;
const COLLECT = { rereadDays: 3, concurrency: 3 } as const;

const isNested = ({ path, parameters }: LoggedCall): boolean =>
  /\/(media|stories)$/.test(path) && /insights/.test(parameters.fields ?? "");
const isSingle = ({ path }: LoggedCall): boolean => /\/17\d+\/insights$/.test(path) && !path.includes("/178414");
const isRefused = ({ status }: LoggedCall): boolean => status === 400;

async function run(house: FaultHouse): Promise<readonly LoggedCall[]> {
  const before = house.sandbox.log().length;
  await house.run({ collect: COLLECT });
  return house.sandbox.log().slice(before);
}

async function learnForm(house: FaultHouse, form: "1" | "3"): Promise<void> {
  if (form === "1") return;
  const learntAt = house.clock.now().toISOString();
  await house.store.learn({ connection: "agency", topic: "form", finding: form, message: "", learntAt });
}

describe.each(["1", "3"] as const)("a server that nests nothing, tried from form %s", (form) => {
  it("is asked for nested insights once, however many accounts and pages follow", async () => {
    await using house = await openFaultHouse({ accounts: ACCOUNTS, settings: REFUSED });
    await learnForm(house, form);
    const calls = await run(house);
    expect(calls.filter(isNested)).toHaveLength(1);
    expect(calls.filter(isSingle).length).toBeGreaterThan(50);
    const asked = listAsked(calls);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it("is not tried again in the next run, which asks for due posts alone and forgets nothing", async () => {
    await using house = await openFaultHouse({ accounts: ACCOUNTS, settings: REFUSED });
    await learnForm(house, form);
    await run(house);
    house.clock.advance(DAY_MS);
    const growingSince = new Date(house.clock.now().getTime() - COLLECT.rereadDays * DAY_MS).toISOString();
    const refusedBefore = (await readGaps(house)).filter(({ reason }) => reason === "metric-refused");
    const calls = await run(house);
    expect(calls.filter(isNested)).toEqual([]);
    const growing = await house.store.read
      .accounts()
      .then((accounts) =>
        Promise.all(
          accounts.map(({ accountId }) =>
            house.store.read.media(accountId, growingSince, house.clock.now().toISOString()),
          ),
        ),
      );
    const due = growing.flat().length;
    const unread = new Set(refusedBefore.flatMap(({ mediaId }) => (mediaId === undefined ? [] : [mediaId])));
    expect(calls.filter(isSingle).length).toBeLessThanOrEqual(due + unread.size + calls.filter(isRefused).length);
    expect(calls.filter(isSingle).length).toBeGreaterThan(0);
  });

  it("is tried again after eight days, by one account", async () => {
    await using house = await openFaultHouse({ accounts: ACCOUNTS, settings: REFUSED });
    await learnForm(house, form);
    await run(house);
    house.clock.advance(8 * DAY_MS);
    const calls = await run(house);
    expect(calls.filter(isNested)).toHaveLength(1);
  });
});

async function readGaps({ store }: FaultHouse) {
  return await store.read.gaps({ from: "2026-10-01", to: "2026-11-30" });
}

describe("a server that nests after all", () => {
  it("is taken at its word when the lesson has aged: nested again, a call a page", async () => {
    await using house = await openFaultHouse({ accounts: ACCOUNTS, settings: REFUSED });
    await run(house);
    house.clock.advance(9 * DAY_MS);
    house.sandbox.configure({ nestedInsights: "allowed" });
    const calls = await run(house);
    expect(calls.filter(isNested).length).toBeGreaterThanOrEqual(ACCOUNTS);
    expect(calls.filter(isSingle)).toEqual([]);
  });
});

describe("one post that spoils its page", () => {
  it("is no reason to give up nesting for the others", async () => {
    await using house = await openFaultHouse({ accounts: ACCOUNTS, settings: { aliases: "refused" } });
    const words = "(#100) Invalid parameter";
    const [account] = house.sandbox.world.accounts;
    const refusal = { httpStatus: 400, code: 100, message: words };
    // The page and every group with more than one post are refused; the last single one, too.
    house.sandbox.injectFaults([
      { kind: "refusal", refusal, match: { account: account?.username ?? "", path: "/media$", times: 2 } },
    ]);
    await run(house);
    const lessons = (await house.store.lessons()).filter(({ topic }) => topic === "nested-insights");
    expect(lessons.map(({ finding }) => finding)).toEqual(["answered"]);
  });
});
