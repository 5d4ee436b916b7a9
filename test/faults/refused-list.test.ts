// A list of Pages that is called too much data however little of it is asked for: it was not the size, and that is remembered.
import { expect, it } from "vitest";
import { openFaultHouse, readDataset } from "./fault-house.ts";
import { type Odd, refuse, startOddServer } from "./odd-server.ts";

const TOO_MUCH = {
  httpStatus: 500,
  type: "OAuthException",
  code: 1,
  subcode: 99,
  message: "Please reduce the amount of data you're asking for, then retry your request",
};

it("costs four calls once, one in a later run, and one more when it is answered again", async () => {
  await using clean = await openFaultHouse();
  clean.clock.advance(27 * 86_400_000);
  await clean.run();
  await using house = await openFaultHouse({ faults: [{ kind: "refusal", match: {}, refusal: TOO_MUCH }] });
  const calls: number[] = [];
  const limits: (string | undefined)[] = [];
  const collect = async () => {
    const before = house.sandbox.log().length;
    await house.run().catch(({ message }: Error) => expect(message).toContain(TOO_MUCH.message));
    const asked = house.sandbox.log().slice(before);
    calls.push(asked.length);
    limits.push(asked[0]?.parameters.limit);
    house.clock.advance(9 * 86_400_000);
  };
  await collect();
  await collect();
  await collect();
  expect(calls).toEqual([4, 1, 1]);
  expect(limits).toEqual(["100", "1", "1"]);
  house.sandbox.clearFaults();
  await collect();
  await collect();
  const whole = clean.sandbox.log().length;
  expect(calls.slice(3)).toEqual([whole + 1, expect.any(Number)]);
  expect(limits.slice(3)).toEqual(["1", "100"]);
  expect((await readDataset(house.store, house.sandbox.url)).size).toBe(4);
});

it("a list that is too much at some sizes is walked to its end in those it takes", async () => {
  await using house = await openFaultHouse({ accounts: 60 });
  const sizes: string[] = [];
  const odd: Odd = (asked) => {
    const { limit = "" } = asked.params;
    if (!asked.path.endsWith("me/accounts")) return asked.forward();
    sizes.push(limit);
    return Number(limit) < 25 ? asked.forward() : Promise.resolve(refuse(TOO_MUCH.message, 1, 500));
  };
  await using server = await startOddServer(house.sandbox.url, odd);
  const ended = await house.run({ graph: { url: server.url }, collect: { storiesOnly: true } });
  expect(ended.accounts).toBe(60);
  expect(sizes.slice(0, 5)).toEqual(["100", "50", "25", "1", "12"]);
});
