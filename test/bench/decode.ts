// What blanking secrets adds to the decoding of an answer: 50 posts with everything, a token and an app secret as Meta's are.
import { createHmac, randomBytes } from "node:crypto";
import { scrubBody } from "../../src/graph/scrub.ts";
import { Scrubber } from "../../src/shared/index.ts";

const ROUNDS = 600;
const METRICS = ["reach", "views", "saved", "likes", "comments", "shares", "total_interactions"];
const CAPTION = "Frisch aus dem Ofen: unser Roggenmischbrot mit langer Teigruhe. 🥖 #kaffeenord #brot\n".repeat(4);

export interface DecodeResult {
  readonly bytes: number;
  /** Microseconds of a round that nothing disturbed, without a secret to look for. */
  readonly decodeUs: number;
  /** What looking for the three adds, as a share of that. */
  readonly added: number;
}

export function measureDecode(): DecodeResult {
  const bytes = Buffer.from(JSON.stringify(toAnswer()));
  const token = `EAAG${randomBytes(150).toString("hex").slice(0, 200)}`;
  const appSecret = randomBytes(16).toString("hex");
  const knowing = new Scrubber(6);
  for (const secret of [token, appSecret, createHmac("sha256", appSecret).update(token).digest("hex")])
    knowing.know(secret);
  const nothing = new Scrubber(6);
  const times: Record<"bare" | "scrubbed", number[]> = { bare: [], scrubbed: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.bare.push(time(() => scrubBody(JSON.parse(bytes.toString("utf8")), nothing)));
    times.scrubbed.push(time(() => scrubBody(JSON.parse(bytes.toString("utf8")), knowing)));
  }
  const [bare, scrubbed] = [toUndisturbed(times.bare), toUndisturbed(times.scrubbed)];
  return { bytes: bytes.byteLength, decodeUs: bare, added: (scrubbed - bare) / bare };
}

export function printDecode({ bytes, decodeUs, added }: DecodeResult): string {
  return `\nDecoding an answer of ${Math.round(bytes / 1000)} kB: ${Math.round(decodeUs)} µs; blanking secrets adds ${(100 * added).toFixed(1)} % (at most 2 %).\n`;
}

function time(work: () => unknown): number {
  const begun = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - begun) / 1000;
}

/** Of what was measured once V8 had compiled it all; another process's turn makes a round longer, nothing makes it shorter. */
function toUndisturbed(values: readonly number[]): number {
  return values.slice(ROUNDS / 4).toSorted((a, b) => a - b)[Math.floor(values.length / 20)] ?? Number.NaN;
}

function toAnswer(): unknown {
  const picture = (): string =>
    `https://scontent.cdninstagram.com/v/t51/${randomBytes(20).toString("hex")}_n.jpg?_nc_ohc=${randomBytes(60).toString("base64url")}&oh=00_${randomBytes(30).toString("base64url")}&oe=66A%3D`;
  const toPost = (_: unknown, index: number) => ({
    id: `1790000000000${1000 + index}`,
    caption: CAPTION,
    media_type: "VIDEO",
    media_product_type: "REELS",
    timestamp: "2026-11-20T08:25:28+0000",
    permalink: "https://www.instagram.com/reel/Cexample002/",
    media_url: picture(),
    thumbnail_url: picture(),
    like_count: 3,
    comments_count: 4,
    insights: {
      data: METRICS.map((name) => ({
        name,
        period: "lifetime",
        values: [{ value: 77 }],
        id: `1/insights/${name}/lifetime`,
      })),
      paging: { previous: picture(), next: picture() },
    },
  });
  return { data: Array.from({ length: 50 }, toPost), paging: { cursors: { after: "A" }, next: picture() } };
}
