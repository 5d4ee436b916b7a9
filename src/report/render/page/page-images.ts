// The kept thumbnails that sections show, read when the sections are written.
import sharp from "sharp";
import type { Section } from "../../summarise/index.ts";

export const PIXELS_MOST = 40_000_000;

/** Keys of the pictures that the cards and strips of these sections name, each once. */
export function listImages(sections: readonly Section[]): ReadonlySet<string> {
  const blocks = sections.flatMap((section) => section.blocks);
  return new Set(
    blocks.flatMap((block) => {
      if (block.kind === "strip") return block.strip.items.flatMap(({ image }) => image ?? []);
      return block.kind === "cards" ? block.cards.flatMap((card) => card.image ?? []) : [];
    }),
  );
}

/** The pictures of these keys; what cannot be read is left out. */
export async function readImages(
  keys: Iterable<string>,
  images: (key: string) => Promise<Uint8Array | undefined>,
  prepare: (bytes: Uint8Array) => Promise<Uint8Array | undefined>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const held = new Map<string, Uint8Array>();
  for (const key of keys) {
    const bytes = await images(key);
    const ready = bytes === undefined ? undefined : await prepare(bytes);
    if (ready !== undefined) held.set(key, ready);
  }
  return held;
}

/** A picture as it is, when it is one: a broken one would leave a hole where a placeholder belongs (RELIABILITY C10). */
export async function toReadable(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const about = await sharp(bytes, { limitInputPixels: PIXELS_MOST })
    .metadata()
    .catch(() => undefined);
  return about?.format === "jpeg" ? bytes : undefined;
}
