import pLimit from "p-limit";
import { type AccountRecord, addDays, type DaySpan, type MediaRecord } from "../dataset/index.ts";
import { createPictureDispatcher, type Graph } from "../graph/index.ts";
import type { Clock } from "../shared/index.ts";
import type { Store } from "../store/index.ts";
import type { CollectProgress } from "./collect-options.ts";
import { fetchThumbnail } from "./fetch/index.ts";

const AT_ONCE = 6;

/** Fetches and keeps the pictures of the period's posts that are not held yet; CDN addresses die within days (M16). */
export async function keepThumbnails(
  { store, graph: { url: graphUrl } }: { readonly store: Store; readonly graph: Pick<Graph, "url"> },
  accounts: readonly AccountRecord[],
  options: { readonly span: DaySpan; readonly onProgress?: ((progress: CollectProgress) => void) | undefined },
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  // A day of margin at each end covers every time zone.
  const from = `${addDays(options.span.from, -1)}T00:00:00.000Z`;
  const to = `${addDays(options.span.to, 2)}T00:00:00.000Z`;
  const media: MediaRecord[] = [];
  for (const { accountId } of accounts) media.push(...(await store.read.media(accountId, from, to)));
  const held = await store.thumbnailIds(media.map(({ mediaId }) => mediaId));
  const wanted = media.filter((one) => !held.has(one.mediaId) && toPictureUrl(one) !== undefined);
  if (wanted.length === 0) return;
  const dispatcher = await createPictureDispatcher(graphUrl);
  const limit = pLimit(AT_ONCE);
  let done = 0;
  try {
    await Promise.all(
      wanted.map((one) =>
        limit(async () => {
          if (signal.aborted) return;
          const bytes = await fetchThumbnail(toPictureUrl(one) ?? "", signal, dispatcher);
          if (bytes !== undefined) {
            const fetchedAt = clock.now().toISOString();
            await store.keepThumbnail({ mediaId: one.mediaId, mediaType: "image/jpeg", bytes, fetchedAt });
          }
          done += 1;
          options.onProgress?.({ step: "thumbnails", done, of: wanted.length });
        }),
      ),
    );
  } finally {
    await dispatcher.destroy();
  }
  signal.throwIfAborted();
}

/** A video's own file is no picture; its thumbnail is (CONTRACT §2.3). */
function toPictureUrl(media: MediaRecord): string | undefined {
  return media.thumbnailUrl ?? (media.mediaType === "VIDEO" ? undefined : media.mediaUrl);
}
