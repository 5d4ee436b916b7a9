// Whose a refusal is, where its words alone say it.
import { describe, expect, it } from "vitest";
import { createRefusalScopes } from "../../src/collect/fetch/refusal-scope.ts";
import { plannedCall, recordedError } from "./plans.ts";

const NOBODY = { account: () => undefined, connection: () => undefined };
const open = () =>
  createRefusalScopes(
    NOBODY,
    () => false,
    () => false,
    new AbortController().signal,
  );
const nonexisting = (field: string, node: string) =>
  recordedError("100_nonexisting_field", {
    message: `(#100) Tried accessing nonexisting field (${field}) on node type (${node})`,
  });

describe("three questions in the same words", () => {
  const words = recordedError("100_nonexisting_field", { message: "Media posted before business account conversion" });
  const ask = (blocks: (id: number) => Parameters<ReturnType<typeof open>["onRefused"]>[1]["blocks"]) => {
    const scopes = open();
    return [1, 2, 3].map((id) => scopes.onRefused(plannedCall(), { blocks: blocks(id) }, words)?.scope);
  };

  const series = (id: number) =>
    ({ kind: "series", span: { from: `2026-11-0${id}`, to: "2026-11-09" }, metrics: ["reach"] }) as const;
  const list = { kind: "media", since: 0, pageSize: 2, metrics: [] } as const;

  it("are the account's where they have nothing in common", () => {
    expect(ask((id) => [[series(1), list], [list], [series(1)]][id - 1] ?? [])).toEqual([
      undefined,
      undefined,
      "account",
    ]);
  });

  it("may be about its insights alone where each asked for them", () => {
    expect(ask((id) => [series(id)])).toEqual([undefined, undefined, undefined]);
    expect(ask((id) => [[series(1), list], [series(1), series(2)], [series(2)]][id - 1] ?? [])[2]).toBeUndefined();
  });

  it("say nothing of it where only what was lost of it is asked again", () => {
    const scopes = createRefusalScopes(
      NOBODY,
      () => false,
      () => true,
      new AbortController().signal,
    );
    const ofDay = (day: number) => ({ from: `2026-11-0${day}`, to: "2026-11-09" });
    const told = [1, 2, 3, 4].map((day) => {
      const request = { blocks: [{ kind: "series", span: ofDay(day), metrics: ["reach"] }] } as const;
      return scopes.onRefused(plannedCall(), request, words);
    });
    expect(told).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("say nothing of it where they are about posts, which a list answered before, maybe in a process that was killed", () => {
    const post = (id: number) => ({ mediaId: String(id), productType: "FEED", publishedAt: id });
    const lists = ask((id) => [{ kind: "media", since: id, pageSize: 2, metrics: ["reach"], members: [post(id)] }]);
    const singles = ask((id) => [{ ...post(id), kind: "media-insights", metrics: ["reach"] }]);
    expect([...lists, ...singles]).toEqual(Array(6).fill(undefined));
  });
});

describe("an account that is no longer professional", () => {
  const call = plannedCall();
  const request = { blocks: [{ kind: "stories", metrics: ["reach"], navigation: false }] } as const;

  it.each(["media", "stories", "insights"])(
    "is known by one refusal of %s, though its profile was answered",
    (field) => {
      const scopes = open();
      scopes.onAnswered(call);
      expect(scopes.onRefused(call, request, nonexisting(field, "User"))).toMatchObject({ scope: "account" });
    },
  );

  it("is not known by a field that is gone", () => {
    const scopes = open();
    scopes.onAnswered(call);
    expect(scopes.onRefused(call, request, nonexisting("media", "IGUser"))).toBeUndefined();
    expect(scopes.onRefused(call, request, nonexisting("website", "User"))).toBeUndefined();
  });
});
