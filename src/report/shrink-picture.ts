import sharp from "sharp";

const WIDTH_MOST = 320;
const QUALITY = 45;

/** A thumbnail for a mail that would be too large otherwise; one that cannot be read stays as it is. */
export async function shrinkPicture(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    return await sharp(bytes)
      .resize({ width: WIDTH_MOST, withoutEnlargement: true })
      .jpeg({ quality: QUALITY, mozjpeg: true })
      .toBuffer();
  } catch {
    return bytes;
  }
}
