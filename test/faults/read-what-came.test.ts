// Servers that answer all that is asked, in another shape or with a row that cannot be read (RELIABILITY V4, V5).
import { describe, expect, it } from "vitest";
import { listAsked, openFaultHouse, readDataset } from "./fault-house.ts";

describe("a server that wants metric_type=total_value for posts", () => {
  it("is asked so, keeps its lesson, and nothing is lost", async () => {
    await using plain = await openFaultHouse();
    await plain.run();
    await using odd = await openFaultHouse({ settings: { mediaFigures: "total_value" } });
    await odd.run();
    const read = async (house: typeof plain) => {
      const all = [...(await readDataset(house.store, house.sandbox.url)).values()].flat();
      return all.filter((row) => row.startsWith("media_insights")).toSorted();
    };
    expect((await read(plain)).length).toBeGreaterThan(20);
    expect(await read(odd)).toEqual(await read(plain));
    const before = odd.sandbox.log().length;
    await odd.run();
    expect(
      odd.sandbox
        .log()
        .slice(before)
        .filter(({ status }) => status >= 400),
    ).toEqual([]);
    expect(listAsked(odd.sandbox.log().slice(before)).some((asked) => asked.includes("total_value"))).toBe(true);
  });
});
