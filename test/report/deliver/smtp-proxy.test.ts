// Mail through an HTTP proxy, named in `delivery.smtp`.
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, it } from "vitest";
import { createSmtpTransport } from "../../../src/report/deliver/smtp.ts";
import { Secret } from "../../../src/shared/index.ts";
import { startMailServer } from "../../support/mail-server.ts";

const NEVER = new AbortController().signal;

async function startProxy(refusal?: string) {
  const asked: string[] = [];
  const server = createServer().on("connect", (request, socket) => {
    asked.push(request.url ?? "");
    if (refusal !== undefined) return void socket.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
    const [host = "", port] = (request.url ?? "").split(":");
    const onward = connect(Number(port), host, () => socket.write("HTTP/1.1 200 OK\r\n\r\n"));
    onward.pipe(socket).pipe(onward);
    for (const end of [onward, socket]) end.on("error", () => undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { asked, port, [Symbol.asyncDispose]: async () => void server.close() };
}

const toAddress = (port: number, proxy: string): Secret =>
  new Secret(`smtp://127.0.0.1:${port}?tls=off&proxy=${encodeURIComponent(proxy)}`);

it("goes through the proxy that delivery.smtp names", async () => {
  await using server = await startMailServer();
  await using proxy = await startProxy();
  await using session = await createSmtpTransport(toAddress(server.port, `http://127.0.0.1:${proxy.port}`)).open(NEVER);
  const bytes = Buffer.from("Subject: hello\r\n\r\nhello\r\n");
  const end = await session.send({ from: "a@x.test", to: "b@x.test", bytes } as never, async () => undefined, NEVER);
  expect(end.kind).toBe("accepted");
  expect(server.mails).toHaveLength(1);
  expect(proxy.asked).toEqual([`127.0.0.1:${server.port}`]);
});

it("tells a proxy's refusal as such, without its password", async () => {
  await using proxy = await startProxy("403 Forbidden");
  const transport = createSmtpTransport(toAddress(25, `http://user:pass-word@127.0.0.1:${proxy.port}`));
  const failure = await transport.open(NEVER).then(
    () => undefined,
    (error: Error) => error,
  );
  expect(failure).toMatchObject({ code: "DELIVER_UNREACHABLE" });
  expect(failure?.message).toContain("its proxy refused the way there");
  expect(failure?.message).not.toContain("pass-word");
});

it("tells a proxy that wants a password, or is not there, apart from the mail server", async () => {
  await using proxy = await startProxy("407 Proxy Authentication Required");
  const open = (port: number): Promise<unknown> =>
    createSmtpTransport(toAddress(25, `http://127.0.0.1:${port}`)).open(NEVER);
  await expect(open(proxy.port)).rejects.toThrow(
    /its proxy refused the way there \(.*407, it wants user and password\)\.$/,
  );
  await expect(open(1)).rejects.toThrow(/its proxy cannot be reached: nothing listens there\.$/);
});

it.each(["proxy:3128", "socks5://proxy:1080", "nonsense"])("refuses %s as a proxy, unquoted", (proxy) => {
  expect(() => createSmtpTransport(toAddress(25, proxy))).toThrow(
    /its parameter proxy is no http:\/\/ or https:\/\/ address/,
  );
});
