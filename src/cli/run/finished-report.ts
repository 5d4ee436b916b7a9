// Whether a report on disk is still the one that would be made. A slip beside the files tells what they were made of, so that
// a second `run` of a period leaves them alone; whoever takes the slip or a file away gets new ones.
import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { z } from "zod";
import type { WrittenFile } from "../../report/index.ts";
import { writeFile } from "../write-file.ts";

const SLIP = ".gazette-run.json";

const slipSchema = z.object({
  schema: z.literal(1),
  key: z.string(),
  files: z.array(z.object({ name: z.string(), mediaType: z.string(), bytes: z.number() })),
});

/** One name for everything a report is made of; a template folder of one's own counts with what it holds. */
export async function toReportKey(ingredients: unknown, template: string): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify([ingredients, template]));
  if (/[/\\]/.test(template)) {
    for (const name of (await readdir(template, { recursive: true })).sort()) {
      const { mtimeMs, size } = await stat(join(template, name));
      hash.update(`\0${name} ${mtimeMs} ${size}`);
    }
  }
  return hash.digest("hex");
}

/** The files in the folder when they are whole and made of just that; undefined when anything differs. */
export async function findFinishedReport(folder: string, key: string): Promise<readonly WrittenFile[] | undefined> {
  try {
    const slip = slipSchema.parse(JSON.parse(await readFile(join(folder, SLIP), "utf8")));
    if (slip.key !== key) return undefined;
    const files = slip.files.map((file) => ({ ...file, path: join(folder, file.name) }));
    for (const { path, bytes } of files) if ((await stat(path)).size !== bytes) return undefined;
    return files;
  } catch {
    // No slip, a broken one, or a missing file: all the same, the report is made.
    return undefined;
  }
}

/** Written after the files, so that it never names what is not there. */
export async function keepFinishedReport(
  folder: string,
  key: string,
  files: readonly WrittenFile[],
  signal: AbortSignal,
): Promise<void> {
  const slip = { schema: 1, key, files: files.map(({ name, mediaType, bytes }) => ({ name, mediaType, bytes })) };
  await writeFile(join(folder, SLIP), Readable.from([`${JSON.stringify(slip)}\n`]), signal, true);
}
