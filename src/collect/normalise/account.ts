import { emptyBatch, type RecordBatch, toNoted } from "../../dataset/index.ts";
import { readProfile } from "../../graph/index.ts";
import type { Block } from "../plan/index.ts";
import { toSubject } from "../plan/index.ts";
import { type Context, toFieldSubjects, toGap } from "./context.ts";
import { judge, type Untold } from "./figure.ts";

/** Who the account is to us, as discovery left it; a profile reading is laid over it. */
export interface KnownAccount {
  readonly accountId: string;
  readonly username: string;
  readonly pageId: string;
  readonly pageName: string;
  readonly connection: string;
  readonly tasks: readonly string[];
}

const LEFT_OUT: Untold = { reason: "not-reported", ...toNoted({ code: "left-out" }) };

/** A profile snapshot: the totals followers are counted from (`follower_count` is new followers a day, not a total). */
export function normaliseProfile(block: Block, part: unknown, known: KnownAccount, context: Context): RecordBatch {
  const profile = readProfile(part);
  const subject = toSubject(context.accountId, block);
  if (profile === undefined) {
    return {
      ...emptyBatch,
      settled: [subject],
      gaps: [toGap(context, block, { reason: "unanswered", ...toNoted({ code: "profile-unread" }) })],
    };
  }
  const gaps = (["followers_count", "follows_count", "media_count"] as const)
    .filter((metric) => profile[metric] === undefined && context.without?.includes(`account:${metric}`) !== true)
    .map((metric) => {
      const raw = (part as Readonly<Record<string, unknown>>)[metric];
      const why = raw === undefined || raw === null ? LEFT_OUT : judge("account", metric, raw);
      return toGap(context, block, { metric, ...("reason" in why ? why : LEFT_OUT) });
    });
  return {
    ...emptyBatch,
    settled: [subject, ...toFieldSubjects(subject, "account", [part])],
    gaps,
    accounts: [
      {
        ...known,
        username: profile.username ?? known.username,
        name: profile.name,
        biography: profile.biography,
        website: profile.website,
        profilePictureUrl: profile.profile_picture_url,
        followersCount: profile.followers_count,
        followsCount: profile.follows_count,
        mediaCount: profile.media_count,
        takenAt: context.takenAt,
      },
    ],
  };
}
