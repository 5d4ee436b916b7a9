import { describe, expect, it } from "vitest";
import { createLostAccess } from "../../src/collect/lost-access.ts";
import type { PlannedCall } from "../../src/collect/plan/index.ts";
import { planCalls } from "../../src/collect/plan/index.ts";
import { GraphError } from "../../src/graph/index.ts";
import { planInput } from "./plans.ts";

const [planned] = planCalls(planInput()).calls;
const call = planned as PlannedCall;
const refused = (about: string) =>
  new GraphError({
    code: "GRAPH_NOT_PERMITTED",
    sentence: `Could not read ${about} of @${call.username}: (#10) not allowed`,
    hint: "Ask an admin of its Page.",
    recovery: "skip",
    scope: "account",
    apiMessage: "(#10) not allowed",
    apiCode: "10",
  });

describe("an account that is refused as a whole", () => {
  it("is told once, as the account, whichever of its questions was refused first", () => {
    const lost = createLostAccess(2);
    lost.onNotPermitted?.(call, refused("profile"));
    lost.noteWhole(call, { scope: "account", error: refused("posts") });
    expect(lost.sentences()).toEqual([
      `Could not read @${call.username}: (#10) not allowed. Ask an admin of its Page.`,
    ]);
  });

  it("of which one question is refused is told with that question", () => {
    const lost = createLostAccess(2);
    lost.onNotPermitted?.(call, refused("stories"));
    expect(lost.sentences()).toEqual([
      `Could not read stories of @${call.username}: (#10) not allowed. Ask an admin of its Page.`,
    ]);
  });
});

describe("accounts of a connection that is refused as a whole", () => {
  it("are told with it, and those of another connection by themselves", () => {
    const lost = createLostAccess(2);
    const other = { ...call, accountId: "17841400000000009", username: "other", connection: "studio" };
    lost.noteWhole(call, { scope: "account", error: refused("posts") });
    lost.noteWhole(other, { scope: "account", error: refused("posts") });
    lost.noteWhole({ ...call, accountId: "17841400000000002" }, { scope: "connection", error: refused("posts") });
    expect(lost.sentences()).toEqual([
      'Connection "agency" is refused as a whole: (#10) not allowed. Ask an admin of its Page.',
      "Could not read @other: (#10) not allowed. Ask an admin of its Page.",
    ]);
  });
});
