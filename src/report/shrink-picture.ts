/** A PDF prints 320 pixels as it is: more of them would save nothing there. */
const WIDTH_MOST = 200;
const QUALITY = 45;

/** A thumbnail for a mail that would be too large otherwise; one that cannot be read stays as it is. */
export async function shrinkPicture(bytes: Uint8Array): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp");
  try {
    return await sharp(bytes)
      .resize({ width: WIDTH_MOST, height: WIDTH_MOST, fit: "inside", withoutEnlargement: true })
      .jpeg({ quality: QUALITY, mozjpeg: true })
      .toBuffer();
  } catch {
    return bytes;
  }
}
