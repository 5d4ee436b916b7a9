// Servers that answer all that is asked, in another shape or with a row that cannot be read (RELIABILITY V4, V5).
import { describe, expect, it } from "vitest";
import type { SandboxSettings } from "../../src/sandbox/index.ts";
import { type FaultHouse, listAsked, openFaultHouse, readDataset } from "./fault-house.ts";

const FORMS = [
  ["an account in one request", {}],
  ["a request a block", { aliases: "refused" }],
  ["a request a post", { nestedInsights: "refused" }],
] as const satisfies readonly (readonly [string, Partial<SandboxSettings>])[];

async function readFigures({ store, sandbox }: FaultHouse): Promise<readonly string[]> {
  const all = [...(await readDataset(store, sandbox.url)).values()].flat();
  return all.filter((row) => row.startsWith("media_insights")).toSorted();
}

describe.each(FORMS)("a server that tells figures of posts under total_value, whatever it is asked (%s)", (_, form) => {
  it("loses none: both places are asked for", async () => {
    await using plain = await openFaultHouse({ settings: form });
    await plain.run();
    await using odd = await openFaultHouse({ settings: { ...form, mediaFigures: "total_value_unasked" } });
    await odd.run();
    expect((await readFigures(plain)).length).toBeGreaterThan(20);
    expect(await readFigures(odd)).toEqual(await readFigures(plain));
    expect(odd.sandbox.callsCounted()).toBe(plain.sandbox.callsCounted());
  });
});

describe("a server that wants metric_type=total_value for posts", () => {
  it("is asked so, keeps its lesson, and nothing is lost", async () => {
    await using plain = await openFaultHouse();
    await plain.run();
    await using odd = await openFaultHouse({ settings: { mediaFigures: "total_value" } });
    await odd.run();
    expect((await readFigures(plain)).length).toBeGreaterThan(20);
    expect(await readFigures(odd)).toEqual(await readFigures(plain));
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
