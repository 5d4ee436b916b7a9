// Followers online as the contract has them: whole days of 24 hours, the last 30 days only, from 100 followers on.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Asker, type Body, DAY, NEXT_MONDAY, openAsker } from "./ask.ts";

let asker: Asker;

beforeAll(async () => {
  asker = await openAsker({ settings: { callsPerHour: 10_000 } });
});
afterAll(() => asker.sandbox.close());

interface Point {
  readonly value: Readonly<Record<string, number>>;
  readonly end_time: string;
}

async function ask(username: string, since: number, until: number): Promise<Body> {
  const { id } = asker.account(username);
  const query = `metric=online_followers&period=lifetime&since=${since}&until=${until}`;
  return (await asker.get(`/v26.0/${id}/insights?${query}`)).body;
}

const FORTNIGHT = [NEXT_MONDAY - 14 * DAY, NEXT_MONDAY] as const;
const pointsOf = (body: Body): readonly Point[] => body.data[0].values;
const hourOf = ({ value }: Point, hour: number): number => value[String(hour)] ?? Number.NaN;

/** The hour of the most, or the fewest, over all days told. */
function findHour(points: readonly Point[], isBetter: (a: number, b: number) => boolean): number {
  const sums = Array.from({ length: 24 }, (_, hour) => points.reduce((sum, point) => sum + hourOf(point, hour), 0));
  return sums.reduce((best, sum, hour) => (isBetter(sum, sums[best] ?? 0) ? hour : best), 0);
}

describe("followers online", () => {
  it("are 24 hours of each day, and nothing yet of the two newest", async () => {
    const points = pointsOf(await ask("kaffee_nord", ...FORTNIGHT));
    expect(points).toHaveLength(14);
    expect(points.map(({ value }) => Object.keys(value).length)).toEqual([...Array.from({ length: 13 }, () => 24), 0]);
    expect(points.at(-1)?.end_time).toBe("2026-11-23T08:00:00+0000");
    for (const { value } of points) {
      for (const count of Object.values(value)) expect(count).toBeLessThan(18_400 / 2);
    }
  });

  it("are most in the evening and fewest at night where the followers live", async () => {
    // 20:00 and 03:00 or 04:00 in Berlin, and in Tokyo, as hours in US Pacific winter time.
    const [berlin, tokyo] = await Promise.all(
      ["kaffee_nord", "fjellvik_jp"].map(async (name) => pointsOf(await ask(name, ...FORTNIGHT)).slice(0, 12)),
    );
    const most = (a: number, b: number) => a > b;
    const fewest = (a: number, b: number) => a < b;
    expect(findHour(berlin ?? [], most)).toBe(11);
    expect([18, 19]).toContain(findHour(berlin ?? [], fewest));
    expect(findHour(tokyo ?? [], most)).toBe(3);
    expect([10, 11]).toContain(findHour(tokyo ?? [], fewest));
  });

  it("are of the last 30 days only", async () => {
    const [older, newer] = [await ask("kaffee_nord", NEXT_MONDAY - 55 * DAY, NEXT_MONDAY - 25 * DAY), FORTNIGHT];
    expect(pointsOf(older).map(({ end_time }) => end_time.slice(0, 10))).toEqual([
      "2026-10-25",
      "2026-10-26",
      "2026-10-27",
      "2026-10-28",
      "2026-10-29",
    ]);
    expect(pointsOf(await ask("kaffee_nord", ...newer))).toHaveLength(14);
  });

  it("are kept back of a small account, and refused as a total", async () => {
    expect(await ask("kaffee_nord.backstube", ...FORTNIGHT)).toEqual({ data: [] });
    const { id } = asker.account("kaffee_nord");
    const query = "metric=online_followers&period=lifetime&metric_type=total_value";
    expect((await asker.get(`/v26.0/${id}/insights?${query}`)).status).toBe(400);
    expect((await asker.get(`/v26.0/${id}/insights?metric=online_followers&period=day`)).status).toBe(400);
  });
});
