import { expect, it } from "vitest";
import { openGraph } from "../support/open-graph.ts";
import { readErrorFixture } from "../support/read-fixture.ts";
import type { ScriptedAnswer } from "../support/scripted-server.ts";

const used = (percent: number) => ({
  "x-app-usage": JSON.stringify({ call_count: percent, total_time: 1, total_cputime: 1 }),
});
const gone = (percent?: number): ScriptedAnswer => {
  const { httpStatus, body } = readErrorFixture("100_033_not_found");
  return { status: httpStatus, body, headers: percent === undefined ? {} : used(percent) };
};
const ok = (percent = 20): ScriptedAnswer => ({ body: { id: "1" }, headers: used(percent) });

async function ask(answers: readonly ScriptedAnswer[], times: number) {
  await using house = await openGraph([...answers]);
  const told: string[] = [];
  for (let nth = 0; nth < times; nth += 1) {
    const error: unknown = await house.ask({ path: `post-${nth}` }).catch((cause: unknown) => cause);
    const { code = "answered", recovery = "" } = error as { code?: string; recovery?: string };
    told.push(`${code} ${recovery}`.trim());
  }
  return {
    told,
    waited: house.clock.sleepsMs.filter((ms) => ms > 60_000).map((ms) => Math.round(ms / 60_000)),
    sent: house.server.requests.length,
  };
}

it("a post that does not exist is gone while there is plenty left of the hour, or nothing is told of it", async () => {
  expect((await ask([gone(20), gone(74), gone()], 3)).told).toEqual(Array(3).fill("GRAPH_GONE skip"));
});

it("is not known to be gone while much of the hour is used", async () => {
  const { told, sent } = await ask([gone(80), ok(80), gone(80), ok(80)], 4);
  expect(told).toEqual(["GRAPH_THROTTLED skip", "answered", "GRAPH_THROTTLED skip", "answered"]);
  expect(sent).toBe(4);
});

it("many of them are a throttle: waited for, and what was asked comes", async () => {
  const { told, waited, sent } = await ask([gone(80), gone(80), gone(80), ok(), ok()], 4);
  expect(told).toEqual(["GRAPH_THROTTLED skip", "GRAPH_THROTTLED skip", "answered", "answered"]);
  expect(waited).toEqual([5]);
  expect(sent).toBe(5);
});

it("a wait that did not help is not made for the next, and what is refused with room in the hour is gone", async () => {
  const answers = [gone(80), gone(80), gone(80), gone(80), gone(80), gone(80), gone(20)];
  const { told, waited } = await ask(answers, 6);
  expect(told).toEqual([...Array(5).fill("GRAPH_THROTTLED skip"), "GRAPH_GONE skip"]);
  expect(waited).toEqual([5]);
});
