// The desk as a Fastify app: pages out of a list, each behind one gate. Built without a socket, so that tests may ask it anything.
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { type AnswerContext, sendAnswer } from "./http/answer.ts";
import { addAssets } from "./http/assets.ts";
import { guard, toSignIn } from "./http/gate.ts";
import { registerPlugins } from "./http/plugins.ts";
import { type Refusal, toRefusal } from "./http/refusal.ts";
import { addRoute } from "./http/run-route.ts";
import { addSharedLink } from "./http/shared-link.ts";
import { readViews } from "./http/views.ts";
import { hasRole } from "./person.ts";
import type { DeskPorts } from "./ports.ts";
import type { DeskRoute } from "./route.ts";
import { ROUTES } from "./routes/index.ts";
import { createOneTimeLinks, type OneTimeLinks } from "./sign-in/one-time-link.ts";
import { addSignIn } from "./sign-in/routes.ts";
import { createWorkbench, type Workbench } from "./work.ts";

export interface DeskOptions {
  readonly ports: DeskPorts;
  /** Folder with the desk's templates and files. */
  readonly templates: string;
  /** Hosts it answers to, as browsers write them; asked at each request, since a port may be known late. */
  readonly hosts: () => readonly string[];
  /** Who sits at this machine, where nobody is named in desk.users. */
  readonly owner: string;
  readonly onSpent?: (() => void) | undefined;
  /** Requests an address may make in a minute; as many as a person could where absent. */
  readonly requestsAMinute?: number | undefined;
  /** Of our own mistakes. */
  readonly onMistake: (error: unknown, request: string) => void;
}

export interface Desk {
  readonly app: FastifyInstance;
  readonly links: OneTimeLinks;
  /** What goes on behind the pages. */
  readonly work: Workbench;
  /** Every address there is, as it was registered. */
  readonly addresses: readonly Address[];
}

export interface Address {
  readonly method: string;
  readonly url: string;
  readonly isPublic: boolean;
  readonly route: DeskRoute | undefined;
}

/** Forms are short; nobody uploads anything. */
const BODY_BYTES = 256 * 1024;
/** The secret of a link, an id, a name in a path. */
const PARAM_LENGTH = 300;

export async function buildDesk(options: DeskOptions): Promise<Desk> {
  const { ports, templates, hosts, owner, requestsAMinute, onMistake, onSpent = () => undefined } = options;
  const { desk, period, report } = ports.settings;
  const closing = new AbortController();
  const links = createOneTimeLinks();
  const work = createWorkbench(closing.signal, onMistake);
  const app = fastify({
    bodyLimit: BODY_BYTES,
    // A HEAD would spend a link, or count a view, without anybody seeing it.
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: PARAM_LENGTH },
    // Only what stands on this machine may speak for others, and only where a proxy is configured.
    trustProxy: desk.url === undefined ? false : "loopback",
    requestTimeout: 60_000,
    // An address that cannot be read reaches no hook: it gets words and nothing else.
    frameworkErrors: (error, _request, reply: FastifyReply) => {
      const { status, sentence } = toRefusal(error);
      void reply.code(status).type("text/plain; charset=utf-8").send(sentence);
    },
  });
  // Open streams end before the server waits for them.
  const addresses: Address[] = [];
  app.addHook("onRoute", ({ method, url, config }) => {
    for (const one of [method].flat())
      addresses.push({ method: one, url, isPublic: config?.isPublic === true, route: config?.desk });
  });
  app.addHook("preClose", async () => closing.abort());
  app.addHook("onClose", () => work.idle());
  const context: AnswerContext = {
    views: readViews(templates, period.timeZone, ports.clock),
    house: report.brand.name ?? "Gazette",
    mayOpen({ person }, name) {
      const route = ROUTES.find((one) => one.name === name);
      if (person === undefined || route === undefined || !hasRole(person, route.role)) return undefined;
      return route.about === "house" && person.scope !== "all" ? undefined : route.path;
    },
  };
  const { sessionHours, url } = desk;
  await registerPlugins(app, { clock: ports.clock, sessionHours, isSecure: url !== undefined, requestsAMinute });
  guard(app, { ports, hosts, owner });
  app.setErrorHandler((error, request, reply) => refuse(error, request, reply));
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) =>
    refuse(Object.assign(new Error("not found"), { statusCode: 404 }), request, reply),
  );
  await addAssets(app, templates);
  await addSignIn(app, { ...context, ports, links, owner, onSpent });
  addSharedLink(app, { ...context, ports });
  for (const route of ROUTES) addRoute(app, route, { ...context, ports, work, closing: closing.signal });
  app.get("/", { config: { isPublic: true } }, (_request, reply) => reply.redirect("/today", 303));
  await app.ready();
  return { app, links, work, addresses };

  async function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const refusal = toRefusal(error);
    if (refusal.isOurs === true)
      onMistake(error, `${request.method} ${request.routeOptions.url ?? "an unknown address"}`);
    if (refusal.code === toSignIn().code && leadToSignIn(request, reply)) return;
    await sendRefusal(refusal, request, reply);
  }

  /** Where people sign in by name, a page they may not see yet leads there and back. */
  function leadToSignIn(request: FastifyRequest, reply: FastifyReply): boolean {
    if (desk.users.length === 0) return false;
    const isPart = request.headers["hx-request"] !== undefined;
    const next = request.method === "GET" && !isPart ? `?next=${encodeURIComponent(request.url)}` : "";
    if (isPart) void reply.code(401).header("hx-redirect", "/sign-in").send();
    else void reply.redirect(`/sign-in${next}`, 303);
    return true;
  }

  async function sendRefusal(refusal: Refusal, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { status, sentence, hint = "", code } = refusal;
    const view = { sentence, hint, code };
    reply.code(status);
    await sendAnswer({ kind: "page", page: "error", title: sentence, view, part: "refusal" }, request, reply, context);
  }
}
