// The ways a parameter may be written, all of which reach the same question.
import { describe, expect, it } from "vitest";
import { startSandbox } from "../../src/sandbox/index.ts";

const NOW = new Date("2026-11-23T12:00:00.000Z");

async function openAsk() {
  const sandbox = await startSandbox({ accounts: 1, seed: 7, now: () => NOW });
  const { id = "" } = sandbox.world.accounts[0] ?? {};
  const bearer = { authorization: `Bearer ${sandbox.token}` };
  return {
    sandbox,
    bearer,
    url: `${sandbox.url}/v25.0/${id}`,
    async read(path: string, init: RequestInit = {}): Promise<unknown> {
      const reply = await fetch(`${sandbox.url}/v25.0/${id}${path}`, { headers: bearer, ...init });
      const body = (await reply.json()) as Record<string, unknown>;
      expect(body).not.toHaveProperty("error");
      const { paging: _paging, ...rest } = body;
      return rest;
    },
  };
}

describe("a parameter", () => {
  it("of time may be relative to now", async () => {
    const { sandbox, read } = await openAsk();
    const week = Math.floor(NOW.getTime() / 1000) - 7 * 86_400;
    const plain = await read(`/media?fields=id&since=${week}`);
    expect(plain).toMatchObject({ data: expect.arrayContaining([expect.anything()]) });
    for (const words of ["-7 days", "7 days ago", "-1 week", "-168 hours"]) {
      expect(await read(`/media?fields=id&since=${encodeURIComponent(words)}`)).toEqual(plain);
    }
    await sandbox.close();
  });

  it("that is a list may be written as PHP writes it, and fields as JSON", async () => {
    const { sandbox, read } = await openAsk();
    const rest = "period=day&metric_type=total_value&since=2026-11-16&until=2026-11-17";
    const plain = await read(`/insights?metric=views,likes&${rest}`);
    expect(await read(`/insights?metric[0]=views&metric[1]=likes&${rest}`)).toEqual(plain);
    expect(await read(`/insights?metric[]=views&metric[]=likes&${rest}`)).toEqual(plain);
    expect(await read(`?fields=${encodeURIComponent('["id","username"]')}`)).toEqual(await read("?fields=id,username"));
    await sandbox.close();
  });

  it("may come in a body of either encoding, and the token as OAuth", async () => {
    const { sandbox, read } = await openAsk();
    const plain = await read("?fields=id,username");
    const form = new FormData();
    form.set("method", "GET");
    form.set("fields", "id,username");
    expect(await read("", { method: "POST", body: form })).toEqual(plain);
    const headers = { authorization: `OAuth ${sandbox.token}` };
    expect(await read("?fields=id,username", { headers })).toEqual(plain);
    await sandbox.close();
  });
});
