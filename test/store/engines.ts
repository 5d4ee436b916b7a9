import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An empty place for one test's dataset, and how to clear it away. */
export interface Place {
  readonly url: string;
  remove(): Promise<void>;
}

/** Every engine the suite runs on; a new one is one more line. */
export const engines: readonly { readonly name: string; readonly createPlace: () => Promise<Place> }[] = [
  { name: "sqlite", createPlace: createFilePlace },
];

async function createFilePlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), "gazette-store-"));
  return {
    url: `sqlite:${join(folder, "gazette.db")}`,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
