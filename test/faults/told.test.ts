// What only a person can mend is told by the collection itself: whom it is about, the API's words, the remedy, and no token.
import { expect, it } from "vitest";
import type { Fault, FaultKind } from "../../src/sandbox/index.ts";
import { openFaultHouse } from "./fault-house.ts";

type FaultMatch = NonNullable<Fault["match"]>;

const STRUCK = "kaffee_nord.hamburg";

async function collectUnder(kind: FaultKind, words: string, code: number, who: FaultMatch = { account: STRUCK }) {
  const refusal = { httpStatus: 400, code, message: words };
  const match = { from: 1, ...who };
  await using house = await openFaultHouse({ faults: [{ kind, match, ...(kind === "refusal" ? { refusal } : {}) }] });
  const { outcome, message = "" } = await house.run({ graph: { whenSpent: "stop" } });
  expect(message).not.toContain(house.sandbox.token);
  return `${outcome}: ${message}`;
}

it.each([
  [10, "(#10) Application does not have permission for this action", "Ask an admin of its Page to grant"],
  [25, "The Instagram account is restricted.", "Ask the account's owner to log in"],
  [3, "(#3) Application does not have the capability", "add Instagram to it in the Meta app dashboard"],
])("an account refused with code %i is named with the words and the remedy, once", async (code, words, remedy) => {
  const told = await collectUnder("refusal", words, code);
  expect(told).toMatch(/^partial: /);
  expect(told.split(`@${STRUCK}: ${words.replace(/\.$/, "")}. `)).toHaveLength(2);
  expect(told).toContain(remedy);
});

it.each([
  ["app", 4, "(#4) Application request limit reached", "the API throttles the app"],
  ["token", 17, "(#17) User request limit reached", "the API throttles this token"],
  ["token", 368, "The action attempted has been deemed abusive", "the API throttles this token"],
  ["account", 80_002, "There have been too many calls to this Instagram account.", `Instagram throttles @${STRUCK}`],
  ["account", 80_001, "There have been too many calls to this Page account.", `Instagram throttles @${STRUCK}`],
])("a throttle of the %s (code %i) pauses in the API's words, not as a spent hour", async (scope, code, words, why) => {
  const told = await collectUnder("refusal", words, code);
  const who = scope === "account" ? `@${STRUCK} of connection "agency"` : 'Connection "agency"';
  expect(told).toContain(`paused: ${who} pauses until 2026-11-23T`);
  expect(told).toContain(`: ${why} ("${words}").`);
  expect(told).not.toContain("calls are spent");
});

it("a pause that an earlier run was told is still a pause for the next, not a spent hour", async () => {
  const refusal = { httpStatus: 403, code: 4, message: "(#4) Application request limit reached" };
  await using house = await openFaultHouse({ faults: [{ kind: "refusal", match: { from: 1 }, refusal }] });
  await house.run({ graph: { whenSpent: "stop" } });
  const { outcome, message } = await house.run({ graph: { whenSpent: "stop" } });
  expect(outcome).toBe("paused");
  expect(message).toMatch(
    /^Connection "agency" pauses until \S+: the API throttles the app \("\(#4\) Application request limit reached"\)\.$/,
  );
});

it("others' use of the token pauses with the server's own count as the reason", async () => {
  const told = await collectUnder("others-use", "", 0);
  expect(told).toContain(": the API counts 97 percent of the hour as used.");
});

it("a dead token is named with the words and the remedy", async () => {
  const told = await collectUnder("refusal", "Invalid appsecret_proof provided in the API argument", 100, {
    from: 3,
  });
  expect(told).toContain('The token of connection "agency" stopped working: Invalid appsecret_proof');
  expect(told).toContain("argument. Set the connection's appSecret");
});
