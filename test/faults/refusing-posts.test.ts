// Posts that refuse a metric (7 % of them, both on record): found once, and read around from then on.
import { expect, it } from "vitest";
import { type FaultHouse, openFaultHouse, readDataset } from "./fault-house.ts";

const settings = { refusingPosts: { percent: 12, metrics: ["views", "shares"] } };
const figures = async ({ store, sandbox }: FaultHouse) =>
  [...new Set([...(await readDataset(store, sandbox.url)).values()].flat())]
    .filter((row) => row.startsWith("media_insights"))
    .toSorted();

it("cost a search once, then nothing, and no other post loses a figure", async () => {
  await using clean = await openFaultHouse();
  await clean.run();
  await using house = await openFaultHouse({ settings });
  await house.run();
  const whole = await figures(clean);
  const got = await figures(house);
  const lost = whole.filter((row) => !got.includes(row));
  expect(lost.length).toBeGreaterThan(0);
  for (const row of lost) expect(row).toMatch(/"metric":"(views|shares)"/);
  expect(lost.length).toBeLessThan(whole.length / 20);
  const before = house.sandbox.log().length;
  await house.run();
  const second = house.sandbox.log().slice(before);
  expect(second.filter(({ status }) => status >= 400)).toEqual([]);
  expect(second.length).toBe(1 + (await house.store.read.accounts()).length);
  expect(await figures(house)).toEqual(got);
});
