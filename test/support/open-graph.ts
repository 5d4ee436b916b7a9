// A graph before a scripted server, with time that moves by itself and a ledger to look into.
import { createGraph, type Graph, type GraphOptions, type GraphRequest } from "../../src/graph/index.ts";
import { Secret } from "../../src/shared/index.ts";
import { FakeClock } from "./fake-clock.ts";
import { MemoryLedger } from "./memory-ledger.ts";
import { type Script, type ScriptedServer, startScriptedServer } from "./scripted-server.ts";

export const TOKEN = "token-of.the/agency+1";
export const APP_SECRET = "app-secret-of-the-agency";
/** Long enough that no working test meets it; tests about silence choose a short one. */
const TIMEOUT_MS = 600_000;

export interface OpenGraph extends AsyncDisposable {
  readonly graph: Graph;
  readonly server: ScriptedServer;
  readonly clock: FakeClock;
  readonly ledger: MemoryLedger;
  /** Asks for the profile of one account. */
  ask(request?: Partial<GraphRequest>, signal?: AbortSignal): ReturnType<Graph["send"]>;
}

export async function openGraph(script: Script, options: Partial<GraphOptions> = {}): Promise<OpenGraph> {
  const server = await startScriptedServer(script);
  const clock = new FakeClock();
  const ledger = new MemoryLedger(clock);
  const graph = createGraph(
    {
      url: server.url,
      version: "v25.0",
      timeoutMs: TIMEOUT_MS,
      connections: [{ name: "agency", token: new Secret(TOKEN), appSecret: new Secret(APP_SECRET), perHour: 100 }],
      ledger,
      whenSpent: "wait",
      ...options,
    },
    clock,
  );
  return {
    graph,
    server,
    clock,
    ledger,
    ask: (request = {}, signal = new AbortController().signal) =>
      graph.send({ connection: "agency", path: "1784", about: "profile of @a", ...request }, signal),
    async [Symbol.asyncDispose]() {
      await graph.close();
      await server[Symbol.asyncDispose]();
    },
  };
}
