// How each connection is, from the collection to the operator's mailbox: a lost connection, a lost role, a token near its end,
// little that came; once each, and once when it is over.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openServices, toCollectOptions } from "../../src/cli/compose.ts";
import { listTroubles } from "../../src/cli/run/list-troubles.ts";
import { openNotices } from "../../src/cli/run/notices.ts";
import { type Operation, readOperation } from "../../src/cli/run/read-operation.ts";
import { readTokenMemory, rememberToken } from "../../src/cli/run/token-memory.ts";
import { lookAtTokens } from "../../src/cli/run/token-watch.ts";
import { tellTroubles } from "../../src/cli/run/troubles.ts";
import { EVERYBODY, toFilter } from "../../src/cli/selection.ts";
import { collect } from "../../src/collect/index.ts";
import { loadSettings, type Settings } from "../../src/config/index.ts";
import { createWorld, startSandbox } from "../../src/sandbox/index.ts";
import { openStore } from "../../src/store/index.ts";
import { FakeClock } from "../support/fake-clock.ts";

const DAY_MS = 86_400_000;
const signal = new AbortController().signal;

async function openOperation() {
  const clock = new FakeClock("2026-11-23T12:00:00.000Z");
  const world = createWorld({ accounts: 2, seed: 7, now: clock.now(), users: [{}, {}] });
  const sandbox = await startSandbox({
    world,
    now: () => clock.now(),
    settings: { callsPerHour: 100_000, pictures: "none" },
  });
  const folder = await mkdtemp(join(tmpdir(), "gazette-operation-"));
  const configure = async (studioToken: string): Promise<Settings> => {
    await writeFile(
      join(folder, "gazette.yaml"),
      [
        `graph: { url: ${sandbox.url} }`,
        "connections:",
        "  - { name: agency, token: '${GAZETTE_TOKEN}', callsPerHour: 10000 }",
        "  - { name: studio, token: '${STUDIO}', callsPerHour: 9000 }",
        "store: { url: 'sqlite:gazette.db' }",
        "delivery: { smtp: '${SMTP}', from: reports@acme.test, operator: ops@acme.test }",
      ].join("\n"),
    );
    const env = { GAZETTE_TOKEN: sandbox.token, STUDIO: studioToken, SMTP: "smtp://127.0.0.1:1?tls=off" };
    return loadSettings({ cwd: folder, file: "gazette.yaml", env });
  };
  const settings = await configure("EAAdead");
  const store = await openStore({ url: settings.store.url.reveal(), clock });
  onTestFinished(async () => {
    await store.close();
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });
  const run = async (
    now: Settings,
    days = { from: "2026-11-16", to: "2026-11-22" },
    include = ["*"],
    storiesOnly = false,
  ) => {
    await using services = await openServices(now, clock, { whenSpent: "stop" });
    const filter = { ...toFilter(now, EVERYBODY), include };
    const options = { ...toCollectOptions(now, days), filter, pictures: false, concurrency: 1, storiesOnly };
    return await collect(services, options, signal);
  };
  const listMails = async (): Promise<readonly string[]> => {
    const subjects: string[] = [];
    for (let claim = await store.outbox.claim(); claim !== undefined; claim = await store.outbox.claim()) {
      subjects.push(claim.letter.subject);
      await claim.settle({ state: "sent", message: "250 ok" });
    }
    return subjects.toSorted();
  };
  const studioToken = world.users[1]?.token ?? "";
  return { clock, sandbox, store, settings, configure, run, listMails, studioToken };
}

describe("a connection whose token is dead", () => {
  it("is lost, told once, and told once more when it is back", async () => {
    const { clock, studioToken, store, settings, configure, run, listMails } = await openOperation();
    const { outcome, answered } = await run(settings);
    expect([outcome, answered]).toEqual(["partial", 2]);
    const { connections } = await readOperation(settings, store, clock.now());
    expect(connections).toMatchObject([
      { connection: "agency", failure: null, accountsAsked: 2, accountsAnswered: 2, lastSuccessAt: expect.any(String) },
      { connection: "studio", failure: expect.stringMatching(/access token/i), lastSuccessAt: null },
    ]);
    expect(connections[0]?.coverage).toBeGreaterThan(0.9);
    expect((await tellTroubles(settings, store, clock.now())).reasons).toEqual([
      expect.stringMatching(/^Connection "studio" is lost\./),
    ]);
    await tellTroubles(settings, store, clock.now());
    expect(await listMails()).toEqual(["Connection lost: studio"]);
    clock.advance(7 * DAY_MS);
    const mended = await configure(studioToken);
    await run(mended, { from: "2026-11-23", to: "2026-11-29" });
    expect((await tellTroubles(mended, store, clock.now())).reasons).toEqual([]);
    await tellTroubles(mended, store, clock.now());
    expect(await listMails()).toEqual(["Over: Connection lost: studio"]);
  });

  it("is not told again by each slot that fails for it, but the report that does not come is", async () => {
    const { clock, configure, run, store, listMails } = await openOperation();
    const { connections, ...rest } = await configure("EAAdead");
    const settings: Settings = { ...rest, connections: connections.slice(1) };
    await run(settings).catch(() => undefined);
    const operation = await tellTroubles(settings, store, clock.now());
    const notices = openNotices(settings, store);
    const fail = (job: string) => {
      const end = { outcome: "failed", message: "The token is dead." } as const;
      const period = { from: "2026-11-16", to: "2026-11-22" };
      notices.hear({ kind: "ended", job, slotAt: clock.now(), period, end, tookMs: 1 });
    };
    for (const job of ["stories", "sweep", "run"]) fail(job);
    await notices.queue(operation);
    expect(await listMails()).toEqual(["Connection lost: studio", "Failed: run, 2026-11-16..2026-11-22"]);
    fail("stories");
    await notices.queue({ ...operation, connections: [] });
    expect(await listMails()).toEqual(["Failed: stories, 2026-11-16..2026-11-22"]);
  });

  it("counts as no success where it is the only one and dies in the middle", async () => {
    const { clock, sandbox, store, settings, run } = await openOperation();
    await run(settings);
    clock.advance(7 * DAY_MS);
    sandbox.injectFaults([{ kind: "token-revoked", match: { path: "^/(178|me$)" } }]);
    const { outcome, answered } = await run(settings, { from: "2026-11-23", to: "2026-11-29" });
    expect([outcome, answered]).toEqual(["partial", 0]);
    const [agency] = (await readOperation(settings, store, clock.now())).connections;
    expect(agency).toMatchObject({ accountsAsked: 2, accountsAnswered: 0, coverage: 0 });
    expect(agency?.failure).not.toBeNull();
    expect(agency?.lastSuccessAt?.slice(0, 10)).toBe("2026-11-23");
  });
});

describe("a role that is lost", () => {
  it("is told of its account once, and once when it is back", async () => {
    const { clock, sandbox, store, settings, run, listMails } = await openOperation();
    const [one] = sandbox.world.accounts;
    sandbox.injectFaults([{ kind: "page-lost", match: { path: `^/${one?.id}` } }]);
    await run(settings);
    const { reasons } = await tellTroubles(settings, store, clock.now());
    expect(reasons.filter((reason) => reason.includes(`@${one?.username} was refused`)).length).toBe(1);
    expect(await listMails()).toEqual(["Connection lost: studio", "Little came: agency", "Role lost: agency"]);
    sandbox.clearFaults();
    clock.advance(7 * DAY_MS);
    await run(settings, { from: "2026-11-23", to: "2026-11-29" });
    await tellTroubles(settings, store, clock.now());
    await tellTroubles(settings, store, clock.now());
    expect(await listMails()).toEqual(["Over: Little came: agency", "Over: Role lost: agency"]);
  });
});

describe("a role that a look at the stories finds lost", () => {
  it("is told at once, stays so while it is refused, and is over once it is answered again", async () => {
    const { clock, sandbox, store, configure, run, listMails, studioToken } = await openOperation();
    const settings = await configure(studioToken);
    const [one] = sandbox.world.accounts;
    await run(settings);
    sandbox.injectFaults([{ kind: "page-lost", match: { path: `^/${one?.id}` } }]);
    const look = async (): Promise<readonly string[]> => {
      clock.advance(DAY_MS);
      await run(settings, undefined, ["*"], true);
      await tellTroubles(settings, store, clock.now());
      return listMails();
    };
    expect(await look()).toEqual(["Role lost: agency"]);
    expect([await look(), await look()]).toEqual([[], []]);
    sandbox.clearFaults();
    clock.advance(5 * DAY_MS);
    await run(settings, { from: "2026-11-23", to: "2026-11-29" });
    expect((await readOperation(settings, store, clock.now())).lostRoles).toEqual([]);
    await tellTroubles(settings, store, clock.now());
    expect(await listMails()).toEqual(["Over: Role lost: agency"]);
  });
});

describe("coverage", () => {
  it("does not suffer from what Meta tells for a limited time back", async () => {
    const { clock, store, configure, run, studioToken } = await openOperation();
    const settings = await configure(studioToken);
    await run(settings, { from: "2026-10-05", to: "2026-10-11" });
    const gaps: unknown[] = [];
    for await (const { reason } of store.exportRows("gaps")) gaps.push(reason);
    expect(gaps).toContain("beyond-range");
    expect((await readOperation(settings, store, clock.now())).connections[0]?.coverage).toBe(1);
  });
});

describe("a token", () => {
  it("is looked at once a day, counted down without a call, and told from 14 days on", async () => {
    const { clock, sandbox, store, settings } = await openOperation();
    const look = (): Promise<number> => lookAtTokens({ settings, clock }, signal);
    expect([await look(), await look()]).toEqual([2, 0]);
    const asked = (): number => sandbox.log().filter(({ path }) => path.endsWith("/debug_token")).length;
    expect(asked()).toBe(2);
    expect((await readOperation(settings, store, clock.now())).connections[1]?.failure).toMatch(/access token/i);
    clock.advance(DAY_MS);
    await look();
    expect(asked()).toBe(4);
    const endsAt = new Date(clock.now().getTime() + 14 * DAY_MS).toISOString();
    await rememberToken(
      store,
      "studio",
      { isValid: true, isInspected: true, dataAccessExpiresAt: endsAt },
      clock.now(),
    );
    expect((await readOperation(settings, store, clock.now())).connections[1]?.tokenDaysLeft).toBe(14);
    expect((await tellTroubles(settings, store, clock.now())).reasons).toEqual([]);
    clock.advance(1);
    const { reasons } = await tellTroubles(settings, store, clock.now());
    expect(reasons).toEqual([expect.stringMatching(/token of connection "studio" ends in 13 days/)]);
    expect([...readTokenMemory(await store.lessons()).keys()].toSorted()).toEqual(["agency", "studio"]);
  });
});

describe("a token near its end", () => {
  it("is not over because its connection is lost", async () => {
    const { clock, studioToken, store, settings, configure, run, listMails } = await openOperation();
    const working = await configure(studioToken);
    const endsAt = new Date(clock.now().getTime() + 5 * DAY_MS).toISOString();
    await run(working);
    const remember = (expiresAt?: string): Promise<void> =>
      rememberToken(store, "studio", { isValid: true, isInspected: true, expiresAt }, clock.now());
    await remember(endsAt);
    await tellTroubles(working, store, clock.now());
    expect(await listMails()).toEqual(["Token ends soon: studio"]);
    clock.advance(DAY_MS);
    await run(settings);
    await tellTroubles(settings, store, clock.now());
    expect(await listMails()).toEqual(["Connection lost: studio"]);
    clock.advance(DAY_MS);
    await run(working);
    await remember();
    await tellTroubles(working, store, clock.now());
    expect(await listMails()).toEqual(["Over: Connection lost: studio", "Over: Token ends soon: studio"]);
  });
});

describe("troubles", () => {
  const connection: Operation["connections"][number] = {
    connection: "agency",
    failure: null,
    lastSuccessAt: null,
    accountsAsked: 10,
    accountsAnswered: 9,
    coverage: 0.9,
    tokenDaysLeft: null,
    callsLeft: 5,
  };
  it.each([
    ["none", {}, 0.9, []],
    ["coverage below the threshold", { coverage: 0.8999 }, 0.9, ["coverage-low"]],
    ["a threshold of 0", { coverage: 0 }, 0, []],
    ["coverage that is not known", { coverage: null }, 0.9, []],
    ["a token of 13 days", { tokenDaysLeft: 13 }, 0.9, ["token-ending"]],
    ["a token of 14 days", { tokenDaysLeft: 14 }, 0.9, []],
    [
      "a lost connection, and nothing that follows from it",
      { failure: "x", coverage: 0, tokenDaysLeft: 0 },
      0.9,
      ["connection-lost"],
    ],
  ] as const)("%s", (_what, parts, threshold, kinds) => {
    const troubles = listTroubles(
      { connections: [{ ...connection, ...parts }], lostRoles: [], deadJobs: [] },
      threshold,
    );
    expect(troubles.map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe("a run about nobody", () => {
  it("is not complete", async () => {
    const { store, settings, run } = await openOperation();
    const alone = { ...settings, connections: settings.connections.slice(0, 1) } as Settings;
    const { outcome, accounts, message } = await run(alone, { from: "2026-11-16", to: "2026-11-22" }, ["nobody"]);
    expect([outcome, accounts]).toEqual(["failed", 0]);
    expect(message).toMatch(/no account that can be reached fits "nobody"/);
    expect(await store.read.runs(1)).toMatchObject([{ state: "failed", accounts: 0, message }]);
  });
});
