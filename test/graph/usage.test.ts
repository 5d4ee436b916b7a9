import { describe, expect, it } from "vitest";
import { readUsage } from "../../src/graph/usage.ts";
import { readFixture } from "../support/read-fixture.ts";

const recorded = readFixture("headers") as Readonly<Record<string, Readonly<Record<string, string>>>>;

describe("usage headers", () => {
  it.each([
    ["userTokenRead", { tokenPercent: 12, accountPercent: undefined, regainMinutes: undefined }],
    ["pageTokenInstagramRead", { tokenPercent: undefined, accountPercent: 1, regainMinutes: 0 }],
    ["pageTokenPageRead", { tokenPercent: undefined, accountPercent: 0, regainMinutes: 0 }],
    // Minutes, as the API writes them: 19, not 19 seconds (RELIABILITY T4).
    ["throttledInstagram", { tokenPercent: undefined, accountPercent: 100, regainMinutes: 19 }],
    ["adAccount", { tokenPercent: undefined, accountPercent: undefined, regainMinutes: undefined }],
  ])("%s", (situation, expected) => {
    expect(readUsage(recorded[situation] ?? {})).toEqual(expected);
  });

  it("believe the highest of count, time and CPU, over all the keys", () => {
    const entry = (call_count: number, total_time: number, total_cputime: number, regain: number) => ({
      type: "instagram",
      call_count,
      total_time,
      total_cputime,
      estimated_time_to_regain_access: regain,
    });
    const usage = readUsage({
      "x-app-usage": JSON.stringify({ call_count: 28, total_time: 25, total_cputime: 91 }),
      "x-business-use-case-usage": JSON.stringify({ business: [entry(3, 4, 5, 2)], account: [entry(1, 97, 5, 40)] }),
    });
    expect(usage).toEqual({ tokenPercent: 91, accountPercent: 97, regainMinutes: 40 });
  });

  // RELIABILITY T10: absent is unknown, not 0 %.
  it.each([
    ["none at all", {}],
    ["what is no JSON", { "x-app-usage": "28%", "x-business-use-case-usage": "<html>" }],
    ["a list, a number, null", { "x-app-usage": "[]", "x-business-use-case-usage": "null" }],
    [
      "words in place of numbers",
      { "x-app-usage": '{"call_count":"many"}', "x-business-use-case-usage": '{"1":[{"call_count":""}]}' },
    ],
    [
      "null in the lists",
      { "x-app-usage": '{"call_count":null}', "x-business-use-case-usage": '{"1":[null],"2":null,"3":7}' },
    ],
  ])("read %s as unknown", (_what, headers) => {
    expect(readUsage(headers)).toEqual({
      tokenPercent: undefined,
      accountPercent: undefined,
      regainMinutes: undefined,
    });
  });

  // What looks like more than we counted is believed (RELIABILITY T9), however it is written.
  it("read numbers that are written as text", () => {
    expect(readUsage({ "x-app-usage": '{"call_count":"99"}' }).tokenPercent).toBe(99);
  });

  it("read the first of a repeated header", () => {
    expect(readUsage({ "x-app-usage": ['{"call_count":7}', '{"call_count":9}'] }).tokenPercent).toBe(7);
  });
});
