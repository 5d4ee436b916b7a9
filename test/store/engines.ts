import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { type PostgresOffer, runOnServer, TEMPLATE, toDatabaseUrl } from "./postgres-door.ts";

/** An empty place for one test's dataset, and how to clear it away. */
export interface Place {
  readonly url: string;
  remove(): Promise<void>;
}

export interface Engine {
  readonly name: string;
  readonly createPlace: () => Promise<Place>;
  /** Rounds of a property that takes a new place or two each. */
  readonly numRuns: number;
}

const offer = (await (await fetch(inject("postgresDoor"))).json()) as PostgresOffer;

/** Why there is no PostgreSQL on this machine; its tests are skipped then, but where everything must be tested. */
export const postgresAbsent = "absent" in offer ? offer.absent : undefined;
if (postgresAbsent !== undefined && process.env.CI) throw new Error(postgresAbsent);

/** Every engine the suite runs on. */
export const engines: readonly Engine[] = [
  { name: "SQLite", createPlace: createFilePlace, numRuns: 40 },
  ...(postgresAbsent === undefined
    ? [{ name: "PostgreSQL", createPlace: () => createDatabasePlace(), numRuns: 12 }]
    : []),
];

async function createFilePlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), "gazette-store-"));
  return {
    url: `sqlite:${join(folder, "gazette.db")}`,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A database of its own: a copy of `template`, which is migrated unless another is named; on everybody's server or a given one. */
export async function createDatabasePlace(template = TEMPLATE, server = offer): Promise<Place> {
  if ("absent" in server) throw new Error(server.absent);
  const serverUrl = server.url;
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await runOnServer(serverUrl, `create database ${name} template ${template}`);
  return {
    url: toDatabaseUrl(serverUrl, name),
    remove: () => runOnServer(serverUrl, `drop database ${name} with (force)`),
  };
}
