// Media of every kind: posts, reels, albums and their children, stories; and others' media the account is tagged in.
// Fields that do not apply are left out, never null (CONTRACT §2.3).

import type { Call, EdgeRequest, FieldValue, GraphNode } from "./call.ts";
import { toPlainNode } from "./call.ts";
import { toCaption } from "./captions.ts";
import type { Account } from "./cast.ts";
import { toCommentsEdge } from "./comment-node.ts";
import { countComments } from "./comments.ts";
import type { JsonObject } from "./json.ts";
import { LISTING_PARAMETERS, readListing } from "./listing.ts";
import { readMediaInsights } from "./media-insights.ts";
import { toStamp } from "./pacific-day.ts";
import { type Post, readGrown, toAdLikes, toMediaId, toShortcode } from "./posts.ts";
import { toHash, toUnit } from "./random.ts";
import { refusal } from "./refusals.ts";
import type { FoundMedia } from "./world.ts";

export interface TaggedMedia {
  readonly id: string;
  readonly account: Account;
  readonly stamp: string;
  readonly username: string;
  readonly likes: number;
}

const NEW_COUNT_FIELDS = [
  "saved_count",
  "shares_count",
  "reposts_count",
  "total_like_count",
  "total_comments_count",
  "total_views_count",
];
/** Refused on album children (CONTRACT §2.3). */
const NOT_ON_CHILDREN = [
  "caption",
  "comments_count",
  "is_comment_enabled",
  "like_count",
  "children",
  ...NEW_COUNT_FIELDS,
];

/** `isDirect`: asked by its own id, which shows counts the owner hides from listings. */
export function toMediaNode(media: FoundMedia, call: Call, { isDirect }: { readonly isDirect: boolean }): GraphNode {
  const { post, child } = media;
  const id = toMediaId(post.account.index, post.productType === "STORY" ? "story" : "post", post.day, post.slot, child);
  const node: GraphNode = {
    id,
    typeName: "IGMedia",
    defaults: ["id"],
    fields: {
      ...toIdentityFields(id, media, call),
      ...toCountFields(post, call, isDirect),
      media_audio_type: () => (post.productType === "REELS" ? "ORIGINAL_SOUND" : undefined),
      is_shared_to_feed: () => (post.productType === "REELS" ? true : undefined),
      is_ai_generated: () => false,
      alt_text: () => undefined,
      video_title: () => undefined,
      has_poll: () => (post.productType === "STORY" ? false : undefined),
      has_slider: () => (post.productType === "STORY" ? false : undefined),
      legacy_instagram_media_id: () => toLegacyId(id),
      boost_eligibility_info: () => ({ eligible_to_boost: post.productType !== "STORY" }),
      boost_ads_list: () => undefined,
      copyright_check_information: () =>
        post.mediaType === "VIDEO" ? { status: { status: "completed", matches_found: isFlagged(post) } } : undefined,
    },
    edges: {
      children: toChildrenEdge(post, call),
      comments: toCommentsEdge(post, call),
      insights: {
        parameters: ["metric", "metric_type", "period", "breakdown"],
        read: (request) => readMediaInsights(media, id, request, call),
      },
      collaborators: { parameters: LISTING_PARAMETERS, read: () => ({ data: [] }) },
      product_tags: { parameters: LISTING_PARAMETERS, read: () => ({ data: [] }) },
    },
  };
  return child === 0 ? node : toChildNode(node);
}

type Fields = Readonly<Record<string, () => FieldValue>>;

function toIdentityFields(id: string, { post, child }: FoundMedia, call: Call): Fields {
  const { account } = post;
  const isVideo = child === 0 ? post.mediaType === "VIDEO" : isChildVideo(post, child);
  const picture = (): string => `${call.baseUrl}/cdn/media/${id}.jpg?oh=${toHash("oh", id).toString(16)}`;
  const legacyId = toLegacyId(id);
  return {
    id: () => id,
    ig_id: () => legacyId,
    media_type: () => (child === 0 ? post.mediaType : isVideo ? "VIDEO" : "IMAGE"),
    media_product_type: () => post.productType,
    caption: () => (post.productType === "STORY" ? undefined : toCaption(account, post.day, post.slot)),
    permalink: () => toPermalink(post, legacyId),
    shortcode: () => toShortcode(post),
    timestamp: () => toStamp(post.postedAt),
    media_url: () => (isFlagged(post) ? undefined : isVideo ? `${call.baseUrl}/cdn/video/${id}.mp4` : picture()),
    thumbnail_url: () => (isVideo ? picture() : undefined),
    owner: () => toPlainNode("IGUser", { id: account.id }),
    username: () => account.username,
  };
}

function toCountFields(post: Post, call: Call, isDirect: boolean): Fields {
  const { account } = post;
  const isHidden = account.hidesCounts && !isDirect;
  const grown = (total: keyof Post["totals"]): number => readGrown(post, total, call.nowMs);
  const isStory = post.productType === "STORY";
  const recent = (read: () => number | undefined) => () => (isHidden || isStory ? undefined : read());
  const newFields: Fields = {
    saved_count: recent(() => grown("saved")),
    shares_count: recent(() => grown("shares")),
    reposts_count: recent(() => grown("reposts")),
    total_like_count: recent(() => grown("likes") + toAdLikes(post, call.nowMs)),
    total_comments_count: recent(() => grown("comments")),
    total_views_count: recent(() => (post.mediaType === "VIDEO" ? grown("views") : undefined)),
  };
  return {
    like_count: () => (isHidden ? undefined : grown("likes")),
    comments_count: () => countComments(post, call.moderation, call.nowMs),
    is_comment_enabled: () => call.moderation.commentsEnabled.get(post.id) ?? true,
    ...(call.settings.mediaFieldsNew === "accepted" ? newFields : {}),
  };
}

function toChildrenEdge(post: Post, call: Call) {
  return {
    parameters: LISTING_PARAMETERS,
    read: (request: EdgeRequest): JsonObject =>
      readListing(
        {
          path: `${post.id}/children`,
          items: Array.from({ length: post.childCount }, (_, index) => index + 1),
          toId: (child) => toMediaId(post.account.index, "post", post.day, post.slot, child),
          toNode: (child) => toMediaNode({ post, child }, call, { isDirect: false }),
          defaultLimit: 25,
          maxLimit: 100,
          paging: "none",
          isWeighed: false,
        },
        request,
        call,
      ),
  };
}

function toChildNode(node: GraphNode): GraphNode {
  const fields = Object.fromEntries(Object.entries(node.fields).filter(([name]) => !NOT_ON_CHILDREN.includes(name)));
  const { insights } = node.edges;
  return { ...node, fields, edges: insights === undefined ? {} : { insights } };
}

export function toTaggedNode(tagged: TaggedMedia): GraphNode {
  const { account, id } = tagged;
  return {
    id,
    typeName: "IGMedia",
    defaults: ["id"],
    fields: {
      id: () => id,
      caption: () => `Lunch at @${account.username}`,
      media_type: () => "IMAGE",
      media_product_type: () => "FEED",
      permalink: () => `https://www.instagram.com/p/T${toHash("tag", id).toString(36)}/`,
      timestamp: () => tagged.stamp,
      username: () => tagged.username,
      like_count: () => tagged.likes,
      comments_count: () => tagged.likes % 7,
      media_url: () => undefined,
    },
    edges: {
      insights: {
        parameters: ["metric", "period", "breakdown"],
        read: () => {
          throw refusal.notPermitted();
        },
      },
    },
  };
}

function toPermalink(post: Post, legacyId: string): string {
  if (post.productType === "STORY") return `https://instagram.com/stories/${post.account.username}/${legacyId}`;
  return `https://www.instagram.com/${post.productType === "REELS" ? "reel" : "p"}/${toShortcode(post)}/`;
}

const toLegacyId = (id: string): string => `31${id}`;

const isChildVideo = (post: Post, child: number): boolean => toUnit(post.account.seed, "child", post.id, child) < 0.2;

/** Held back for a copyright claim: no `media_url`. About one post in thirty. */
const isFlagged = (post: Post): boolean => post.productType !== "STORY" && toHash("flagged", post.id) % 30 === 0;
