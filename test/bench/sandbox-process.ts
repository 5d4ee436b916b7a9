// The stand-in in a process of its own, so that its work is not taken for the collector's. Speaks to `start-sandbox.ts`.
import { type LoggedCall, type SandboxSettings, startSandbox } from "../../src/sandbox/index.ts";
import { LATENCY_MS, startDelay } from "./delay.ts";
import { createPlainWorld } from "./plain-world.ts";

export type SentCall = Pick<LoggedCall, "method" | "path" | "parameters" | "status">;

/** What the process does when told; arguments and results survive JSON. */
export interface SandboxCommands {
  configure(settings: Partial<SandboxSettings>): null;
  setNow(now: string): null;
  /** Calls logged since the n-th, oldest first. */
  readLog(from: number): readonly SentCall[];
  countLogged(): number;
}

export interface SandboxHello {
  readonly url: string;
  /** The same server, some way off. */
  readonly slowUrl: string;
  readonly token: string;
  /** Of each user. */
  readonly tokens: readonly string[];
}

const [, , accounts = "1", startedAt = "", users = "1"] = process.argv;
const start = new Date(startedAt);
const world = createPlainWorld(Number(accounts), start, Number(users));
const sandbox = await startSandbox({
  world,
  now: () => start,
  settings: { callsPerHour: 10_000_000 },
});

const commands: SandboxCommands = {
  configure: (settings) => {
    sandbox.configure(settings);
    return null;
  },
  setNow: (now) => {
    sandbox.setNow(new Date(now));
    return null;
  },
  readLog: (from) =>
    sandbox
      .log()
      .slice(from)
      .map(({ method, path, parameters, status }) => ({ method, path, parameters, status })),
  countLogged: () => sandbox.log().length,
};

process.on("message", ({ name, argument }: { name: keyof SandboxCommands; argument: never }) => {
  process.send?.(commands[name](argument));
});
process.on("disconnect", () => process.exit());
const slowPort = await startDelay(Number(new URL(sandbox.url).port), Number(process.argv[5] ?? LATENCY_MS));
process.send?.({
  url: sandbox.url,
  slowUrl: `http://127.0.0.1:${slowPort}`,
  token: sandbox.token,
  tokens: world.users.map(({ token }) => token),
} satisfies SandboxHello);
