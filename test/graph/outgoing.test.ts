// The ways out: proxies of the environment, and addresses that no answer may make us ask.
import { once } from "node:events";
import { request as ask, createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { fetchThumbnail } from "../../src/collect/fetch/fetch-thumbnail.ts";
import { createGraph, createPictureDispatcher, isInnerUrl } from "../../src/graph/index.ts";
import { findProxy } from "../../src/graph/outgoing.ts";
import { Secret } from "../../src/shared/index.ts";
import { openGraph } from "../support/open-graph.ts";

const NEVER = new AbortController().signal;

/** A proxy on this machine that lets through, or answers everything with a status. */
async function startProxy(refusal?: number) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (refusal !== undefined) return void response.writeHead(refusal).end("<html>no</html>");
    const onward = ask(request.url ?? "", { method: request.method, headers: request.headers }, (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(response);
    });
    request.pipe(onward);
  });
  server.on("connect", (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    if (refusal !== undefined) return void socket.end(`HTTP/1.1 ${refusal} No\r\n\r\n`);
    const [host = "", port] = (request.url ?? "").split(":");
    const onward = connect(Number(port), host, () => socket.write("HTTP/1.1 200 OK\r\n\r\n"));
    onward.pipe(socket).pipe(onward);
    for (const end of [onward, socket]) end.on("error", () => undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    asked,
    url: `http://user:pass-word@127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("a proxy of the environment", () => {
  it("is gone through, except to what NO_PROXY names", async () => {
    await using proxy = await startProxy();
    vi.stubEnv("HTTP_PROXY", proxy.url);
    vi.stubEnv("NO_PROXY", "");
    {
      await using house = await openGraph([{ body: { id: "1784" } }]);
      expect((await house.ask()).body).toEqual({ id: "1784" });
      expect(proxy.asked).toHaveLength(1);
    }
    vi.stubEnv("NO_PROXY", "127.0.0.1");
    await using house = await openGraph([{ body: { id: "1784" } }]);
    await house.ask();
    expect(proxy.asked).toHaveLength(1);
  });

  it("is told for the ports alone that NO_PROXY does not spare", () => {
    const env = { HTTPS_PROXY: "http://proxy.test:3128", NO_PROXY: "graph.test:8443, .inner.test" };
    const told = (url: string) => findProxy(url, env);
    expect([told("https://graph.test:8443"), told("https://graph.test")]).toEqual([undefined, "proxy.test:3128"]);
    expect([told("https://a.inner.test"), told("https://inner.test.other")]).toEqual([undefined, "proxy.test:3128"]);
    expect(findProxy("https://graph.test", { ...env, NO_PROXY: "graph.test:443" })).toBeUndefined();
  });

  it.each([403, 407])("that answers %i is told as the one who refused, without its password", async (status) => {
    await using proxy = await startProxy(status);
    vi.stubEnv("HTTPS_PROXY", proxy.url);
    vi.stubEnv("NO_PROXY", "");
    await using house = await openGraph([]);
    await using graph = createGraph(
      {
        url: "https://graph.invalid",
        version: "v25.0",
        timeoutMs: 20_000,
        connections: [{ name: "agency", token: new Secret("a-token-of-mine"), perHour: 9 }],
        ledger: house.ledger,
        whenSpent: "wait",
      },
      house.clock,
    );
    const failure = await graph
      .send({ connection: "agency", path: "1", about: "the test" }, NEVER)
      .catch((error: Error) => error);
    expect(failure).toMatchObject({ code: "GRAPH_UNREACHABLE" });
    expect((failure as Error).message).toMatch(
      new RegExp(`the proxy 127.0.0.1:\\d+ refused the way to graph.invalid \\(${status}`),
    );
    expect(JSON.stringify([failure, (failure as Error).message])).not.toContain("pass-word");
  });

  it("that is no address is a sentence", async () => {
    vi.stubEnv("HTTPS_PROXY", "proxy:3128");
    await expect(openGraph([])).rejects.toMatchObject({ code: "CONFIG_INVALID" });
  });

  it("is named as the environment's rules have it", () => {
    const env = { HTTPS_PROXY: "http://u:p@proxy.test:3128", NO_PROXY: "cdn.test, .inner.test" };
    expect(findProxy("https://graph.facebook.com", env)).toBe("proxy.test:3128");
    for (const url of ["https://cdn.test", "https://a.cdn.test", "https://x.inner.test", "http://graph.test"])
      expect(findProxy(url, env), url).toBeUndefined();
  });
});

describe("an address of our own networks", () => {
  it.each([
    "http://127.0.0.1/x",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://localhost:8080/",
    "http://a.localhost/",
    "http://10.1.2.3/",
    "http://172.31.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data",
    "http://0.0.0.0/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::7f00:1]/",
    "http://[2001:0:7f00:1::]/",
    "http://[2002:c0a8:101::1]/",
    "http://[fec0::1]/",
    "http://[fe80::1]/",
    "http://[fd00::1]/",
  ])("is known: %s", (url) => {
    expect(isInnerUrl(new URL(url))).toBe(true);
  });

  it.each([
    "http://93.184.216.34/",
    "https://scontent.cdninstagram.com/",
    "http://172.32.0.1/",
    "http://[2606:4700::1]/",
  ])("is not one: %s", (url) => {
    expect(isInnerUrl(new URL(url))).toBe(false);
  });

  it("is asked for no picture, by number or by name, unless the Graph API has one itself", async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const outside = await createPictureDispatcher("https://93.184.216.34");
    for (const host of ["127.0.0.1", "localhost", "2130706433"])
      expect(await fetchThumbnail(`http://${host}:${port}/`, NEVER, outside)).toBeUndefined();
    expect(asked).toBe(0);
    const inside = await createPictureDispatcher("http://127.0.0.1:1");
    await fetchThumbnail(`http://127.0.0.1:${port}/`, NEVER, inside);
    expect(asked).toBe(1);
    await Promise.all([outside.close(), inside.close()]);
    server.close();
  });
});
