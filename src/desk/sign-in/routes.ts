// Coming in and going out. All but the last are open to everybody.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { DeskError, toNotFound } from "../desk-error.ts";
import { type AnswerContext, sendAnswer } from "../http/answer.ts";
import type { DeskPorts } from "../ports.ts";
import type { OneTimeLinks } from "./one-time-link.ts";
import { hashPassword, isPassword } from "./password.ts";
import { createThrottle } from "./throttle.ts";

export interface SignInOptions extends AnswerContext {
  readonly ports: DeskPorts;
  readonly links: OneTimeLinks;
  readonly owner: string;
  /** The link in the terminal was used, so that another may be shown. */
  readonly onSpent: () => void;
}

const PUBLIC = { config: { isPublic: true } } as const;
/** Whatever the name: guessing passwords costs this machine more than the guesser. */
const TRIES_A_MINUTE = { config: { isPublic: true, rateLimit: { max: 20, timeWindow: "1 minute" } } } as const;

const given = z.object({
  name: z.string().max(100),
  password: z.string().max(1_000),
  next: z.string().max(500).optional(),
});

export async function addSignIn(app: FastifyInstance, options: SignInOptions): Promise<void> {
  const { ports, links, owner, onSpent } = options;
  const { clock, store, settings } = ports;
  const throttle = createThrottle(clock);
  // Of nobody: a name that is not known takes as long as one that is.
  const decoy = settings.desk.users.length === 0 ? "" : await hashPassword(crypto.randomUUID());

  app.get("/sign-in", PUBLIC, (request, reply) => {
    const { next } = request.query as { readonly next?: unknown };
    return sendSignIn(request, reply, options, { next: toOwnPath(next), problem: "", name: "" });
  });

  app.get("/enter", TRIES_A_MINUTE, async (request, reply) => {
    const { key } = request.query as { readonly key?: unknown };
    if (settings.desk.users.length > 0) throw toNotFound();
    if (typeof key !== "string" || !links.spend(key)) {
      throw new DeskError(403, {
        code: "DESK_LINK_SPENT",
        sentence: "This link was used already, or is not the newest one.",
        hint: "The terminal of `gazette desk` shows the one that opens it now.",
      });
    }
    await enter(request, owner, options);
    onSpent();
    // No redirect: a cookie that is `Strict` is not sent along one that began elsewhere.
    return sendAnswer({ kind: "page", page: "entered", title: "Welcome", view: {} }, request, reply, options);
  });

  app.post("/sign-in", TRIES_A_MINUTE, async (request, reply) => {
    const read = given.safeParse(request.body);
    if (!read.success || settings.desk.users.length === 0) throw toNotFound();
    const { name, password } = read.data;
    const next = toOwnPath(read.data.next);
    const minutes = throttle.waitMinutes(name, request.ip);
    if (minutes !== undefined) {
      const problem = `Too many tries. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
      return sendSignIn(request, reply.code(429), options, { next, problem, name });
    }
    const user = settings.desk.users.find((one) => one.name === name);
    const isRight = await isPassword(password, user?.hash.reveal() ?? decoy);
    if (user === undefined || !isRight) {
      throttle.failed(name, request.ip);
      const problem = "Name or password is wrong.";
      return sendSignIn(request, reply.code(401), options, { next, problem, name });
    }
    throttle.succeeded(name, request.ip);
    await enter(request, user.name, options);
    return reply.redirect(next, 303);
  });

  app.post("/sign-out", PUBLIC, async (request, reply) => {
    const { person } = request.session;
    await request.session.destroy();
    if (person !== undefined) await note(store, person, "sign-out");
    return reply.redirect("/sign-in", 303);
  });
}

/** A new id: one that somebody else gave this browser opens nothing. */
async function enter(request: FastifyRequest, person: string, { ports }: SignInOptions): Promise<void> {
  await request.session.regenerate();
  const nowMs = ports.clock.now().getTime();
  Object.assign(request.session, { person, startedAt: nowMs, seenAt: nowMs });
  await note(ports.store, person, "sign-in");
}

async function note({ deskLog }: DeskPorts["store"], person: string, action: string): Promise<void> {
  await deskLog.end(await deskLog.begin({ person, action, about: null }), "done");
}

function sendSignIn(
  request: FastifyRequest,
  reply: FastifyReply,
  options: SignInOptions,
  view: { readonly next: string; readonly problem: string; readonly name: string },
): Promise<void> {
  const hasUsers = options.ports.settings.desk.users.length > 0;
  return sendAnswer(
    { kind: "page", page: "sign-in", title: "Sign in", view: { ...view, hasUsers } },
    request,
    reply,
    options,
  );
}

/** A path of the desk; whatever else was asked for leads to Today. */
function toOwnPath(next: unknown): string {
  if (typeof next !== "string" || !/^\/[\w/?&=%.,~+-]*$/.test(next) || next.startsWith("//")) return "/today";
  return next;
}
