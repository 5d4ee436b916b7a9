import { describe, expect, it } from "vitest";
import { readToken, type TokenReading } from "../../src/graph/index.ts";
import { type OpenGraph, openGraph, TOKEN } from "../support/open-graph.ts";
import { readErrorFixture, readFixture } from "../support/read-fixture.ts";
import type { ScriptedAnswer } from "../support/scripted-server.ts";

const inspected = (data: Record<string, unknown> = {}): ScriptedAnswer => {
  const recorded = readFixture("debug_token") as { readonly data: Record<string, unknown> };
  return { body: { data: { ...recorded.data, ...data } }, headers: { "facebook-api-version": "v25.0" } };
};
const refused = (name: string): ScriptedAnswer => {
  const { httpStatus, body } = readErrorFixture(name);
  return { status: httpStatus, body };
};
const permissions: ScriptedAnswer = { body: readFixture("me_permissions") };

async function read(
  ...script: readonly ScriptedAnswer[]
): Promise<TokenReading & Pick<OpenGraph["server"], "requests">> {
  await using open = await openGraph(script);
  const token = await readToken(open.graph, "agency", new AbortController().signal);
  return { ...token, requests: [...open.server.requests] };
}

describe("a token", () => {
  it("is read with one call when nothing is missing", async () => {
    const token = await read(inspected());
    expect(token).toMatchObject({
      isValid: true,
      isInspected: true,
      type: "USER",
      appId: "9000000001",
      expiresAt: new Date(1_800_349_200_000).toISOString(),
      dataAccessExpiresAt: new Date(1_802_941_200_000).toISOString(),
      servedVersion: "v25.0",
    });
    expect(token.permissions?.missing).toEqual([]);
    expect(token.requests.map(({ path }) => path)).toEqual(["/v25.0/debug_token"]);
  });

  it("stands in a body and a header, never in a URL", async () => {
    const { requests } = await read(inspected());
    const [request] = requests;
    expect(request).toMatchObject({ method: "POST", url: "/v25.0/debug_token" });
    expect(request?.params).toMatchObject({ input_token: TOKEN, method: "GET" });
  });

  it("stays out of the URL where posted reads are refused: the question is given up instead", async () => {
    const token = await read({ status: 405, body: readErrorFixture("100_033_not_found").body }, permissions);
    expect(token).toMatchObject({ isValid: true, isInspected: false });
    for (const { url } of token.requests) expect(url).not.toContain(encodeURIComponent(TOKEN));
    expect(token.requests.map(({ path }) => path)).toEqual(["/v25.0/debug_token", "/v25.0/me/permissions"]);
  });

  it.each([
    ["0", 0],
    ["absent", undefined],
    ["nonsense", "soon"],
  ])("with an end that is %s never expires", async (_name, value) => {
    const token = await read(inspected({ expires_at: value, data_access_expires_at: value }));
    expect(token.isInspected).toBe(true);
    expect(token.expiresAt).toBeUndefined();
    expect(token.dataAccessExpiresAt).toBeUndefined();
  });

  it("that lacks something is asked why, and declined is told apart from never asked for", async () => {
    const { permissions: found, requests } = await read(inspected({ scopes: ["instagram_basic"] }), {
      body: {
        data: [
          { permission: "instagram_basic", status: "granted" },
          { permission: "pages_show_list", status: "declined" },
          { permission: "instagram_manage_insights", status: "expired" },
        ],
      },
    });
    expect(found).toEqual({
      granted: ["instagram_basic"],
      declined: ["pages_show_list", "instagram_manage_insights"],
      missing: ["pages_show_list", "pages_read_engagement", "business_management", "instagram_manage_insights"],
    });
    expect(requests).toHaveLength(2);
  });

  it.each(["190_463_expired", "190_460_password"])("that is dead is a reading, not an error: %s", async (name) => {
    const token = await read(refused(name));
    expect(token).toMatchObject({ isValid: false, isInspected: false, failure: { code: "GRAPH_TOKEN_UNUSABLE" } });
    expect(token.requests).toHaveLength(1);
  });

  it("that is described as invalid says why, without itself", async () => {
    const error = { code: 190, subcode: 460, message: `The session of EAABsecret0123456789 has been invalidated` };
    const token = await read(inspected({ is_valid: false, error, scopes: [] }));
    expect(token).toMatchObject({ isValid: false, failure: { code: "GRAPH_TOKEN_UNUSABLE" } });
    expect(token.failure?.message).toContain("has been invalidated");
    expect(token.failure?.message).not.toContain("EAABsecret");
    expect(token.requests).toHaveLength(1);
  });

  it("that may not be inspected is valid when its permissions are told", async () => {
    const token = await read(refused("010_permission"), permissions);
    expect(token).toMatchObject({ isValid: true, isInspected: false });
    expect(token.expiresAt).toBeUndefined();
    expect(token.permissions).toMatchObject({ declined: ["instagram_manage_comments"] });
    expect(token.permissions?.missing).toContain("pages_show_list");
  });

  it("that may tell nothing about itself is still no dead one", async () => {
    const token = await read(refused("010_permission"), refused("200_permission"));
    expect(token).toMatchObject({ isValid: true, isInspected: false });
    expect(token.permissions).toBeUndefined();
  });

  it("whose description has another shape is treated as not described", async () => {
    const token = await read({ body: { data: [] } }, permissions);
    expect(token).toMatchObject({ isValid: true, isInspected: false });
  });
});
