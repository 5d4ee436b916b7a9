import { describe, expect, it } from "vitest";
import { Secret } from "../../src/shared/index.ts";
import { openGraph } from "../support/open-graph.ts";
import { readErrorFixture } from "../support/read-fixture.ts";
import type { ScriptedAnswer } from "../support/scripted-server.ts";

const OK: ScriptedAnswer = { body: { id: "1784" } };
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function refused(name: string, headers: Readonly<Record<string, string>> = {}): ScriptedAnswer {
  const { httpStatus, body } = readErrorFixture(name);
  return { status: httpStatus, body, headers };
}

const BODY = JSON.stringify({ data: Array.from({ length: 20 }, (_, id) => ({ id: String(id) })) });
const cut = (share: number): ScriptedAnswer => ({ body: BODY, cutAfter: share });

describe("a transient failure", () => {
  it.each([
    ["code 2", refused("002_service")],
    ["code 1 without further words", refused("001_unknown")],
    ["an HTML 502", { status: 502, body: "<html>Bad Gateway</html>" }],
    ["an HTML page with 200", { body: "<html>Log in</html>" }],
    ["an empty body", { body: "" }],
    ["half a document with the right length", { body: '{"data":[' }],
    ["a body cut before its first byte", cut(0)],
    ["a body cut at a quarter", cut(0.25)],
    ["a body cut at half", cut(0.5)],
    ["a body cut at three quarters", cut(0.75)],
    ["a reset connection", { connection: "reset" } as const],
  ])("%s is tried again after a second, each try counted once", async (_what, failure) => {
    await using house = await openGraph([failure, OK]);
    const reply = await house.ask();
    expect(reply.body).toEqual({ id: "1784" });
    expect(house.server.requests).toHaveLength(2);
    expect(house.clock.sleepsMs).toHaveLength(1);
    expect(house.clock.sleepsMs[0]).toBeGreaterThanOrEqual(750);
    expect(house.clock.sleepsMs[0]).toBeLessThanOrEqual(1_250);
    expect(reply.callIds).toEqual(["call-1", "call-2"]);
    expect(house.graph.callsSent()).toBe(2);
    const [first, second] = house.ledger.entries;
    expect(first?.settled?.code).toBeDefined();
    expect(second?.settled).toMatchObject({ httpStatus: 200, code: undefined });
  });

  it("ends after four tries, each of them in the ledger and in the error", async () => {
    await using house = await openGraph(() => refused("002_service"));
    await expect(house.ask()).rejects.toMatchObject({
      code: "GRAPH_TRANSIENT",
      callIds: ["call-1", "call-2", "call-3", "call-4"],
    });
    expect(house.server.requests).toHaveLength(4);
    expect(house.ledger.entries.map(({ settled }) => settled?.code)).toEqual(["2", "2", "2", "2"]);
    expect(house.clock.sleepsMs).toHaveLength(3);
  });

  it("of a write is not tried again: it may have been posted", async () => {
    for (const failure of [refused("002_service"), { connection: "reset" } as const, cut(0.5)]) {
      await using house = await openGraph([failure, OK]);
      await expect(house.ask({ method: "POST", pool: "comment-writes" })).rejects.toMatchObject({ recovery: "retry" });
      expect(house.server.requests).toHaveLength(1);
    }
  });

  it("of a server that is not there names the host and gives up", async () => {
    await using house = await openGraph([], { url: "http://127.0.0.1:9" });
    const error: unknown = await house.ask().catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: "GRAPH_UNREACHABLE" });
    expect(String(error)).toContain("127.0.0.1:9");
    expect(house.clock.sleepsMs).toHaveLength(3);
  });
});

describe("a refusal", () => {
  it.each([
    "010_permission",
    "100_033_not_found",
    "100_media_metric_unsupported",
    "190_463_expired",
    "001_reduce_data",
    "2642_invalid_cursor",
  ])("%s is thrown at once and never repeated", async (name) => {
    await using house = await openGraph([refused(name), OK]);
    await expect(house.ask()).rejects.toMatchObject({ callIds: ["call-1"] });
    expect(house.server.requests).toHaveLength(1);
    expect(house.clock.sleepsMs).toEqual([]);
    expect(house.ledger.entries[0]?.settled?.httpStatus).toBe(readErrorFixture(name).httpStatus);
  });
});

describe("a big request", () => {
  it.each([
    ["code 1", refused("001_unknown")],
    ["code 2", refused("002_service")],
  ])("that fails with %s asks for less instead of the same again", async (_what, failure) => {
    await using house = await openGraph([failure, OK]);
    await expect(house.ask({ narrowable: true })).rejects.toMatchObject({
      code: "GRAPH_TOO_MUCH_DATA",
      recovery: "narrow",
    });
    expect(house.server.requests).toHaveLength(1);
  });

  it("that is never answered asks for less after the time-out", async () => {
    await using house = await openGraph([{ connection: "hang" }], { timeoutMs: 150 });
    await expect(house.ask({ narrowable: true })).rejects.toMatchObject({
      code: "GRAPH_TOO_MUCH_DATA",
      callIds: ["call-1"],
    });
    expect(house.server.requests).toHaveLength(1);
  });

  it("whose connection breaks is tried once more, then asks for less", async () => {
    await using house = await openGraph([{ connection: "reset" }, cut(0.5), OK]);
    await expect(house.ask({ narrowable: true })).rejects.toMatchObject({ code: "GRAPH_TOO_MUCH_DATA" });
    expect(house.server.requests).toHaveLength(2);
  });

  it("behind a broken proxy is only tried again", async () => {
    await using house = await openGraph([{ status: 502, body: "<html>" }, OK]);
    await house.ask({ narrowable: true });
    expect(house.server.requests).toHaveLength(2);
  });
});

describe("a silent server", () => {
  it("is asked four times, then named with its time-out", async () => {
    await using house = await openGraph(() => ({ connection: "hang" }), { timeoutMs: 100 });
    await expect(house.ask()).rejects.toMatchObject({ code: "GRAPH_UNREACHABLE", apiMessage: "time-out" });
    expect(house.server.requests).toHaveLength(4);
    expect(house.ledger.entries.every(({ settled }) => settled?.code === "GRAPH_UNREACHABLE")).toBe(true);
  });
});

describe("the server's own count", () => {
  const full = (percent: number) => ({ ...OK, headers: { "x-app-usage": JSON.stringify({ call_count: percent }) } });

  it("at 95 percent makes a pause though our own count is low (RELIABILITY T9)", async () => {
    await using house = await openGraph([full(96), OK]);
    await house.ask();
    await house.ask();
    expect(house.clock.sleepsMs).toEqual([5 * MINUTE_MS]);
  });

  it("below 75, or not told at all, makes none (RELIABILITY T10)", async () => {
    await using house = await openGraph([full(74), OK, OK]);
    for (let call = 0; call < 3; call += 1) await house.ask();
    expect(house.clock.sleepsMs).toEqual([]);
  });

  it("from 75 percent on spreads the requests that follow, the wider the nearer the end (CONTRACT §7)", async () => {
    await using house = await openGraph([full(75), OK, OK, full(87), OK, OK, full(60), OK, OK]);
    const pauses: (readonly number[])[] = [];
    for (let call = 0; call < 9; call += 1) {
      const before = house.clock.sleepsMs.length;
      await house.ask();
      pauses.push(house.clock.sleepsMs.slice(before));
    }
    // The first after a word keeps the distance that was agreed on before it.
    expect(pauses).toEqual([[], [], [500], [500], [500], [4_000], [4_000], [], []]);
  });

  it("is spread for requests under way at once, too, and an account near its end slows nobody else", async () => {
    const usage = { "x-business-use-case-usage": '{"1":[{"type":"instagram","total_time":79}]}' };
    await using house = await openGraph([{ ...OK, headers: usage }, OK, OK, OK, OK, OK, OK]);
    await house.ask({ accountId: "1" });
    for (let call = 0; call < 3; call += 1) await house.ask({ accountId: "2" });
    expect(house.clock.sleepsMs).toEqual([]);
    await Promise.all([1, 2, 3].map(() => house.ask({ accountId: "1" })));
    // One at once, one a second later, one two: the second sleep begins where this clock's first has ended.
    expect(house.clock.sleepsMs).toEqual([1_000, 1_000]);
  });

  it("is forgotten after an hour without a word: what it counted has left the hour", async () => {
    await using house = await openGraph([full(94), OK, OK]);
    await house.ask();
    await house.ask();
    house.clock.advance(HOUR_MS);
    await house.ask();
    expect(house.clock.sleepsMs).toEqual([]);
  });

  it("of one account pauses that account, also when the call itself is refused", async () => {
    const usage = {
      "x-business-use-case-usage": '{"1":[{"type":"instagram","total_time":97,"estimated_time_to_regain_access":12}]}',
    };
    await using house = await openGraph([refused("010_permission", usage), OK, OK]);
    await expect(house.ask({ accountId: "1" })).rejects.toMatchObject({ code: "GRAPH_NOT_PERMITTED" });
    await house.ask({ accountId: "2" });
    expect(house.clock.sleepsMs).toEqual([]);
    await house.ask({ accountId: "1" });
    expect(house.clock.sleepsMs).toEqual([12 * MINUTE_MS]);
  });
});

describe("the hour", () => {
  const three = {
    connections: [{ name: "agency", token: new Secret("t"), perHour: 3 }],
  } as const;

  it("when spent waits for the first slot to return, not for a new hour (RELIABILITY T17)", async () => {
    await using house = await openGraph(() => OK, three);
    for (let call = 0; call < 3; call += 1) {
      await house.ask();
      house.clock.advance(10 * MINUTE_MS);
    }
    await house.ask();
    expect(house.clock.sleepsMs).toEqual([30 * MINUTE_MS]);
  });

  it("when spent ends with BudgetSpent where waiting is not wanted, and nothing more is sent", async () => {
    await using house = await openGraph(() => OK, { ...three, whenSpent: "stop" });
    for (let call = 0; call < 3; call += 1) await house.ask();
    await expect(house.ask()).rejects.toMatchObject({
      code: "GRAPH_BUDGET_SPENT",
      connection: "agency",
      accountId: undefined,
      resumesAt: new Date("2026-11-23T13:00:00.000Z"),
    });
    expect(house.server.requests).toHaveLength(3);
    expect(house.graph.callsSent()).toBe(3);
    expect((await house.graph.callsLeft("agency")).left).toBe(0);
  });

  it("counts failed tries", async () => {
    await using house = await openGraph(() => refused("002_service"), { ...three, whenSpent: "stop" });
    await expect(house.ask()).rejects.toMatchObject({ code: "GRAPH_BUDGET_SPENT" });
    expect(house.server.requests).toHaveLength(3);
  });

  it("is another one for comment writes (RELIABILITY T16)", async () => {
    await using house = await openGraph(() => OK, { ...three, whenSpent: "stop" });
    for (let call = 0; call < 3; call += 1) await house.ask();
    await expect(house.ask({ method: "POST", pool: "comment-writes" })).resolves.toBeDefined();
  });
});

describe("an abort", () => {
  it("ends a request under way with the signal's reason, and the call stays in the ledger", async () => {
    const controller = new AbortController();
    await using house = await openGraph(() => {
      controller.abort(new Error("stop, please"));
      return { connection: "hang" };
    });
    await expect(house.ask({}, controller.signal)).rejects.toThrow("stop, please");
    expect(house.ledger.entries).toHaveLength(1);
    expect(house.ledger.entries[0]?.settled?.code).toBe("GRAPH_INTERRUPTED");
  });

  it("before a request sends nothing", async () => {
    await using house = await openGraph([OK]);
    await expect(house.ask({}, AbortSignal.abort(new Error("too late")))).rejects.toThrow("too late");
    expect(house.server.requests).toHaveLength(0);
    expect(house.ledger.entries).toHaveLength(0);
  });

  it("during a wait ends it", async () => {
    const controller = new AbortController();
    await using house = await openGraph([refused("017_user_limit")], {
      onWait: () => controller.abort(new Error("enough")),
    });
    await expect(house.ask({}, controller.signal)).rejects.toThrow("enough");
    expect(house.server.requests).toHaveLength(1);
  });
});
