// One page's request, from checked input to its answer. Writes are in the log before they are done, and their end after it.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { CollectorError } from "../../shared/index.ts";
import type { DeskPorts } from "../ports.ts";
import type { Answer, Call, DeskRoute } from "../route.ts";
import type { Workbench } from "../work.ts";
import { type AnswerContext, sendAnswer } from "./answer.ts";
import { toNoted } from "./noted.ts";

type Page = Extract<Answer, { kind: "page" }>;

declare module "fastify" {
  interface Session {
    /** The page a write has answered with, and the address it waits at. */
    kept?: { readonly at: string; readonly page: Page };
  }
}

export interface RouteContext {
  readonly ports: DeskPorts;
  readonly work: Workbench;
  readonly closing: AbortSignal;
}

export function addRoute(
  app: FastifyInstance,
  route: DeskRoute,
  { ports, closing, work, ...context }: AnswerContext & RouteContext,
): void {
  app.route({
    method: route.method,
    url: route.path,
    config: { desk: route },
    ...(route.isStream === true ? { sse: "manual" as const } : {}),
    async handler(request, reply) {
      const { person, input } = request;
      // The gate set both, or nobody came here.
      if (person === undefined) throw new Error(`${route.name} was reached by nobody`);
      const gone = new AbortController();
      reply.raw.on("close", () => gone.abort());
      const call: Call<unknown> = {
        input,
        person,
        scope: person.scope,
        ports,
        work,
        origin: ports.settings.desk.url ?? `http://${request.headers.host ?? ""}`,
        now: ports.clock.now(),
        isPart: request.headers["hx-request"] !== undefined,
        signal: AbortSignal.any([gone.signal, closing]),
      };
      if (route.method === "GET") {
        await sendAnswer(takeKept(request, call) ?? (await route.handle(call)), request, reply, context);
        return reply;
      }
      const answer = await log(route, call);
      if (answer.kind === "page") await keep(answer, request, reply);
      else await sendAnswer(answer, request, reply, context);
      return reply;
    },
  });
}

/** A page in answer to a write is shown by a GET: a reload or the button Back then sends nothing a second time. */
async function keep(page: Page, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const at = page.at ?? request.url;
  request.session.kept = { at, page };
  await reply.redirect(at, 303);
}

function takeKept({ session, url }: FastifyRequest, { isPart }: Call<unknown>): Page | undefined {
  const { kept } = session;
  if (isPart || kept?.at !== url) return undefined;
  delete session.kept;
  return kept.page;
}

async function log(route: DeskRoute, call: Call<unknown>): Promise<Answer> {
  const { deskLog } = call.ports.store;
  const entry = await deskLog.begin({ person: call.person.name, action: route.name, about: toNoted(call.input) });
  try {
    const answer = await route.handle(call);
    const refused = answer.kind === "page" ? answer.refused : undefined;
    await (refused === undefined ? deskLog.end(entry, "done") : deskLog.end(entry, "refused", refused));
    return answer;
  } catch (error) {
    await deskLog.end(entry, "refused", error instanceof CollectorError ? error.message : "our own mistake");
    throw error;
  }
}
