// The HTTP side: sockets, bodies, pictures, and the log of what was called.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createDayCache } from "./account-day.ts";
import { createAllowance } from "./allowance.ts";
import { answerBatch } from "./batch.ts";
import { createModeration } from "./comments.ts";
import { answerExchange, type Surroundings, type WireAnswer, type WireRequest } from "./exchange.ts";
import { createFaultBook, type Fault } from "./faults.ts";
import { createImageMaker, EMPTY_VIDEO, type ImageMaker } from "./images.ts";
import { toParameters } from "./parameters.ts";
import { toHash } from "./random.ts";
import { findAccountOf } from "./routes.ts";
import { DEFAULT_SETTINGS, type SandboxSettings } from "./settings.ts";
import { createTokenBook } from "./tokens.ts";
import { createWorld, type World } from "./world.ts";

export interface SandboxOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  readonly host?: "127.0.0.1";
  readonly seed?: number;
  /** Instagram accounts in the world; default 14. */
  readonly accounts?: number;
  readonly now?: () => Date;
  /** A world of one's own, instead of `seed` and `accounts`; make it with the same `now`, or its token may be over. */
  readonly world?: World;
  readonly settings?: Partial<SandboxSettings>;
  readonly faults?: readonly Fault[];
}

/** One HTTP request as received; no token and no proof in it. */
export interface LoggedCall {
  readonly at: Date;
  readonly method: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** 0: no answer left the server. */
  readonly status: number;
  /** Calls Meta would count for it. */
  readonly cost: number;
  readonly tokenOwner: "user" | "page" | "app" | "none";
}

export interface Sandbox {
  /** `http://127.0.0.1:{port}` */
  readonly url: string;
  readonly token: string;
  readonly appSecret: string;
  readonly appId: string;
  readonly world: World;
  /** Every user and Page token it knows, for leak checks. */
  tokens(): readonly string[];
  log(): readonly LoggedCall[];
  /** Calls as Meta counts them: each of `ids` and of a batch is one; pictures are none. */
  callsCounted(): number;
  configure(settings: Partial<SandboxSettings>): void;
  /** Adds faults to those already there. */
  injectFaults(faults: readonly Fault[]): void;
  clearFaults(): void;
  /** The user token, or one named, answers 190/460 from now on. */
  revokeToken(token?: string): void;
  /** Stops the sandbox's clock at an instant; null gives it back its own. */
  setNow(now: Date | null): void;
  close(): Promise<void>;
}

/** A stand-in Graph API on localhost; resolves once it listens. Must be closed. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const ownNow = options.now ?? (() => new Date());
  let fixedNow: Date | null = null;
  let settings: SandboxSettings = { ...DEFAULT_SETTINGS, ...options.settings };
  const world =
    options.world ?? createWorld({ seed: options.seed ?? 1, accounts: options.accounts ?? 14, now: ownNow() });
  const book = createTokenBook(world);
  const allowance = createAllowance(world);
  const faults = createFaultBook(options.faults);
  const images = createImageMaker();
  const calls: LoggedCall[] = [];
  const readNow = (): number => (fixedNow ?? ownNow()).getTime() + settings.clockSkewMinutes * 60_000;
  const around = {
    world,
    book,
    allowance,
    faults,
    moderation: createModeration(),
    readSettings: () => settings,
    readNow,
    readDay: createDayCache(),
  };

  const server = createServer((message, response) => {
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    serve(message, response, { ...around, baseUrl }, images, calls).catch((error: unknown) =>
      response.destroy(error as Error),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, options.host ?? "127.0.0.1", resolve);
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: world.user.token,
    appSecret: world.appSecret,
    appId: world.appId,
    world,
    tokens: () => book.list(),
    log: () => [...calls],
    callsCounted: () => allowance.total(),
    configure: (more) => {
      settings = { ...settings, ...more };
    },
    injectFaults: (more) => faults.add(more),
    clearFaults: () => faults.clear(),
    revokeToken: (token = world.user.token) => book.revoke(token),
    setNow: (now) => {
      fixedNow = now;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  around: Surroundings,
  images: ImageMaker,
  calls: LoggedCall[],
): Promise<void> {
  const url = new URL(message.url ?? "/", around.baseUrl);
  if (url.pathname.startsWith("/cdn/")) return sendPicture(url.pathname, response, around, images);
  const parameters = toParameters([
    ...url.searchParams,
    ...(await parseBody(await readBytes(message), message.headers["content-type"] ?? "")),
  ]);
  const bearer = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(message.headers.authorization ?? "")?.[1] ?? null;
  const request: WireRequest = { method: message.method ?? "GET", path: url.pathname, parameters, bearer };
  const batch = request.method === "POST" ? parameters.get("batch") : undefined;
  const answer = batch === undefined ? answerExchange(request, around) : answerBatch(request, batch, around);
  calls.push(toLogged(request, answer, around));
  send(response, answer);
}

function send(response: ServerResponse, { status, headers, body, connection }: WireAnswer): void {
  // A call that hangs stays open until the client or `close` ends it.
  if (connection === "hang") return;
  if (connection === "reset") {
    response.destroy();
    return;
  }
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, "content-length": bytes.length, "cache-control": "no-store" });
  if (connection !== "truncate") {
    response.end(bytes);
    return;
  }
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}

const SECRET_PARAMETERS = [
  "access_token",
  "appsecret_proof",
  "input_token",
  "client_secret",
  "fb_exchange_token",
  "batch",
];

function toLogged(
  { method, path, parameters }: WireRequest,
  answer: WireAnswer,
  { readNow }: Surroundings,
): LoggedCall {
  const isAnswered = answer.connection === undefined || answer.connection === "truncate";
  return {
    at: new Date(readNow()),
    method,
    path,
    parameters: Object.fromEntries([...parameters].filter(([name]) => !SECRET_PARAMETERS.includes(name))),
    status: isAnswered ? answer.status : 0,
    cost: answer.cost,
    tokenOwner: answer.owner?.kind ?? "none",
  };
}

async function readBytes(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Form fields of either encoding, or the members of a JSON object (values that are not text are written as JSON). */
async function parseBody(bytes: Buffer, contentType: string): Promise<readonly (readonly [string, string])[]> {
  if (bytes.length === 0) return [];
  if (contentType.includes("multipart/form-data")) return await parseParts(bytes, contentType);
  const text = bytes.toString("utf8");
  if (!contentType.includes("json")) return [...new URLSearchParams(text)];
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== "object" || body === null) return [];
    return Object.entries(body).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
  } catch {
    return [];
  }
}

/** Files among the parts are of no use to anything here. */
async function parseParts(bytes: Buffer, contentType: string): Promise<readonly (readonly [string, string])[]> {
  try {
    const form = await new Response(new Uint8Array(bytes), { headers: { "content-type": contentType } }).formData();
    return [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []));
  } catch {
    return [];
  }
}

async function sendPicture(
  path: string,
  response: ServerResponse,
  { world, readSettings }: Surroundings,
  images: ImageMaker,
): Promise<void> {
  const [, kind = "", id = ""] = /^\/cdn\/(media|profile|video)\/(\d{17})\.(?:jpg|mp4)$/.exec(path) ?? [];
  const account = readSettings().pictures === "none" ? null : findAccountOf(id, world);
  // About one picture in forty has expired, as CDN links do.
  const status = account === null ? 404 : kind !== "profile" && toHash("forbidden", id) % 40 === 0 ? 403 : 200;
  if (status !== 200 || account === null) {
    response
      .writeHead(status, { "content-type": "text/plain" })
      .end(status === 403 ? "URL signature expired" : "Not found");
    return;
  }
  const bytes =
    kind === "video" ? EMPTY_VIDEO : await images.paint(id, account.theme, kind === "profile" ? "profile" : "post");
  response
    .writeHead(200, { "content-type": kind === "video" ? "video/mp4" : "image/jpeg", "content-length": bytes.length })
    .end(bytes);
}
