// Who may come in, asked of every request in this one place, before any handler: the host it was sent to, the session, the
// role, whose it is, and for writes that this very page has sent it. What has no rule here is refused.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { DeskUser } from "../../config/index.ts";
import { DeskError, toNotFound } from "../desk-error.ts";
import { hasRole, isWithin, type Person } from "../person.ts";
import type { DeskPorts } from "../ports.ts";
import type { DeskRoute } from "../route.ts";
import { toInputSentence } from "./input-words.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The page behind it. */
    desk?: DeskRoute;
    /** Needs nobody signed in; `routes` of `server.ts` names each. */
    isPublic?: true;
  }
  interface FastifyRequest {
    /** Set by the gate, with `input`, for every page that is not public. */
    person?: Person;
    input?: unknown;
  }
}

export interface GateOptions {
  readonly ports: DeskPorts;
  /** As a browser writes them: "127.0.0.1:8057". */
  readonly hosts: () => readonly string[];
  /** Who sits at this machine, where nobody is named in desk.users. */
  readonly owner: string;
}

export function guard(app: FastifyInstance, options: GateOptions): void {
  app.decorateRequest("person", undefined);
  app.decorateRequest("input", undefined);
  app.addHook("onRequest", async (request) => refuseHost(request, options));
  app.addHook("onRequest", async (request) => refuseOtherSite(request));
  // The form is read by now; a handler's own hooks come later.
  app.addHook("preHandler", async (request, reply) => {
    const { desk, isPublic } = request.routeOptions.config;
    if (request.method !== "GET" && request.method !== "HEAD") await refuseForged(app, request, reply);
    if (isPublic === true) return;
    const person = findPerson(request, options);
    if (person === undefined) throw toSignIn();
    request.person = person;
    // An address without a page is told nothing else than one without rights.
    if (desk === undefined) throw toNotFound();
    if (!hasRole(person, desk.role)) throw toNotYours(desk.role);
    const { input } = readInput(desk, request);
    request.input = input;
    await refuseForeign(desk, input, person, options.ports);
  });
}

/** A name that leads here from elsewhere (DNS rebinding) is no name of ours. */
function refuseHost({ headers }: FastifyRequest, { hosts }: GateOptions): void {
  if (hosts().includes((headers.host ?? "").toLowerCase())) return;
  throw new DeskError(421, {
    code: "DESK_HOST_UNKNOWN",
    sentence: "This desk is not reached under that address.",
    hint: "Use the address `gazette desk` printed, or set desk.url to the one your proxy shows.",
  });
}

/** Browsers say where a request comes from. A link from elsewhere may open a page; nothing else. */
function refuseOtherSite({ headers, method, routeOptions }: FastifyRequest): void {
  const site = headers["sec-fetch-site"];
  if (site === undefined || site === "same-origin" || site === "none") return;
  // A report in its sandbox has no origin of its own, and asks for nothing but what is shared on purpose.
  const isVisit =
    method === "GET" && headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
  if (isVisit || (routeOptions.config.isPublic === true && method === "GET")) return;
  throw toForged();
}

async function refuseForged(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { origin } = request.headers;
  if (origin !== undefined && URL.parse(origin)?.host !== request.headers.host) throw toForged();
  await new Promise<void>((done, fail) => {
    // Its own refusal would be sent at once; ours is a page in words.
    const silent = Object.assign(Object.create(reply) as FastifyReply, {
      send: () => {
        fail(toForged());
        return reply;
      },
    });
    app.csrfProtection(request, silent, () => done());
  });
}

function findPerson({ session, headers, routeOptions }: FastifyRequest, { ports, owner }: GateOptions) {
  const { desk } = ports.settings;
  const { person, startedAt = 0, seenAt = 0 } = session;
  const nowMs = ports.clock.now().getTime();
  const isOver = nowMs - startedAt > desk.sessionHours * 3_600_000 || nowMs - seenAt > desk.idleMinutes * 60_000;
  if (person === undefined || isOver) return undefined;
  // What a page asks for by itself is no sign of a person.
  const isByItself = headers["desk-live"] !== undefined || routeOptions.config.desk?.isStream === true;
  if (!isByItself) session.seenAt = nowMs;
  if (desk.users.length === 0) return { name: owner, role: "admin", scope: "all" } satisfies Person;
  const user = desk.users.find(({ name }) => name === person);
  return user === undefined ? undefined : toPerson(user);
}

export function toPerson({ name, role, clients }: DeskUser): Person {
  return { name, role, scope: clients ?? "all" };
}

function readInput({ input }: DeskRoute, { params, query, body }: FastifyRequest): { readonly input: unknown } {
  const given = { ...(query as object), ...(body as object | undefined), ...(params as object) };
  const read = input.safeParse(given);
  if (read.success) return { input: read.data };
  const [first] = read.error.issues;
  throw new DeskError(400, {
    code: "DESK_INPUT_INVALID",
    sentence: toInputSentence(first, given),
    hint: "Go back and correct it.",
  });
}

async function refuseForeign(desk: DeskRoute, input: unknown, { scope }: Person, ports: DeskPorts): Promise<void> {
  if (desk.about === "scope") return;
  if (desk.about === "house") {
    if (scope !== "all") throw toNotFound();
    return;
  }
  if (!isWithin(scope, await desk.about(input, ports))) throw toNotFound();
}

export function toSignIn(): DeskError {
  return new DeskError(401, {
    code: "DESK_SIGN_IN",
    sentence: "You are not signed in, or not any more.",
    hint: "Sign in and come back.",
  });
}

function toNotYours(role: string): DeskError {
  return new DeskError(403, {
    code: "DESK_ROLE",
    sentence: `This needs the role ${role}.`,
    hint: "Ask whoever keeps desk.users in the configuration.",
  });
}

function toForged(): DeskError {
  return new DeskError(403, {
    code: "DESK_FORGED",
    sentence: "This was not sent by a page of the desk, or by one that is too old.",
    hint: "Nothing was changed. Open the page again and repeat what you did.",
  });
}
