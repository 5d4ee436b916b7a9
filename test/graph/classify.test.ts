import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classify } from "../../src/graph/classify.ts";
import type { GraphError } from "../../src/graph/index.ts";
import { listErrorFixtures, readErrorFixture } from "../support/read-fixture.ts";

const about = "insights of @example.bakery";

function classifyFixture(name: string, change: Readonly<Record<string, unknown>> = {}): GraphError {
  const { httpStatus, body } = readErrorFixture(name);
  return classify({ httpStatus, body: { error: { ...body.error, ...change } }, about });
}

/** Every recorded refusal, and what may be done next. */
const EXPECTED: Readonly<Record<string, readonly [code: string, recovery: string, scope: string, apiCode: string]>> = {
  "001_reduce_data": ["GRAPH_TOO_MUCH_DATA", "narrow", "call", "1"],
  "001_unknown": ["GRAPH_TRANSIENT", "retry", "call", "1"],
  "002_service": ["GRAPH_TRANSIENT", "retry", "call", "2"],
  "004_app_limit": ["GRAPH_THROTTLED", "wait", "app", "4"],
  "010_not_enough_viewers": ["GRAPH_UNSUPPORTED", "skip", "call", "10"],
  "010_permission": ["GRAPH_NOT_PERMITTED", "skip", "account", "10"],
  "017_user_limit": ["GRAPH_THROTTLED", "wait", "token", "17"],
  "032_page_limit": ["GRAPH_THROTTLED", "wait", "token", "32"],
  "100_033_not_found": ["GRAPH_GONE", "skip", "call", "100/33"],
  "100_2108006_before_conversion": ["GRAPH_UNSUPPORTED", "skip", "call", "100/2108006"],
  "100_appsecret_proof": ["GRAPH_TOKEN_UNUSABLE", "stop", "token", "100"],
  "100_follower_count_too_old": ["GRAPH_UNSUPPORTED", "skip", "call", "100"],
  "100_impressions_media": ["GRAPH_UNSUPPORTED", "skip", "call", "100"],
  "100_incompatible_total_value": ["GRAPH_UNSUPPORTED", "skip", "call", "100"],
  "100_media_metric_unsupported": ["GRAPH_UNSUPPORTED", "skip", "call", "100"],
  "100_metric_not_in_list": ["GRAPH_UNSUPPORTED", "skip", "call", "100"],
  "100_needs_total_value": ["GRAPH_UNSUPPORTED", "skip", "call", "100"],
  "100_nonexisting_field": ["GRAPH_REFUSED", "skip", "call", "100"],
  "100_window_too_long": ["GRAPH_REFUSED", "skip", "call", "100"],
  "190_460_password": ["GRAPH_TOKEN_UNUSABLE", "stop", "token", "190/460"],
  "190_463_expired": ["GRAPH_TOKEN_UNUSABLE", "stop", "token", "190/463"],
  "200_permission": ["GRAPH_NOT_PERMITTED", "skip", "account", "200"],
  "2642_invalid_cursor": ["GRAPH_CURSOR_STALE", "narrow", "call", "2642"],
  "368_blocked": ["GRAPH_THROTTLED", "wait", "token", "368/1390008"],
  "613_custom_limit": ["GRAPH_THROTTLED", "wait", "token", "613"],
  "80002_instagram_limit": ["GRAPH_THROTTLED", "wait", "account", "80002"],
  "803_unknown_alias": ["GRAPH_GONE", "skip", "call", "803"],
};

describe("a recorded refusal", () => {
  it("is in the table below, every one", () => {
    expect(Object.keys(EXPECTED).sort()).toEqual([...listErrorFixtures()].sort());
  });

  it.each(Object.entries(EXPECTED))("%s", (name, [code, recovery, scope, apiCode]) => {
    expect(classifyFixture(name)).toMatchObject({ code, recovery, scope, apiCode });
  });

  it.each(Object.keys(EXPECTED))("%s names whom it is about and says why in the API's words", (name) => {
    const error = classifyFixture(name);
    const { message } = readErrorFixture(name).body.error;
    expect(error.message).toContain(about);
    expect(error.message).toContain(message);
  });

  it.each([
    ["100_media_metric_unsupported", ["views"]],
    ["100_needs_total_value", ["views", "profile_views", "total_interactions", "likes"]],
    ["100_incompatible_total_value", ["follower_count"]],
    ["100_follower_count_too_old", ["follower_count"]],
    ["100_impressions_media", ["impressions"]],
    ["100_metric_not_in_list", []],
    ["100_window_too_long", []],
  ])("%s blames %j", (name, metricNames) => {
    expect(classifyFixture(name).metricNames).toEqual(metricNames);
  });

  it("blames each of several metrics", () => {
    const message =
      "(#100) The Media Insights API does not support the follows, profile_visits metric for this media product type.";
    expect(classifyFixture("100_media_metric_unsupported", { message }).metricNames).toEqual([
      "follows",
      "profile_visits",
    ]);
  });

  it("is the same refusal behind the words of a nested edge (CONTRACT §13.9)", () => {
    const nested = (name: string) =>
      classifyFixture(name, { message: `For field 'insights': ${String(readErrorFixture(name).body.error.message)}` });
    expect(nested("100_media_metric_unsupported").metricNames).toEqual(["views"]);
    expect(nested("100_metric_not_in_list").code).toBe("GRAPH_UNSUPPORTED");
    expect(nested("010_not_enough_viewers").code).toBe("GRAPH_UNSUPPORTED");
  });
});

describe("words in the user's language", () => {
  const HINDI = "मीडिया को बिज़नेस अकाउंट में बदलने से पहले पोस्ट किया गया";

  it.each(
    [
      "001_unknown",
      "004_app_limit",
      "017_user_limit",
      "100_033_not_found",
      "100_2108006_before_conversion",
      "190_460_password",
      "200_permission",
      "2642_invalid_cursor",
      "80002_instagram_limit",
    ].map((name) => [name]),
  )("do not change what %s is: code and subcode decide", (name) => {
    const hindi = classifyFixture(name, { message: HINDI, error_user_title: HINDI, error_user_msg: HINDI });
    const { code, recovery, scope, apiCode } = classifyFixture(name);
    expect(hindi).toMatchObject({ code, recovery, scope, apiCode });
    expect(hindi.apiMessage).toContain(HINDI);
  });

  it("do not hide that too much was asked when subcode 99 tells it", () => {
    expect(classifyFixture("001_reduce_data", { message: HINDI, error_subcode: 99 }).code).toBe("GRAPH_TOO_MUCH_DATA");
  });

  it("may carry the telling phrase in error_user_msg instead (CONTRACT §5.5)", () => {
    const told = {
      message: "An unknown error",
      error_user_title: "Oops",
      error_user_msg: "Please reduce the amount of data",
    };
    expect(classifyFixture("001_unknown", told).code).toBe("GRAPH_TOO_MUCH_DATA");
  });
});

describe("is_transient", () => {
  it("makes a retry of what would be lost", () => {
    expect(classifyFixture("100_nonexisting_field", { is_transient: true })).toMatchObject({ code: "GRAPH_TRANSIENT" });
    expect(classifyFixture("010_permission", { is_transient: true })).toMatchObject({ recovery: "retry" });
  });

  it("does not make a throttle harmless (RELIABILITY T2)", () => {
    expect(classifyFixture("004_app_limit", { is_transient: true }).code).toBe("GRAPH_THROTTLED");
    expect(classifyFixture("80002_instagram_limit", { is_transient: true }).code).toBe("GRAPH_THROTTLED");
  });

  it("does not make too much data a reason to ask the same again", () => {
    expect(classifyFixture("001_reduce_data", { is_transient: true }).recovery).toBe("narrow");
  });
});

describe("token trouble", () => {
  const refused = (error: Readonly<Record<string, unknown>>) =>
    classify({ httpStatus: 400, body: { error: { type: "OAuthException", message: "", ...error } }, about });

  it("is code 190, 102 or 104, never the type OAuthException alone (RELIABILITY K3)", () => {
    expect(refused({ code: 190, error_subcode: 492 }).code).toBe("GRAPH_TOKEN_UNUSABLE");
    expect(refused({ code: 102 }).code).toBe("GRAPH_TOKEN_UNUSABLE");
    expect(refused({ code: 100 }).code).toBe("GRAPH_REFUSED");
    expect(refused({ code: 100, error_subcode: 33 }).code).toBe("GRAPH_GONE");
  });

  it("is not 190 for want of a Page token (CONTRACT §13.7)", () => {
    expect(refused({ code: 190, error_subcode: 2069032 }).code).toBe("GRAPH_NOT_PERMITTED");
    const message = "This method must be called with a Page Access Token";
    expect(refused({ code: 190, message }).code).toBe("GRAPH_NOT_PERMITTED");
  });

  it("says how to renew", () => {
    expect(refused({ code: 190, error_subcode: 463 }).hint).toMatch(/new token/i);
    expect(refused({ code: 190, error_subcode: 458 }).hint).toMatch(/removed/i);
  });
});

describe("a throttle", () => {
  const wait = (name: string, regainMinutes?: number) => {
    const { httpStatus, body } = readErrorFixture(name);
    return classify({ httpStatus, body, about, regainMinutes }).waitMs;
  };

  it("waits the estimate, which is in minutes (RELIABILITY T4)", () => {
    expect(wait("80002_instagram_limit", 19)).toBe(19 * 60_000);
    expect(wait("80002_instagram_limit", 15)).toBe(900_000);
  });

  it("waits at least five minutes, with a small estimate or none (RELIABILITY T3)", () => {
    expect(wait("80002_instagram_limit")).toBe(5 * 60_000);
    expect(wait("80002_instagram_limit", 0)).toBe(5 * 60_000);
    expect(wait("80002_instagram_limit", 1)).toBe(5 * 60_000);
  });

  it("waits an hour for the app's and the user's allowance when nothing is told", () => {
    for (const name of ["004_app_limit", "017_user_limit", "032_page_limit"]) expect(wait(name), name).toBe(3_600_000);
  });

  it("is the only error that says how long to wait", () => {
    expect(wait("010_permission", 19)).toBeUndefined();
    expect(wait("002_service", 19)).toBeUndefined();
  });
});

describe("a body that is no Graph error", () => {
  const HTML = "<html><body><h1>502 Bad Gateway</h1></body></html>";

  it.each([
    ["an HTML page read as text", 502, HTML],
    ["a body that was no JSON", 504, undefined],
    ["an HTML page with 200", 200, undefined],
    ["null", 500, null],
    ["a list", 200, []],
    ["an error that is text", 400, { error: "bad" }],
    ["an error without code", 400, { error: { message: "bad" } }],
    ["a code that is a word", 400, { error: { code: "190 or so" } }],
    ["an OAuth 2 error", 401, { error: "invalid_token", error_description: "x" }],
  ])("%s is tried again", (_what, httpStatus, body) => {
    expect(classify({ httpStatus, body, about })).toMatchObject({
      code: "GRAPH_UNREADABLE",
      recovery: "retry",
      httpStatus,
    });
  });

  it("but for codes written as text is sorted like any other", () => {
    const body = {
      error: { message: "Invalid parameter", code: "100", error_subcode: "2108006", is_transient: "false" },
    };
    expect(classify({ httpStatus: 400, body, about })).toMatchObject({
      code: "GRAPH_UNSUPPORTED",
      apiCode: "100/2108006",
    });
  });

  it("of an unknown code is transient from 500 on and refused below", () => {
    const unknown = (httpStatus: number) => classify({ httpStatus, body: { error: { code: 987_654 } }, about }).code;
    expect([unknown(400), unknown(404), unknown(429), unknown(500), unknown(503)]).toEqual([
      "GRAPH_REFUSED",
      "GRAPH_REFUSED",
      "GRAPH_TRANSIENT",
      "GRAPH_TRANSIENT",
      "GRAPH_TRANSIENT",
    ]);
  });

  it("never makes classify throw", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.jsonValue(), fc.jsonValue(), (httpStatus, body, error) => {
        expect(classify({ httpStatus, body, about }).message).toContain(about);
        expect(classify({ httpStatus, body: { error }, about }).message).toContain(about);
      }),
    );
  });
});

describe("a secret in the API's words", () => {
  it("that is not ours does not come back out: a Page's token, an app's", () => {
    const message = "Malformed access token EAAGexample0123456789, 1234567890|abcdefgh-1, access_token=short";
    const error = classify({
      httpStatus: 400,
      body: { error: { code: 190, message, error_user_msg: message } },
      about,
    });
    const shown = JSON.stringify([error.message, error.apiMessage, error.hint]) + error.stack;
    for (const hidden of ["EAAGexample", "abcdefgh-1", "short"]) expect(shown).not.toContain(hidden);
    expect(error.apiMessage).toContain("[secret]");
  });
});
