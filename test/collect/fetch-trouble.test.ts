import { describe, expect, it } from "vitest";
import { Secret } from "../../src/shared/index.ts";
import type { ReceivedRequest } from "../support/scripted-server.ts";
import { callOf, fetchAll, refused, SERIES } from "./fetch-all.ts";

describe("trouble of one", () => {
  const connections = ["agency", "studio"].map((name) => ({ name, token: new Secret(`token-${name}`), perHour: 100 }));
  const calls = ["agency", "studio"].flatMap((connection) =>
    ["1", "2", "3"].map((id) =>
      callOf([SERIES], { connection, accountId: `${connection}-${id}`, key: `${connection}-${id}/all` }),
    ),
  );
  const isAgency = ({ headers }: ReceivedRequest) => headers.authorization === "Bearer token-agency";

  it("token leaves the other's accounts whole (RELIABILITY K1)", async () => {
    const fetched = await fetchAll(
      calls,
      (request) => (isAgency(request) ? refused("190_460_password") : { body: { data: [] } }),
      {
        graph: { connections },
        fetch: { concurrency: 1 },
      },
    );
    expect(fetched.thrown).toBeUndefined();
    // The refused question, and the one whether the token is dead.
    expect(fetched.requests.filter(isAgency).map(({ path }) => path.split("/")[2])).toEqual(["agency-1", "me"]);
    expect(fetched.losses.map(([, code]) => code)).toEqual([
      "GRAPH_TOKEN_UNUSABLE",
      "GRAPH_TOKEN_UNUSABLE",
      "GRAPH_TOKEN_UNUSABLE",
    ]);
    expect(fetched.steps.filter(({ step }) => step.answer.kind === "page")).toHaveLength(3);
  });

  it("hour leaves the other's accounts whole, and ends in a pause (RELIABILITY V6)", async () => {
    const fetched = await fetchAll(calls, () => ({ body: { data: [] } }), {
      graph: {
        connections: connections.map((one) => ({ ...one, perHour: one.name === "agency" ? 1 : 9 })),
        whenSpent: "stop",
      },
    });
    expect(fetched.thrown).toMatchObject({ code: "GRAPH_BUDGET_SPENT", connection: "agency" });
    expect(fetched.steps.filter(({ key }) => key.startsWith("studio"))).toHaveLength(3);
    expect(fetched.steps.filter(({ key }) => key.startsWith("agency"))).toHaveLength(1);
    expect(fetched.losses).toEqual([]);
  });

  it("account's throttle leaves the others whole (RELIABILITY T6)", async () => {
    const fetched = await fetchAll(
      calls,
      ({ path }) => (path.includes("agency-1") ? refused("80002_instagram_limit") : { body: { data: [] } }),
      {
        graph: { connections, whenSpent: "stop" },
      },
    );
    expect(fetched.thrown).toMatchObject({ code: "GRAPH_BUDGET_SPENT", accountId: "agency-1" });
    expect(fetched.steps.filter(({ step }) => step.answer.kind === "page")).toHaveLength(5);
  });

  it("account's lasting 500 is its loss alone (RELIABILITY N3)", async () => {
    const fetched = await fetchAll(
      calls,
      ({ path }) => (path.includes("agency-1") ? refused("002_service") : { body: { data: [] } }),
      {
        graph: { connections },
      },
    );
    expect(fetched.thrown).toBeUndefined();
    expect(fetched.losses).toEqual([["agency-1/series/2026-11-16..2026-11-22/", "GRAPH_TRANSIENT"]]);
  });

  it("network is everybody's: the run ends without a heap of gaps (RELIABILITY N6)", async () => {
    const ofOne = ["1", "2", "3", "4", "5"].map((id) =>
      callOf([SERIES], { connection: "agency", accountId: id, key: `${id}/all` }),
    );
    const fetched = await fetchAll(ofOne, () => ({ connection: "reset" }), {
      graph: { connections },
      fetch: { concurrency: 1 },
    });
    expect(fetched.thrown).toMatchObject({ code: "GRAPH_UNREACHABLE" });
    expect(fetched.losses).toEqual([]);
    // The first may be one account's trouble, the second is not; the third waited its turn already.
    expect(fetched.requests).toHaveLength(4 * 3);
  });

  it("account the server is silent about is set aside: the others are asked, and the run pauses (RELIABILITY V5)", async () => {
    const ofOne = calls.filter(({ connection }) => connection === "agency");
    const [first] = ofOne;
    const fetched = await fetchAll(
      ofOne,
      ({ path }) => (path.includes(`/${first?.accountId}/`) ? { connection: "reset" } : { body: { data: [] } }),
      { graph: { connections }, fetch: { concurrency: 1 } },
    );
    expect(fetched.thrown).toMatchObject({ code: "GRAPH_UNREACHABLE" });
    expect(fetched.losses).toEqual([]);
    expect(fetched.requests).toHaveLength(4 + ofOne.length - 1);
    expect(fetched.steps.map(({ key }) => key)).toEqual(ofOne.slice(1).map(({ key }) => key));
  });

  it("hour that is waited for holds back nobody else's requests", async () => {
    const hour = Promise.withResolvers<void>();
    const studioIsDone = Promise.withResolvers<void>();
    const kept: string[] = [];
    const fetching = fetchAll(calls, () => ({ body: { data: [] } }), {
      graph: { connections },
      fetch: {
        concurrency: 1,
        keep: async ({ key, connection }) => {
          if (connection === "agency") await hour.promise;
          kept.push(key);
          if (kept.length === 3) studioIsDone.resolve();
        },
      },
    });
    await studioIsDone.promise;
    expect(kept.every((key) => key.startsWith("studio"))).toBe(true);
    hour.resolve();
    expect((await fetching).thrown).toBeUndefined();
    expect(kept).toHaveLength(6);
  });
});
