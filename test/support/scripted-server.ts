// A server that gives a list of answers, one after the other, and keeps the requests: Octokit's way (RELIABILITY §4).
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface ScriptedAnswer {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, or as it is when it is text. */
  readonly body?: unknown;
  /** The connection is destroyed after this share of the body. */
  readonly cutAfter?: number;
  /** "reset": no byte is sent. "hang": nothing is, until the client or `close` ends it. */
  readonly connection?: "reset" | "hang";
}

export interface ReceivedRequest {
  readonly method: string;
  /** Path and query as received. */
  readonly url: string;
  readonly path: string;
  /** Of the query and of the form in the body. */
  readonly params: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Script =
  | readonly ScriptedAnswer[]
  | ((request: ReceivedRequest, index: number) => ScriptedAnswer | Promise<ScriptedAnswer>);

export interface ScriptedServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
}

/** Serves the script on a free port; a request beyond a list's end is answered 599. */
export async function startScriptedServer(script: Script): Promise<ScriptedServer> {
  const requests: ReceivedRequest[] = [];
  const server = createServer(async (message, response) => {
    const request = await readRequest(message);
    requests.push(request);
    const index = requests.length - 1;
    const answer = typeof script === "function" ? await script(request, index) : script[index];
    sendAnswer(response, answer ?? { status: 599, body: "the script is over" });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readRequest(message: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString("utf8");
  const { pathname, searchParams } = new URL(message.url ?? "/", "http://scripted");
  const params = Object.fromEntries([...searchParams, ...new URLSearchParams(body)]);
  const { method = "", url = "", headers } = message;
  return { method, url, path: pathname, params, headers, body };
}

function sendAnswer(response: ServerResponse, answer: ScriptedAnswer): void {
  if (answer.connection === "hang") return;
  if (answer.connection === "reset") {
    response.destroy();
    return;
  }
  const body = answer.body ?? {};
  const bytes = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  const headers = { "content-type": "application/json", "content-length": bytes.length, ...answer.headers };
  response.writeHead(answer.status ?? 200, headers);
  if (answer.cutAfter === undefined) response.end(bytes);
  else response.write(bytes.subarray(0, Math.floor(bytes.length * answer.cutAfter)), () => response.destroy());
}
