// The professional account: profile fields (CONTRACT §2.1) and the edges to its media, stories, tags and insights.

import { readAccountInsights } from "./account-insights.ts";
import { readFollowers } from "./audience.ts";
import { type Call, type EdgeRequest, type GraphNode, toPlainNode } from "./call.ts";
import { toCustomer } from "./captions.ts";
import type { Account } from "./cast.ts";
import { LISTING_PARAMETERS, readListing } from "./listing.ts";
import { type TaggedMedia, toMediaNode, toTaggedNode } from "./media-node.ts";
import { DAY_MS, toStamp, toUtcDay } from "./pacific-day.ts";
import { type Post, toMediaId } from "./posts.ts";
import { toHash, toUnit } from "./random.ts";
import { readInstant } from "./windows.ts";
import { listLiveStories, walkPosts } from "./world.ts";

/** Media listed in one answer at most, and in total (CONTRACT §2.2). */
const MEDIA_LIMIT = 100;
const MEDIA_TOTAL = 10_000;

export function toInstagramNode(account: Account, call: Call): GraphNode {
  const { id } = account;
  return {
    id,
    typeName: "IGUser",
    defaults: ["id"],
    fields: {
      id: () => id,
      ig_id: () => 8_070_000_001 + account.index,
      username: () => account.username,
      name: () => account.name,
      biography: () => account.biography,
      website: () => account.website,
      profile_picture_url: () => `${call.baseUrl}/cdn/profile/${id}.jpg?oh=${toHash("oh", id).toString(16)}`,
      has_profile_pic: () => true,
      is_published: () => true,
      followers_count: () => readFollowers(account, call.nowMs),
      follows_count: () => 40 + (toHash(account.seed, "follows", account.index) % 600),
      media_count: () => countMedia(account, call),
      legacy_instagram_user_id: () => String(8_070_000_001 + account.index),
      owner_business: () => toPlainNode("Business", { id: call.world.businessId }),
      shopping_product_tag_eligibility: () => false,
    },
    edges: {
      media: {
        parameters: [...LISTING_PARAMETERS, "since", "until"],
        read: (request) =>
          readListing(
            {
              path: `${id}/media`,
              items: listMedia(account, request, call),
              toId: (post) => post.id,
              toNode: (post) => toMediaNode({ post, child: 0 }, call, { isDirect: false }),
              defaultLimit: 25,
              maxLimit: MEDIA_LIMIT,
              paging: "full",
              isWeighed: true,
            },
            request,
            call,
          ),
      },
      stories: {
        parameters: LISTING_PARAMETERS,
        read: (request) =>
          readListing(
            {
              path: `${id}/stories`,
              items: listLiveStories(account, call.nowMs).filter(
                (story) => !call.moderation.deletedMedia.has(story.id),
              ),
              toId: (post) => post.id,
              toNode: (post) => toMediaNode({ post, child: 0 }, call, { isDirect: false }),
              defaultLimit: 25,
              maxLimit: MEDIA_LIMIT,
              paging: "stories",
              isWeighed: true,
            },
            request,
            call,
          ),
      },
      tags: {
        parameters: LISTING_PARAMETERS,
        read: (request) =>
          readListing(
            {
              path: `${id}/tags`,
              items: listTagged(account, call.nowMs),
              toId: (tagged) => tagged.id,
              toNode: toTaggedNode,
              defaultLimit: 25,
              maxLimit: MEDIA_LIMIT,
              paging: "full",
              isWeighed: true,
            },
            request,
            call,
          ),
      },
      insights: {
        parameters: ["metric", "period", "metric_type", "breakdown", "timeframe", "since", "until"],
        read: (request) => readAccountInsights(account, request, call),
      },
    },
  };
}

function listMedia(account: Account, request: EdgeRequest, call: Call): readonly Post[] {
  const since = readInstant(request.parameters, "since", call.nowMs);
  const until = readInstant(request.parameters, "until", call.nowMs);
  const posts: Post[] = [];
  const added = call.moderation.addedMedia.filter((post) => post.account.id === account.id);
  for (const post of [...added, ...walkPosts(account, call.nowMs)]) {
    const seconds = post.postedAt / 1000;
    if (since !== null && seconds < since) break;
    if (until !== null && seconds > until) continue;
    if (!call.moderation.deletedMedia.has(post.id)) posts.push(post);
    if (posts.length === MEDIA_TOTAL) break;
  }
  return posts;
}

/** Every third account reports a few less than it has: `media_count` is no loop bound (CONTRACT §2.1). */
function countMedia(account: Account, call: Call): number {
  const listed = [...walkPosts(account, call.nowMs)].length;
  return Math.max(0, account.index % 3 === 1 ? listed - 3 : listed);
}

/** Other people's media of the last month in which the account is tagged: about one in five days. */
function listTagged(account: Account, nowMs: number): readonly TaggedMedia[] {
  const tagged: TaggedMedia[] = [];
  for (let day = toUtcDay(nowMs) - 1; day > toUtcDay(nowMs) - 30; day -= 1) {
    if (toUnit(account.seed, "tagged", account.index, day) > 0.2) continue;
    tagged.push({
      id: toMediaId(account.index, "tag", day, 0),
      account,
      stamp: toStamp(day * DAY_MS + 12 * 3_600_000),
      username: toCustomer(account.seed, "tagger", account.index, day).username,
      likes: toHash(account.seed, "tag likes", account.index, day) % 60,
    });
  }
  return tagged;
}
