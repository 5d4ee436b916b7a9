import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "../fixtures/graph");

/** A recorded or documented body of the contract, by file name without ".json". */
export function readFixture(name: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), "utf8"));
}

export interface ErrorFixture {
  readonly httpStatus: number;
  readonly body: { readonly error: Readonly<Record<string, unknown>> };
}

export function readErrorFixture(name: string): ErrorFixture {
  return readFixture(`errors/${name}`) as ErrorFixture;
}

export function listErrorFixtures(): readonly string[] {
  return readdirSync(join(FOLDER, "errors")).map((file) => file.replace(/\.json$/, ""));
}
