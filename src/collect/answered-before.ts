// What an account is refused now and answered not long ago: whatever the trouble is, it may be over as soon (CONTRACT §13.6).
import { addDays, type DaySpan, toDayInZone } from "../dataset/index.ts";
import type { Store } from "../store/index.ts";
import type { Edge, RefusedEdge } from "./capabilities/index.ts";

/** After so many days of refusals what was answered before is no more than history. */
const LATELY_DAYS = 35;

/** The edge as one that is asked again by a call in every run, where the account answered it lately. */
export async function asAnsweredBefore(
  read: Store["read"],
  accountId: string,
  edges: readonly RefusedEdge[],
  now: Date,
): Promise<readonly RefusedEdge[]> {
  // What is asked again anyway need not be looked up.
  const asked = new Set(edges.filter(({ state }) => state !== "doubtful").map(({ edge }) => edge));
  if (asked.size === 0) return edges;
  const answered = await listAnswered(read, accountId, now);
  const isAnswered = ({ edge }: RefusedEdge): boolean =>
    asked.has(edge) && [...answered].some((one) => one === edge || one.startsWith(`${edge}#`));
  return edges.map((one) => (isAnswered(one) ? { ...one, isPassing: true, state: "doubtful" } : one));
}

/** As `toEdges` and `toMetricEdges` name them. */
async function listAnswered(read: Store["read"], accountId: string, now: Date): Promise<ReadonlySet<Edge>> {
  const today = toDayInZone(now, "UTC");
  const span: DaySpan = { from: addDays(today, -LATELY_DAYS), to: today };
  const [from, to] = [`${span.from}T00:00:00.000Z`, now.toISOString()];
  const isLate = ({ takenAt }: { readonly takenAt: string }): boolean => takenAt >= from;
  const [days, totals, audience, media, figures] = await Promise.all([
    read.days(accountId, span),
    read.totals(accountId, span),
    read.audience(accountId),
    read.media(accountId, from, to),
    read.mediaInsights(accountId, from, to),
  ]);
  const stories = new Set(media.filter(isStory).map(({ mediaId }) => mediaId));
  const edges = [
    ...days.filter(isLate).map(({ metric }) => `series#${metric}`),
    ...totals.filter(isLate).map(({ metric, breakdown = "" }) => `totals/${breakdown}#${metric}`),
    ...audience.filter(isLate).map(({ metric, dimension }) => `audience#${metric}/${dimension}`),
    ...(audience.some(({ metric }) => metric === "online_followers") ? ["online"] : []),
    ...media.map((one) => (isStory(one) ? "stories" : "media")),
    // The other figures of a post may be of its plain fields.
    ...figures
      .filter(({ metric }) => metric === "reach")
      .map(({ mediaId }) => (stories.has(mediaId) ? "story-insights" : "media-insights")),
  ];
  return new Set(edges);
}

function isStory({ mediaProductType }: { readonly mediaProductType?: string | undefined }): boolean {
  return mediaProductType === "STORY";
}
