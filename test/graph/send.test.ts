import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { MAX_BODY_BYTES } from "../../src/graph/send.ts";
import { Secret } from "../../src/shared/index.ts";
import { HANG } from "../support/hang.ts";
import { APP_SECRET, openGraph, TOKEN } from "../support/open-graph.ts";
import { readErrorFixture } from "../support/read-fixture.ts";

const OK = { body: { id: "1784" } };
const LONG = { fields: "x".repeat(2_100) };

describe("a Page's token", () => {
  const PAGE_TOKEN = "EAAGpageexample0Zx9QpL2vT4sK8rW1uY3bN6hJ5gF0dC7aE9iO2kM4n";
  const SHOWN = `${PAGE_TOKEN} ${Buffer.from(PAGE_TOKEN).toString("base64")}`;

  it("is blanked in the very answer that first brings it, asked for or not, and in those that follow", async () => {
    const listed = { data: [{ id: "1", about: SHOWN, access_token: PAGE_TOKEN, name: "reach" }] };
    const short = { data: [{ id: "2", access_token: "reach", name: "reach" }] };
    await using house = await openGraph([{ body: listed }, { body: short }, { body: { biography: SHOWN } }]);
    expect(JSON.parse(JSON.stringify((await house.ask()).body))).toEqual({
      data: [{ id: "1", about: "[secret] [secret]", access_token: "[secret]", name: "reach" }],
    });
    expect(JSON.stringify((await house.ask()).body)).toContain('"name":"reach"');
    expect((await house.ask()).body).toEqual({ biography: "[secret] [secret]" });
  });

  it("is used as it came, also where it is the connection's own", async () => {
    for (const token of [PAGE_TOKEN, TOKEN]) {
      await using house = await openGraph([{ body: { id: "1", access_token: token } }, OK]);
      const page = { connection: "agency", accountId: "17", pageId: "1", about: "the Page" };
      expect(await house.graph.adoptPageToken(page, new AbortController().signal)).toMatchObject({ isAdopted: true });
      await house.ask({ accountId: "17" });
      expect(house.server.requests[1]?.headers.authorization).toBe(`Bearer ${token}`);
    }
  });
});

describe("a request on the wire", () => {
  it("has version, path, parameters, locale and proof in the address, and the token in the header alone", async () => {
    await using house = await openGraph([OK]);
    await house.ask({ path: "1784/media", params: { fields: "id,caption", limit: "50" } });
    const [request] = house.server.requests;
    expect(request?.method).toBe("GET");
    expect(request?.path).toBe("/v25.0/1784/media");
    const proof = createHmac("sha256", APP_SECRET).update(TOKEN).digest("hex");
    expect(request?.params).toEqual({ fields: "id,caption", limit: "50", locale: "en_US", appsecret_proof: proof });
    expect(request?.headers.authorization).toBe(`Bearer ${TOKEN}`);
    expect(request?.headers["accept-encoding"]).toBe("identity");
    const elsewhere = JSON.stringify({ ...request, headers: { ...request?.headers, authorization: "" } });
    for (const hidden of [TOKEN, encodeURIComponent(TOKEN), APP_SECRET]) expect(elsewhere).not.toContain(hidden);
  });

  it("has the proof of the contract's recipe: hex HMAC-SHA256 of the token under the app secret", async () => {
    await using house = await openGraph([OK], {
      connections: [{ name: "agency", token: new Secret("key-test"), appSecret: new Secret("s"), perHour: 9 }],
    });
    await house.ask();
    // printf key-test | openssl dgst -sha256 -hmac s
    expect(house.server.requests[0]?.params.appsecret_proof).toBe(
      "acbeb68d3dd60e243c74464629a3147c78aa57560820a3d2be534bd913aabc59",
    );
  });

  it("is answered by no more than 64 MB: what is larger is no answer and asked again", async () => {
    const large = { body: { id: "1784", biography: "x".repeat(MAX_BODY_BYTES) } };
    await using house = await openGraph([large, OK]);
    expect((await house.ask()).body).toEqual(OK.body);
    expect(house.server.requests).toHaveLength(2);
  });

  it("has no proof without an app secret", async () => {
    await using house = await openGraph([OK], {
      connections: [{ name: "agency", token: new Secret(TOKEN), perHour: 100 }],
    });
    await house.ask();
    expect(house.server.requests[0]?.params).toEqual({ locale: "en_US" });
  });

  it("keeps the path of a server that does not live at the root", async () => {
    await using house = await openGraph([OK]);
    const { createGraph } = await import("../../src/graph/index.ts");
    await using inner = createGraph({
      url: `${house.server.url}/proxy/`,
      version: "v25.0",
      timeoutMs: HANG.timeout,
      connections: [{ name: "agency", token: new Secret(TOKEN), perHour: 100 }],
      ledger: house.ledger,
      whenSpent: "wait",
    });
    await inner.send({ connection: "agency", path: "me", about: "me" }, new AbortController().signal);
    expect(house.server.requests[0]?.path).toBe("/proxy/v25.0/me");
  });

  it("writes in the body of a POST", async () => {
    await using house = await openGraph([{ body: { id: "7" } }]);
    await house.ask({ method: "POST", path: "9/comments", params: { message: "Grüße & más" } });
    const [request] = house.server.requests;
    expect(request).toMatchObject({ method: "POST", url: "/v25.0/9/comments", params: { message: "Grüße & más" } });
    expect(request?.params.method).toBeUndefined();
  });
});

describe("a read too long for an address", () => {
  it("goes as POST with method=GET (CALL-COST §4.4)", async () => {
    await using house = await openGraph([OK]);
    const reply = await house.ask({ params: LONG });
    const [request] = house.server.requests;
    expect(request).toMatchObject({ method: "POST", url: "/v25.0/1784" });
    expect(request?.params).toMatchObject({ ...LONG, method: "GET", locale: "en_US" });
    expect(request?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(reply.body).toEqual({ id: "1784" });
  });

  const refusals = [
    ["HTTP 405 with a page of HTML", { status: 405, body: "<h1>Method Not Allowed</h1>" }],
    ["an unsupported post request", { status: 400, body: unsupported() }],
  ] as const;

  it.each(refusals)("goes as GET after %s, from then on, for one call more", async (_what, refusal) => {
    await using house = await openGraph([refusal, OK, OK]);
    const reply = await house.ask({ params: LONG });
    await house.ask({ params: LONG });
    expect(house.server.requests.map(({ method }) => method)).toEqual(["POST", "GET", "GET"]);
    expect(house.server.requests[1]?.params).toMatchObject(LONG);
    expect(house.server.requests[1]?.params.method).toBeUndefined();
    expect(house.ledger.entries).toHaveLength(3);
    expect(reply.callIds).toHaveLength(2);
    expect(house.clock.sleepsMs).toEqual([]);
  });

  it("is not repeated when the GET is refused in the same words", async () => {
    await using house = await openGraph([
      { status: 400, body: unsupported() },
      { status: 400, body: unsupported() },
    ]);
    await expect(house.ask({ params: LONG })).rejects.toMatchObject({ code: "GRAPH_GONE" });
    expect(house.server.requests).toHaveLength(2);
  });

  it("is not mistaken for a write that is refused", async () => {
    await using house = await openGraph([{ status: 400, body: unsupported() }]);
    await expect(house.ask({ method: "POST", params: { message: "hello" } })).rejects.toMatchObject({
      code: "GRAPH_GONE",
    });
    expect(house.server.requests).toHaveLength(1);
  });
});

function unsupported() {
  const { error } = readErrorFixture("100_033_not_found").body;
  return { error: { ...error, message: String(error.message).replace("get request", "post request") } };
}

describe("a reply", () => {
  it("comes without paging addresses, with its time, version and usage", async () => {
    const next = `https://graph.facebook.com/v26.0/1?access_token=${TOKEN}&after=A`;
    await using house = await openGraph([
      {
        headers: {
          "facebook-api-version": "v26.0",
          "x-app-usage": '{"call_count":28,"total_time":25,"total_cputime":25}',
        },
        body: { data: [{ insights: { data: [], paging: { next } } }], paging: { cursors: { after: "A" }, next } },
      },
    ]);
    const reply = await house.ask();
    expect(reply).toMatchObject({
      body: { data: [{ insights: { data: [], paging: { hasNext: true } } }], paging: { after: "A", hasNext: true } },
      takenAt: "2026-11-23T12:00:00.000Z",
      servedVersion: "v26.0",
      usedPercent: 28,
    });
    expect(JSON.stringify(reply)).not.toContain(TOKEN);
  });

  it("without headers is of unknown version and usage", async () => {
    await using house = await openGraph([OK]);
    expect(await house.ask()).toMatchObject({ servedVersion: undefined, usedPercent: undefined });
  });

  it("that quotes the token makes an error without it", async () => {
    const message = `Error validating access token ${TOKEN}`;
    await using house = await openGraph([{ status: 400, body: { error: { message, code: 190 } } }]);
    const error: unknown = await house.ask().catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: "GRAPH_TOKEN_UNUSABLE", recovery: "stop" });
    expect(`${JSON.stringify(error)} ${String(error)}`).not.toContain(TOKEN);
  });
});
