// `/healthz` for a supervisor, `/metrics` for Prometheus. Answers GET and HEAD, reads nothing of the request but its path.
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { CollectorError } from "../shared/index.ts";
import type { Health } from "./health.ts";

/** What is told: of the schedule, or of a worker. */
export interface ServedHealth extends Pick<Health, "metrics" | "metricsType"> {
  view(): { readonly status: "ok" | "degraded" | "stuck" };
}

export interface HealthServer extends AsyncDisposable {
  readonly url: string;
}

/** Serves until disposed. Throws SCHEDULE_PORT_UNUSABLE. */
export async function serveHealth(
  health: ServedHealth,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<HealthServer> {
  // Node brings its whole HTTP client along with this module; the room is also entered by those who serve nothing.
  const { createServer } = await import("node:http");
  const server = createServer((request, response) => {
    const path = request.url?.split("?")[0];
    if (request.method !== "GET" && request.method !== "HEAD") return answer(response, 405, "text/plain", "GET only\n");
    if (path === "/healthz") {
      const view = health.view();
      return answer(response, view.status === "stuck" ? 503 : 200, "application/json", `${JSON.stringify(view)}\n`);
    }
    if (path === "/metrics") return void answerMetrics(response, health);
    return answer(response, 404, "text/plain", "There are /healthz and /metrics.\n");
  });
  server.requestTimeout = 10_000;
  server.headersTimeout = 5_000;
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (cause) {
    const { code = "" } = cause as NodeJS.ErrnoException;
    throw new CollectorError({
      code: "SCHEDULE_PORT_UNUSABLE",
      sentence: `Could not serve /healthz on ${host}:${port}: ${REASONS[code] ?? (cause as Error).message}.`,
      hint: "Choose another --port (or schedule.port), or leave it out.",
      cause,
    });
  }
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program listens there",
  EACCES: "this user may not listen there",
  EADDRNOTAVAIL: "this machine has no such address",
};

async function answerMetrics(response: ServerResponse, health: ServedHealth): Promise<void> {
  try {
    answer(response, 200, health.metricsType, await health.metrics());
  } catch {
    answer(response, 500, "text/plain", "The metrics could not be written.\n");
  }
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store", connection: "close" });
  response.end(response.req.method === "HEAD" ? undefined : body);
}
