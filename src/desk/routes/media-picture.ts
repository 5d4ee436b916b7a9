// The small picture of a post, as it was kept; nothing is fetched.
import { z } from "zod";
import { toNotFound } from "../desk-error.ts";
import { defineRoute } from "../route.ts";
import { findClientsOf } from "../whose.ts";

/** What a browser shows without running anything. */
const PICTURES: readonly string[] = ["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"];

export const mediaPicture = defineRoute({
  name: "media-picture",
  method: "GET",
  path: "/media/:mediaId/picture",
  role: "viewer",
  about: async ({ mediaId }, ports) => {
    const [media] = await ports.store.comments.media([mediaId]);
    return media === undefined ? [] : findClientsOf(media.accountId, ports);
  },
  input: z.object({ mediaId: z.string().regex(/^\d{1,30}$/) }),
  async handle({ input: { mediaId }, ports }) {
    const picture = await ports.store.read.thumbnail(mediaId);
    if (picture === undefined || !PICTURES.includes(picture.mediaType)) throw toNotFound();
    const { mediaType, bytes } = picture;
    return {
      kind: "file",
      name: `${mediaId}.${mediaType.slice("image/".length)}`,
      mediaType,
      bytes,
      show: "attachment",
    };
  },
});
