// A list of Pages that is called too much data however little of it is asked for: it was not the size, and that is remembered.
import { expect, it } from "vitest";
import { openFaultHouse, readDataset } from "./fault-house.ts";

const TOO_MUCH = {
  httpStatus: 500,
  type: "OAuthException",
  code: 1,
  subcode: 99,
  message: "Please reduce the amount of data you're asking for, then retry your request",
};

it("costs four calls once, one in a later run, and one more when it is answered again", async () => {
  await using clean = await openFaultHouse();
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
  await using clean = await openFaultHouse({ accounts: 60 });
  await clean.run({ collect: { storiesOnly: true } });
  const tooLong = (limit: number) => ({
    kind: "refusal" as const,
    match: { path: "me/accounts", parameters: { limit: String(limit) } },
    refusal: TOO_MUCH,
  });
  await using house = await openFaultHouse({ accounts: 60, faults: [100, 50, 25].map(tooLong) });
  const ended = await house.run({ collect: { storiesOnly: true } });
  expect(ended.accounts).toBe(60);
  const sizes = house.sandbox
    .log()
    .filter(({ path }) => path.endsWith("me/accounts"))
    .map(({ parameters }) => parameters.limit);
  expect(sizes.slice(0, 5)).toEqual(["100", "50", "25", "1", "12"]);
});
