// Each kind of trouble × a whole collection (RELIABILITY V4, V5, V17, V18): what heals leaves no trace, what does not
// costs the account it struck and nobody else, and every hole is a gap with its reason.
import { beforeAll, describe, expect, it } from "vitest";
import type { Fault, FaultKind, SandboxSettings } from "../../src/sandbox/index.ts";
import { FAULT_KINDS } from "../../src/sandbox/index.ts";
import { compareAccount } from "./compare.ts";
import { type Dataset, type FaultHouse, listAsked, openFaultHouse, readDataset, teachPageSize } from "./fault-house.ts";

const STRUCK = { username: "kaffee_nord.hamburg", accountId: "17841400000000002" };

/** What becomes of a fault that lasts: gaps with this reason, a pause after which the run goes on, or nothing. */
type Lasting = { readonly reason: string } | "pauses" | "heals";

const KINDS: Readonly<Record<Exclude<FaultKind, "refusal" | "media-deleted" | "media-added">, Lasting>> = {
  "http-500": { reason: "unanswered" },
  "html-502": { reason: "unanswered" },
  "html-200": { reason: "unanswered" },
  "empty-body": { reason: "unanswered" },
  "code-1": { reason: "unanswered" },
  "code-1-reduce": { reason: "unanswered" },
  "code-2": { reason: "unanswered" },
  reset: { reason: "unanswered" },
  truncated: { reason: "unanswered" },
  hang: { reason: "unanswered" },
  "throttle-4": "pauses",
  "throttle-17": "pauses",
  "throttle-32": "pauses",
  "throttle-613": "pauses",
  "throttle-80002": "pauses",
  blocked: "pauses",
  "token-expired": { reason: "token-unusable" },
  "token-revoked": { reason: "token-unusable" },
  "needs-page-token": { reason: "not-permitted" },
  "not-permitted": { reason: "not-permitted" },
  "missing-permission": { reason: "not-permitted" },
  "page-lost": { reason: "not-permitted" },
  "not-found": { reason: "gone" },
  "before-conversion": { reason: "before-conversion" },
  "not-enough-users": { reason: "below-threshold" },
  "stale-cursor": { reason: "unanswered" },
  "repeated-row": "heals",
  "others-use": "heals",
  "others-use-account": "heals",
};
const NAMES = Object.keys(KINDS) as readonly (keyof typeof KINDS)[];
/** Their scope is the token: the connection's other accounts are lost with it. */
const TOKEN_KINDS: readonly FaultKind[] = ["token-expired", "token-revoked"];
/** Not tried again, even if once would have been enough. */
const FINAL_KINDS: readonly FaultKind[] = [...TOKEN_KINDS, "page-lost"];

const FORMS: readonly (readonly [name: string, settings: Partial<SandboxSettings>])[] = [
  ["an account in one request", {}],
  ["a request a block", { aliases: "refused" }],
  ["a request a post", { nestedInsights: "refused" }],
];

async function openServices(settings: Partial<SandboxSettings>, faults: readonly Fault[] = []): Promise<FaultHouse> {
  const house = await openFaultHouse({ accounts: 3, settings, faults });
  await teachPageSize(house.store, 5);
  return house;
}

const read = ({ store, sandbox }: FaultHouse): Promise<Dataset> => readDataset(store, sandbox.url);

it("knows every fault there is", () => {
  const elsewhere = ["refusal", "media-deleted", "media-added"];
  expect([...NAMES, ...elsewhere].toSorted()).toEqual([...FAULT_KINDS].toSorted());
});

describe.each(FORMS)("%s", (_name, settings) => {
  let clean: Dataset;
  beforeAll(async () => {
    await using house = await openServices(settings);
    await house.run();
    clean = await read(house);
  });

  it.each(NAMES.filter((kind) => !FINAL_KINDS.includes(kind)))(
    "%s once is healed or costs its own question",
    async (kind) => {
      await using house = await openServices(settings, [{ kind, match: { account: STRUCK.username, nth: 1 } }]);
      const outcome = await house.run();
      expect(outcome.calls).toBe(house.sandbox.callsCounted());
      const struck = await read(house);
      expectOnlyStruck(clean, struck);
      expect(outcome.outcome).toBe(diffText(clean, struck).length === 0 ? "complete" : "partial");
    },
  );

  it.each(NAMES)("%s that lasts on one account", async (kind) => {
    const lasting = KINDS[kind];
    await using house = await openServices(settings, [{ kind, match: { account: STRUCK.username, from: 1 } }]);
    const outcome = await house.run();
    expect(outcome.calls).toBe(house.sandbox.callsCounted());
    const wild = await read(house);
    if (lasting === "heals") {
      expect(wild).toEqual(clean);
      return;
    }
    if (lasting === "pauses") {
      expect(outcome.outcome).toBe("paused");
      // What a run does not ask it tells once it is through.
      expectOthersEqual(withoutNotAsked(clean), withoutNotAsked(wild));
    } else {
      expect(outcome.outcome).toBe("partial");
      if (!TOKEN_KINDS.includes(kind)) expectOthersEqual(clean, wild);
      for (const accountId of clean.keys()) {
        const { holes, invented, newGaps } = compareAccount(clean, wild, accountId);
        expect({ accountId, holes, invented }).toEqual({ accountId, holes: [], invented: [] });
        for (const gap of newGaps) expect(gap).toMatchObject({ reason: lasting.reason });
      }
      expect(compareAccount(clean, wild, STRUCK.accountId).newGaps.length).toBeGreaterThan(0);
    }
    // When the trouble is over, another run makes the dataset whole.
    house.sandbox.clearFaults();
    house.clock.advance(lasting === "pauses" ? 8 * 3_600_000 : 60_000);
    const answered = new Set(listAsked(house.sandbox.log().filter(({ status }) => status === 200)));
    const before = house.sandbox.log().length;
    await house.run();
    expect(diffText(clean, await read(house))).toEqual([]);
    if (lasting === "pauses") {
      const again = listAsked(house.sandbox.log().slice(before)).filter((asked) => answered.has(asked));
      expect(again).toEqual([]);
    }
  });
});

function expectOthersEqual(clean: Dataset, wild: Dataset): void {
  for (const [accountId, rows] of clean) if (accountId !== STRUCK.accountId) expect(wild.get(accountId)).toEqual(rows);
}

function withoutNotAsked(dataset: Dataset): Dataset {
  return new Map([...dataset].map(([id, rows]) => [id, rows.filter((row) => !row.includes('"not-asked"'))] as const));
}

function expectOnlyStruck(clean: Dataset, wild: Dataset): void {
  expectOthersEqual(clean, wild);
  const { holes, invented } = compareAccount(clean, wild, STRUCK.accountId);
  expect({ holes, invented }).toEqual({ holes: [], invented: [] });
}

/** Rows that only one of the two has. */
function diffText(clean: Dataset, wild: Dataset): readonly string[] {
  return [...clean.keys()].flatMap((accountId) => {
    const [was, is] = [clean.get(accountId) ?? [], wild.get(accountId) ?? []];
    return [
      ...was.filter((row) => !is.includes(row)).map((row) => `- ${row}`),
      ...is.filter((row) => !was.includes(row)).map((row) => `+ ${row}`),
    ];
  });
}
