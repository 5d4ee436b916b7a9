// Pictures that are none, or would unfold to gigabytes (RELIABILITY Z7): no picture comes of them, and nothing else.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { crc32, deflateSync, gzipSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fetchThumbnail } from "../../src/collect/fetch/fetch-thumbnail.ts";

const EDGE = 30_000;
const BYTES_MOST = 250_000_000;

function toChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A sound PNG of one black bit a pixel, 30,000 each way: 110 kB on the wire, 3.6 GB as colours. */
function toPngBomb(edge: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(edge, 0);
  head.writeUInt32BE(edge, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((edge / 8 + 1) * edge));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, toChunk("IHDR", head), toChunk("IDAT", rows), toChunk("IEND", Buffer.alloc(0))]);
}

const svg = (inside: string, edge: number): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${edge}" height="${edge}">${inside}</svg>`);

/** Ten uses of ten uses of ten …: a billion squares. */
const laughs = Array.from({ length: 9 }, (_, at) => {
  const uses = Array.from({ length: 10 }, () => `<use href="#l${at}"/>`).join("");
  return `<g id="l${at + 1}">${uses}</g>`;
}).join("");

let server: Server;
let at = "";
const bodies = new Map<string, Buffer>();
beforeAll(async () => {
  const picture = await sharp({ create: { width: 900, height: 600, channels: 3, background: "#0b5fff" } })
    .jpeg()
    .toBuffer();
  const frame = { create: { width: 16, height: 16, channels: 3, background: "#ffffff" } } as const;
  bodies.set("/picture", picture);
  bodies.set("/bomb.png", toPngBomb(EDGE));
  bodies.set("/bomb-small.png", toPngBomb(10_000));
  bodies.set("/bomb.svg", svg("", EDGE));
  bodies.set("/laughs.svg", svg(`<defs><rect id="l0" width="1" height="1"/>${laughs}</defs><use href="#l9"/>`, 100));
  bodies.set("/half", picture.subarray(0, 200));
  bodies.set("/text", Buffer.from("<html>not found</html>"));
  bodies.set("/gzip", gzipSync(Buffer.alloc(20_000_000)));
  bodies.set("/large", Buffer.alloc(13 * 1024 * 1024));
  bodies.set("/moving", await sharp(frame).gif().toBuffer());
  server = createServer((request, answer) => {
    const path = request.url ?? "";
    if (path === "/endless") {
      answer.on("error", () => undefined);
      const more = (): void => {
        while (!answer.destroyed && answer.write(Buffer.alloc(1 << 16)));
        if (!answer.destroyed) answer.once("drain", more);
      };
      more();
      return;
    }
    answer.writeHead(bodies.has(path) ? 200 : 403);
    answer.end(bodies.get(path));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const fetchFrom = (path: string): Promise<Uint8Array | undefined> =>
  fetchThumbnail(`${at}${path}`, new AbortController().signal);

it("a picture becomes a small JPEG, a moving one its first frame", async () => {
  for (const [path, width] of [
    ["/picture", 480],
    ["/moving", 16],
  ] as const) {
    const made = await sharp(await fetchFrom(path)).metadata();
    expect([made.format, made.width, made.pages ?? 1]).toEqual(["jpeg", width, 1]);
  }
});

it.each([
  "/bomb.png",
  "/bomb-small.png",
  "/bomb.svg",
  "/laughs.svg",
  "/half",
  "/text",
  "/gzip",
  "/large",
  "/endless",
  "/expired",
])("%s becomes none, and takes no memory to speak of", async (path) => {
  const before = process.memoryUsage.rss();
  expect(await fetchFrom(path)).toBeUndefined();
  expect(process.memoryUsage.rss() - before).toBeLessThan(BYTES_MOST);
});

it.each(["file:///etc/passwd", "ftp://127.0.0.1/x", "/etc/passwd", "data:image/png;base64,AAAA"])(
  "%s is no address of a picture",
  async (address) => {
    expect(await fetchThumbnail(address, new AbortController().signal)).toBeUndefined();
  },
);
