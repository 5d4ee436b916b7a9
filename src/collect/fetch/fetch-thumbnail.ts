// Pictures come from Instagram's CDN, not from the Graph API: they cost no call and carry no token.
import sharp from "sharp";
import { type Dispatcher, request } from "undici";
import { isInnerUrl } from "../../graph/index.ts";

const MAX_BYTES = 12 * 1024 * 1024;
/** A hostile 30,000² picture of 50 kB would unfold to gigabytes (RELIABILITY Z7). */
const MAX_PIXELS = 40_000_000;
const EDGE_PIXELS = 480;
/** What a camera or the CDN makes; a drawing (SVG) can have a billion parts in a few lines. */
const FORMATS: ReadonlySet<string> = new Set(["jpeg", "png", "webp", "gif", "heif", "tiff"]);
const TIMEOUT_MS = 15_000;

/**
 * Fetches a picture and makes it a JPEG of at most 480 pixels a side, some 30 kB. Gives undefined when it cannot be had
 * or read: a report shows a placeholder then, and nothing else is lost.
 */
export async function fetchThumbnail(
  url: string,
  signal: AbortSignal,
  dispatcher?: Dispatcher & { readonly mayGoInside?: boolean },
): Promise<Uint8Array | undefined> {
  if (!/^https?:\/\//.test(url)) return undefined;
  const address = URL.parse(url);
  // A number is asked of no name server, so that the dispatcher's own look-up never sees it.
  if (address === null || (dispatcher?.mayGoInside === false && isInnerUrl(address))) return undefined;
  try {
    const limits = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const reply = await request(url, { signal: limits, ...(dispatcher === undefined ? {} : { dispatcher }) });
    if (reply.statusCode !== 200) {
      await reply.body.dump();
      return undefined;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of reply.body) {
      size += chunk.length;
      if (size > MAX_BYTES) return undefined;
      chunks.push(chunk);
    }
    return await shrink(Buffer.concat(chunks));
  } catch (error) {
    if (signal.aborted) throw error;
    return undefined;
  }
}

async function shrink(bytes: Buffer): Promise<Uint8Array | undefined> {
  const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS, animated: false });
  const { format } = await picture.metadata();
  if (!FORMATS.has(format)) return undefined;
  return picture
    .rotate()
    .resize({ width: EDGE_PIXELS, height: EDGE_PIXELS, fit: "inside", withoutEnlargement: true })
    .flatten({ background: "#ffffff" })
    .jpeg({ quality: 72, mozjpeg: true })
    .timeout({ seconds: 10 })
    .toBuffer();
}
