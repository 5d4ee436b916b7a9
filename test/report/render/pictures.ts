import sharp from "sharp";

/** A small real JPEG, the same bytes each time. */
export async function toPicture(hue: number): Promise<Uint8Array> {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96"><rect width="96" height="96" fill="hsl(${hue},45%,55%)"/><circle cx="48" cy="52" r="26" fill="#fff" opacity=".35"/></svg>`;
  return sharp(Buffer.from(drawing)).jpeg({ quality: 70 }).toBuffer();
}
