// A server that speaks S3 and checks signatures, on a folder of its own.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface S3Server extends AsyncDisposable {
  readonly url: string;
  /** What the environment of a command that may use its bucket holds. */
  readonly env: Readonly<Record<string, string>>;
  /** Names of the bucket's objects. */
  names(): Promise<readonly string[]>;
  read(name: string): Promise<Buffer>;
  /** Somebody writes over one, in as many bytes. */
  write(name: string, bytes: Buffer): Promise<void>;
  /** Somebody takes one away. */
  drop(name: string): Promise<void>;
}

interface Served {
  run(): Promise<{ readonly address: string; readonly port: number }>;
  close(): Promise<void>;
}

export const BUCKET = "reports-of-acme";

export async function startS3Server(): Promise<S3Server> {
  const S3rver = createRequire(import.meta.url)("@20minutes/s3rver") as new (options: object) => Served;
  const directory = await mkdtemp(join(tmpdir(), "gazette-s3-"));
  await mkdir(join(directory, BUCKET));
  const server = new S3rver({ port: 0, address: "127.0.0.1", silent: true, directory, configureBuckets: [] });
  const { port } = await server.run();
  // Each object is a file beside others that describe it.
  const OBJECT = "._S3rver_object";
  return {
    url: `http://127.0.0.1:${port}`,
    env: { AWS_ACCESS_KEY_ID: "S3RVER", AWS_SECRET_ACCESS_KEY: "S3RVER" },
    async names() {
      const files = await readdir(join(directory, BUCKET), { recursive: true });
      return files.flatMap((name) => (name.endsWith(OBJECT) ? [name.slice(0, -OBJECT.length)] : [])).toSorted();
    },
    read: (name) => readFile(join(directory, BUCKET, name + OBJECT)),
    write: (name, bytes) => writeFile(join(directory, BUCKET, name + OBJECT), bytes),
    drop: (name) => rm(join(directory, BUCKET, name + OBJECT)),
    async [Symbol.asyncDispose]() {
      await server.close();
      await rm(directory, { recursive: true });
    },
  };
}
