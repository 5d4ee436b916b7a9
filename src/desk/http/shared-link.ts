// A sealed report for whoever has its link: no sign-in, no other page, no trace for search engines.
import type { FastifyInstance } from "fastify";
import { DeskError } from "../desk-error.ts";
import type { DeskPorts } from "../ports.ts";
import { type AnswerContext, sendAnswer } from "./answer.ts";

/** Far above a reader, far below somebody who tries 2^128 secrets. */
const VIEWS_A_MINUTE = 60;

export function addSharedLink(
  app: FastifyInstance,
  { ports, ...context }: AnswerContext & { readonly ports: DeskPorts },
): void {
  app.get(
    "/s/:secret",
    { config: { isPublic: true, rateLimit: { max: VIEWS_A_MINUTE, timeWindow: "1 minute" } } },
    async (request, reply) => {
      const { secret } = request.params as { readonly secret: string };
      const link = /^[0-9a-f]{32}$/.test(secret) ? await ports.store.links.open(secret) : undefined;
      if (link === undefined) throw toEnded();
      const file = await ports.reports.render(link.reportId, "html", AbortSignal.timeout(60_000));
      return sendAnswer({ kind: "file", ...file, show: "shared" }, request, reply, context);
    },
  );
}

function toEnded(): DeskError {
  return new DeskError(404, {
    code: "DESK_ENDED",
    sentence: "This link has ended, was taken back, or never was.",
    hint: "Ask whoever sent it for a new one.",
  });
}
