// Whose a refusal is, where its words alone say it.
import { describe, expect, it } from "vitest";
import { createRefusalScopes } from "../../src/collect/fetch/refusal-scope.ts";
import { plannedCall, recordedError } from "./plans.ts";

const NOBODY = () => undefined;
const open = () => createRefusalScopes(NOBODY, () => false, new AbortController().signal);
const nonexisting = (field: string, node: string) =>
  recordedError("100_nonexisting_field", {
    message: `(#100) Tried accessing nonexisting field (${field}) on node type (${node})`,
  });

describe("an account that is no longer professional", () => {
  const call = plannedCall();
  const request = { blocks: [{ kind: "stories", metrics: ["reach"], navigation: false }] } as const;

  it.each(["media", "stories", "insights"])(
    "is known by one refusal of %s, though its profile was answered",
    (field) => {
      const scopes = open();
      scopes.onAnswered(call);
      expect(scopes.onRefused(call, request, nonexisting(field, "User"), false)).toMatchObject({ scope: "account" });
    },
  );

  it("is not known by a field that is gone", () => {
    const scopes = open();
    scopes.onAnswered(call);
    expect(scopes.onRefused(call, request, nonexisting("media", "IGUser"), false)).toBeUndefined();
    expect(scopes.onRefused(call, request, nonexisting("website", "User"), false)).toBeUndefined();
  });
});
