// Global setup of the test run: one PostgreSQL server for all test files, started when the first of them asks for it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { openStore } from "../../src/store/index.ts";

/** A server, or why there is none. */
export type PostgresOffer = { readonly url: string } | { readonly absent: string };

declare module "vitest" {
  interface ProvidedContext {
    readonly postgresDoor: string;
  }
}

/** A migrated database to copy: cheaper than migrating one for every test. */
export const TEMPLATE = "gazette_template";

export interface RunningServer {
  readonly offer: PostgresOffer;
  /** Stops it, whoever is connected, and starts it again at the same address. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let running: Promise<RunningServer> | undefined;
  const door = createServer(async (_, response) => {
    running ??= startServer();
    response.end(JSON.stringify((await running).offer));
  });
  door.listen(0, "127.0.0.1");
  await once(door, "listening");
  const address = door.address();
  if (typeof address !== "object" || address === null) throw new Error("A TCP server has an address.");
  project.provide("postgresDoor", `http://127.0.0.1:${address.port}`);
  return async () => {
    door.close();
    await (await running)?.stop();
  };
}

/** A server of its own, with `TEMPLATE` in it; stop it. */
export async function startServer(): Promise<RunningServer> {
  const program = join(import.meta.dirname, "processes", "serve-postgres.ts");
  const child = spawn(process.execPath, ["--no-warnings", program], { stdio: ["pipe", "pipe", "pipe"] });
  const ended = once(child, "close");
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await ended;
  };
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (chunk) => {
    complaint += chunk;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const restart = async (): Promise<void> => {
    child.stdin.write("restart\n");
    const { value: word } = await lines.next();
    if (word !== "restarted") throw new Error(`PostgreSQL did not come back: ${complaint}`);
  };
  const { value: url } = await lines.next();
  if (typeof url !== "string") return { offer: { absent: `no PostgreSQL here: ${complaint.trim()}` }, restart, stop };
  try {
    await runOnServer(url, `create database ${TEMPLATE}`);
    const template = await openStore({ url: toDatabaseUrl(url, TEMPLATE) });
    await template.close();
    return { offer: { url }, restart, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export async function runOnServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export function toDatabaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
