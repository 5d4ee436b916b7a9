// Answers → HTTP.
import type { FastifyReply, FastifyRequest } from "fastify";
import { DESK_ROLES } from "../../config/index.ts";
import type { Answer, Said } from "../route.ts";
import type { Frame, Views } from "./views.ts";

declare module "fastify" {
  interface Session {
    /** Told on the next page, once. */
    said?: Said;
  }
}

/** Entries of the navigation, in order; those that are registered and whose least role one has are shown. */
const PLACES = [
  ["today", "Today"],
  ["reports", "Reports"],
  ["accounts", "Accounts"],
  ["comments", "Comments"],
  ["calls", "Calls"],
  ["settings", "Settings"],
] as const;

export interface AnswerContext {
  readonly views: Views;
  /** Who the desk belongs to, for the head of the navigation. */
  readonly house: string;
  /** Pages this person may open, by route name. */
  readonly mayOpen: (request: FastifyRequest, name: string) => string | undefined;
}

export async function sendAnswer(
  answer: Answer,
  request: FastifyRequest,
  reply: FastifyReply,
  context: AnswerContext,
): Promise<void> {
  if (answer.kind === "page") return sendPage(answer, request, reply, context);
  if (answer.kind === "redirect") {
    const { said } = answer;
    if (said !== undefined) request.session.said = typeof said === "string" ? { words: said } : said;
    return void reply.header("cache-control", "no-store").redirect(answer.to, 303);
  }
  if (answer.kind === "events") return void (await reply.sse.send(answer.events));
  const { name, mediaType, bytes, show } = answer;
  if (show === "framed") reply.header("content-security-policy", FRAMED);
  if (show === "shared") {
    reply.header("content-security-policy", FRAMED.replace("frame-ancestors 'self'", "frame-ancestors 'none'"));
    reply.header("x-robots-tag", "noindex, nofollow, noarchive");
    // Its address is its secret.
    reply.header("referrer-policy", "no-referrer");
  }
  reply.header("cache-control", "private, no-store");
  reply.header("content-disposition", toDisposition(show, name));
  await reply.type(mediaType).send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

/**
 * A report is a page of its own with a policy of its own: here it gets no origin, so that it can read neither cookie nor page
 * of the desk, and no network.
 */
const FRAMED = [
  "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox",
  "default-src 'none'",
  "script-src 'unsafe-inline'",
  "style-src 'unsafe-inline'",
  "img-src data:",
  "font-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join("; ");

async function sendPage(
  { page, title, view, part }: Extract<Answer, { kind: "page" }>,
  request: FastifyRequest,
  reply: FastifyReply,
  { views, house, mayOpen }: AnswerContext,
): Promise<void> {
  const { session, person } = request;
  const isPart = part !== undefined && request.headers["hx-request"] !== undefined;
  // What is refused at the very door has no session yet.
  const said = isPart ? undefined : session?.said;
  if (said !== undefined) delete session.said;
  const places = PLACES.flatMap(([name, words]) => {
    const path = mayOpen(request, name);
    return path === undefined ? [] : [{ name, words, path, isHere: isBelow(request.url, path) }];
  });
  const frame: Frame = {
    title,
    house,
    places,
    said: said === undefined ? null : { words: said.words, link: said.link ?? null, answered: said.answered ?? "" },
    csrf: session === undefined || session === null ? "" : reply.generateCsrf(),
    person: person === undefined ? null : { ...person, roleWords: person.role },
    may: person === undefined ? {} : toRights(person.role),
    hasSignOut: person !== undefined,
  };
  const html = isPart ? views.part(part, frame, view) : views.page(page, frame, view);
  reply.header("cache-control", "no-store").type("text/html; charset=utf-8");
  await reply.send(html);
}

function isBelow(url: string, path: string): boolean {
  const [here = ""] = url.split("?");
  return here === path || here.startsWith(`${path}/`);
}

/** `{ viewer: true, moderator: true, manager: false, … }`, for templates. */
function toRights(role: (typeof DESK_ROLES)[number]): Readonly<Record<string, boolean>> {
  const rank = DESK_ROLES.indexOf(role);
  return Object.fromEntries(DESK_ROLES.map((name, at) => [name, at <= rank]));
}

function toDisposition(show: string, name: string): string {
  const kind = show === "attachment" ? "attachment" : "inline";
  const plain = name.replace(/[^\w. -]/g, "_");
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, toPercent)}`;
}

function toPercent(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}
