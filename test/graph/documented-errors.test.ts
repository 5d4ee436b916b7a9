// Everything Meta documents or was seen to say (errors.json, CONTRACT §8, §13): whose trouble it is, and what helps.
import { describe, expect, it } from "vitest";
import { classify } from "../../src/graph/classify.ts";

const sort = (code: number, message = "", subcode?: number) =>
  classify({
    httpStatus: 400,
    body: {
      error: { code, message, type: "OAuthException", ...(subcode === undefined ? {} : { error_subcode: subcode }) },
    },
    about: "posts of @a",
  });

describe("the app's own trouble", () => {
  it.each([
    [101, "Error validating application. Cannot get application info due to a system error."],
    [190, "Error validating application. Application has been deleted."],
    [200, "API access blocked."],
    [200, "(#200) Access to this data is temporarily disabled for non-active apps due to changes we are making."],
    [3, "(#3) Application does not have the capability to make this API call."],
    [2635, "(#2635) You are calling a deprecated version of the API. Please update to the latest version: v25.0."],
  ])("%s %s is the app's, and no admin of a Page is asked", (code, message) => {
    const error = sort(code, message);
    expect(error).toMatchObject({ code: "GRAPH_APP_REFUSED", recovery: "skip", scope: "app" });
    expect(error.hint).not.toMatch(/admin of/);
  });

  it("is no permission that a Page's role lacks", () => {
    expect(sort(200, "(#200) Requires instagram_manage_insights permission to manage the object")).toMatchObject({
      code: "GRAPH_NOT_PERMITTED",
      hint: expect.stringContaining("permission it names"),
    });
    expect(sort(200, "(#200) Permissions error")).toMatchObject({ code: "GRAPH_NOT_PERMITTED" });
  });
});

describe("a throttle", () => {
  it.each(Array.from({ length: 15 }, (_, index) => [80_000 + index]))("%s is one", (code) => {
    expect(sort(code, "There have been too many calls")).toMatchObject({
      code: "GRAPH_THROTTLED",
      recovery: "wait",
      scope: "account",
    });
  });

  it.each([
    [613, undefined],
    [613, 1996],
    [17, 2446079],
    [4, undefined],
    [341, undefined],
  ])("%s/%s is one", (code, subcode) => {
    expect(sort(code, "", subcode).code).toBe("GRAPH_THROTTLED");
  });
});

describe("token trouble", () => {
  it("is told of a Page's token, with the kind that is wanted", () => {
    const error = sort(100, "(#100) Tried accessing nonexisting field (accounts) on node type (Page)");
    expect(error).toMatchObject({ code: "GRAPH_TOKEN_UNUSABLE", recovery: "stop", scope: "token" });
    expect(error.hint).toMatch(/token of a user or system user/);
  });

  it("is what 2500 says of a token, and not what it says of a path", () => {
    const token = "An active access token must be used to query information about the current user.";
    expect(sort(2500, token).code).toBe("GRAPH_TOKEN_UNUSABLE");
    expect(sort(2500, "Unknown path components: /media").code).toBe("GRAPH_REFUSED");
  });

  it("is not an account that insists on its Page's token", () => {
    for (const error of [
      sort(190, "", 2069032),
      sort(190, "This method must be called with a Page Access Token"),
      sort(210, "(#210) A page access token is required to request this resource."),
    ]) {
      expect(error).toMatchObject({ code: "GRAPH_NOT_PERMITTED", needsPageToken: true, recovery: "skip" });
    }
    expect(sort(190, "", 463).needsPageToken).toBe(false);
  });
});

describe("an account or a field", () => {
  it("is no longer professional", () => {
    const error = sort(100, "(#100) Tried accessing nonexisting field (media) on node type (User)");
    expect(error).toMatchObject({ code: "GRAPH_NOT_PERMITTED", hint: expect.stringMatching(/business or creator/) });
  });

  it("is withdrawn, and named", () => {
    const error = sort(100, "(#100) Tried accessing nonexisting field (website) on node type (IGUser)");
    expect(error).toMatchObject({ code: "GRAPH_REFUSED", fieldName: "website" });
  });

  it("lacks a permission without a subcode", () => {
    expect(sort(100, "(#100) Missing permission").code).toBe("GRAPH_NOT_PERMITTED");
  });
});

it("no documented error is called worth a bug report", () => {
  const documented: readonly (readonly [code: number, message?: string, subcode?: number])[] = [
    ...[
      -2, -1, 1, 2, 3, 4, 10, 17, 24, 25, 32, 100, 101, 102, 104, 110, 190, 200, 210, 299, 341, 368, 506, 613, 803,
    ].map((code) => [code] as const),
    ...[2500, 2635, 2642, 9004, 80_001, 80_002, 80_004, 80_014].map((code) => [code] as const),
    [100, "(#100) Invalid parameter"],
    [100, "(#100) There cannot be more than 30 days (2592000 s) between since and until."],
    [100, "(#100) Tried accessing nonexisting field (x) on node type (IGMedia)"],
    [9, "(#9) maximum number of posts", 2207042],
    [36_000, "image size", 2207004],
    [36_003, "aspect ratio", 2207009],
    [36_004, "caption too long", 2207010],
  ];
  for (const [code, message, subcode] of documented) {
    const { hint = "" } = sort(code, message, subcode);
    expect(hint, `${code} ${message ?? ""}`).not.toMatch(/bug report/);
  }
  expect(sort(987_654).hint).toMatch(/bug report/);
});
