// The pictures the stand-in serves: drawn from the id, so each media keeps its own, and photographic enough for a
// report to look like one. Not calls, no token.

import sharp from "sharp";
import type { Theme } from "./cast.ts";
import { drawScene } from "./scenes.ts";

const REMEMBERED = 64;

export interface ImageMaker {
  /** JPEG bytes; the same for the same id. */
  readonly paint: (id: string, theme: Theme, size: "post" | "profile") => Promise<Buffer>;
}

const SIZES = { post: { width: 640, height: 800 }, profile: { width: 320, height: 320 } } as const;

export function createImageMaker(): ImageMaker {
  const painted = new Map<string, Promise<Buffer>>();
  return {
    paint: (id, theme, size) => {
      const key = `${size} ${id}`;
      const known = painted.get(key);
      if (known !== undefined) return known;
      const { width, height } = SIZES[size];
      const fresh = sharp(Buffer.from(drawScene(id, theme, width, height)))
        .jpeg({ quality: 78 })
        .toBuffer();
      const oldest = painted.keys().next().value;
      if (painted.size >= REMEMBERED && oldest !== undefined) painted.delete(oldest);
      painted.set(key, fresh);
      return fresh;
    },
  };
}

/** The smallest thing that calls itself an MP4. */
export const EMPTY_VIDEO = Buffer.from("000000186674797069736f6d0000020069736f6d69736f32", "hex");
