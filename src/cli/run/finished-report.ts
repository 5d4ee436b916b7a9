// Whether a report on disk is still the one that would be made. A slip beside the files tells what they were made of, so that
// a second `run` of a period leaves them alone; whoever takes the slip or a file away gets new ones.
import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { z } from "zod";
import { type BucketFolder, openBucket, toObjectName, type WrittenFile } from "../../report/index.ts";
import { CollectorError, makeFolder } from "../../shared/index.ts";
import { writeFile } from "../write-file.ts";

const SLIP = ".gazette-run.json";

const slipSchema = z.object({
  schema: z.literal(1),
  key: z.string(),
  // A name leads nowhere: what a bucket holds may be somebody else's.
  files: z.array(
    z.object({ name: z.string().regex(/^[^/\\]*[^/\\.][^/\\]*$/), mediaType: z.string(), bytes: z.number() }),
  ),
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

/** Where a report is looked for, and what it must be made of. */
export interface FinishedPlace {
  readonly folder: string;
  readonly key: string;
  readonly bucket?: BucketFolder | undefined;
  readonly signal: AbortSignal;
}

/**
 * The files in the folder when they are whole and made of just that, or those that another machine left in the bucket, which
 * are put there; undefined when anything differs.
 */
export async function findFinishedReport(place: FinishedPlace): Promise<readonly WrittenFile[] | undefined> {
  const { folder, key } = place;
  try {
    const slip = parseSlip(await readFile(join(folder, SLIP), "utf8"), key);
    const files = slip?.files.map((file) => ({ ...file, path: join(folder, file.name) }));
    for (const { path, bytes } of files ?? []) if ((await stat(path)).size !== bytes) throw new Error("not whole");
    if (files !== undefined) return files;
  } catch {
    // No slip, a broken one, or a missing file: all the same, it is not here.
  }
  try {
    return await fetchFinished(place);
  } catch (error) {
    place.signal.throwIfAborted();
    if (!(error instanceof CollectorError) && !(error instanceof SyntaxError) && !(error instanceof z.ZodError))
      throw error;
    // Not there either: the report is made, and whoever copies it tells of a bucket that cannot be reached.
    return undefined;
  }
}

/** Written after the files, so that it never names what is not there. */
export async function keepFinishedReport(
  { folder, key, bucket, signal }: FinishedPlace,
  files: readonly WrittenFile[],
): Promise<void> {
  const plain = files.map(({ name, mediaType, bytes }) => ({ name, mediaType, bytes }));
  const slip = `${JSON.stringify({ schema: 1, key, files: plain })}\n`;
  if (bucket !== undefined) {
    const object = { bytes: Buffer.from(slip), mediaType: "application/json" };
    await openBucket(bucket.place, signal).put(toObjectName(bucket, folder, SLIP), object);
  }
  await writeFile(join(folder, SLIP), Readable.from([slip]), signal, true);
}

function parseSlip(text: string, key: string): z.output<typeof slipSchema> | undefined {
  const slip = slipSchema.parse(JSON.parse(text));
  return slip.key === key ? slip : undefined;
}

async function fetchFinished({
  folder,
  key,
  bucket: from,
  signal,
}: FinishedPlace): Promise<readonly WrittenFile[] | undefined> {
  if (from === undefined) return undefined;
  const bucket = openBucket(from.place, signal);
  const text = await bucket.get(toObjectName(from, folder, SLIP));
  const slip = text === undefined ? undefined : parseSlip(Buffer.from(text).toString("utf8"), key);
  if (slip === undefined) return undefined;
  const rendered: { name: string; mediaType: string; bytes: Uint8Array }[] = [];
  for (const { name, mediaType, bytes } of slip.files) {
    const found = await bucket.get(toObjectName(from, folder, name));
    if (found?.length !== bytes) return undefined;
    rendered.push({ name, mediaType, bytes: found });
  }
  await makeFolder(folder);
  const files: WrittenFile[] = [];
  for (const { name, mediaType, bytes } of rendered) {
    const path = join(folder, name);
    await writeFile(path, Readable.from([bytes]), signal);
    files.push({ name, mediaType, path, bytes: bytes.length });
  }
  await keepFinishedReport({ folder, key, signal }, files);
  return files;
}
