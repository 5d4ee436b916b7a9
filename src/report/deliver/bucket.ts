// Files in a bucket that speaks S3: put there whole, and fetched by name.
import { createHash } from "node:crypto";
import { AwsClient } from "aws4fetch";
import type { Secret } from "../../shared/index.ts";
import { DeliverError } from "./deliver-error.ts";

export interface BucketPlace {
  /** As people write it, "s3://bucket/folder". */
  readonly url: string;
  /** Of the folder, by path: "https://s3.eu-central-1.amazonaws.com/bucket/folder". */
  readonly address: string;
  readonly region: string;
  readonly keyId: Secret;
  readonly key: Secret;
  readonly session?: Secret | undefined;
}

/** Names are paths below the folder, "2026-W47/report.html". Both throw DELIVER_BUCKET, and nothing else while not aborted. */
export interface Bucket {
  put(name: string, file: { readonly bytes: Uint8Array; readonly mediaType: string }): Promise<void>;
  /** Undefined where there is none of this name. */
  get(name: string): Promise<Uint8Array | undefined>;
}

const TRIES_AGAIN = 3;
const TIMEOUT_MS = 60_000;
/** Of a server's words. */
const WORDS_MOST = 200;

export function openBucket({ url, address, region, keyId, key, session }: BucketPlace, signal: AbortSignal): Bucket {
  const client = new AwsClient({
    accessKeyId: keyId.reveal(),
    secretAccessKey: key.reveal(),
    ...(session === undefined ? {} : { sessionToken: session.reveal() }),
    service: "s3",
    region,
    retries: TRIES_AGAIN,
  });

  async function ask(what: string, name: string, request: RequestInit): Promise<Response> {
    const path = name.split("/").map(encodeURIComponent).join("/");
    let response: Response;
    try {
      const either = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
      response = await client.fetch(`${address}/${path}`, { ...request, signal: either });
    } catch (error) {
      signal.throwIfAborted();
      throw toRefused(what, name, toReason(error), error);
    }
    if (response.ok || response.status === 404) return response;
    throw toRefused(what, name, `the server says ${response.status} ${readCode(await response.text())}`.trim());
  }

  function toRefused(what: string, name: string, reason: string, cause?: unknown): DeliverError {
    return new DeliverError({
      code: "DELIVER_BUCKET",
      sentence: `Could not ${what} ${url.replace(/\/+$/, "")}/${name}: ${reason}.`,
      hint: "Look after files.url, its keys and what they allow (s3:PutObject, s3:GetObject); the report itself is in report.outDir, and the next `run` tries again.",
      cause,
    });
  }

  return {
    async put(name, { bytes, mediaType }) {
      const hash = createHash("sha256").update(bytes).digest("hex");
      // Whatever changed a byte on its way is refused by the server.
      const headers = { "content-type": mediaType, "x-amz-content-sha256": hash };
      const response = await ask("write", name, { method: "PUT", headers, body: Buffer.from(bytes) });
      await response.body?.cancel();
      if (!response.ok) throw toRefused("write", name, "there is no such bucket");
    },
    async get(name) {
      const response = await ask("read", name, { method: "GET" });
      if (response.ok) return new Uint8Array(await response.arrayBuffer());
      await response.body?.cancel();
      return undefined;
    },
  };
}

/** "fetch failed" says nothing; its cause does. */
function toReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return "the server did not answer in time";
  const { code, message = error.message } = (error.cause ?? {}) as {
    readonly code?: string;
    readonly message?: string;
  };
  return `the server cannot be reached (${code ?? message})`;
}

/** Of the answer only its code: the rest may repeat what was asked, and by whom. */
function readCode(body: string): string {
  return /<Code>([A-Za-z.]+)<\/Code>/.exec(body)?.[1]?.slice(0, WORDS_MOST) ?? "";
}
