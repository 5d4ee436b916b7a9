// Posts grow for days. This week's, a day to a week old when read, would always lose against last week's, a week older.
// Where last week's readings are still held, its posts are taken as they stood then: at equal age.
import type { MediaPoint } from "../../dataset/index.ts";
import { isHeld, newest } from "./figure.ts";
import { isStory, type Post, readInsight, readInteractions } from "./posts.ts";

const HOUR_MS = 3_600_000;
/** A reading counts as one of equal age when it lies this close to the moment sought. */
const TOLERANCE_MS = 24 * HOUR_MS;

/** When the posts of the period before were as old as those of the period are at their newest reading. */
export interface Moment {
  readonly at: string;
  /** Readings up to here may stand in for that moment. */
  readonly until: string;
}

/** Undefined without a post of the period, or without a figure of one. */
export function findEqualAge(current: readonly Post[], days: number): Moment | undefined {
  const readAt = newest(
    current
      .filter((post) => !isStory(post))
      .flatMap(({ insights }) => [...insights.values()].map(({ takenAt }) => takenAt)),
  );
  if (readAt === null) return undefined;
  const at = Date.parse(readAt) - days * 24 * HOUR_MS;
  return { at: new Date(at).toISOString(), until: new Date(at + TOLERANCE_MS).toISOString() };
}

/**
 * The posts with their figures as they stood at the moment, from readings taken until then; undefined when one of them
 * has its reach and interactions now and had not then: half a comparison at equal age is none.
 */
export function toEqualAge(
  posts: readonly Post[],
  readings: readonly MediaPoint[],
  { at }: Moment,
): readonly Post[] | undefined {
  const earliest = Date.parse(at) - TOLERANCE_MS;
  const known = new Map<string, Map<string, MediaPoint>>();
  for (const reading of readings) {
    if (reading.bucket !== "" || Date.parse(reading.takenAt) < earliest) continue;
    const figures = known.get(reading.mediaId) ?? new Map<string, MediaPoint>();
    figures.set(reading.metric, reading);
    known.set(reading.mediaId, figures);
  }
  const aligned = posts.map((post): Post => {
    // The post's own counters are today's; what the insights did not tell then is not known of then.
    const { likeCount: _likes, commentsCount: _comments, ...media } = post.media;
    return { ...post, media, insights: known.get(post.media.mediaId) ?? new Map<string, MediaPoint>() };
  });
  return posts.every((post, index) => !isTold(post) || isTold(aligned[index])) ? aligned : undefined;
}

function isTold(post: Post | undefined): boolean {
  return post !== undefined && isHeld(readInsight(post, "reach")) && isHeld(readInteractions(post));
}
