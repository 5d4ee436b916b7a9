// What is counted: the key figures, Meta's metrics, the kinds of post, and nouns in their plural forms.
/** What a key figure may be summed over. */
export const addsUpOver = {
  "accounts-and-days": "accounts and days",
  accounts: "accounts (a person may follow several), not days",
  "not-people": "neither accounts nor days: people may overlap",
  "not-ratios": "nothing: the sums are formed anew and divided",
};

/** Short names for heads and lines. */
export const short = {
  newFollowers: "New followers",
  reachSummed: "Reach, summed",
  reachDay: "Reach a day",
};

/** After a number: for the plural category "one", and for all others. */
export const nouns = {
  day: ["day", "days"],
  comment: ["comment", "comments"],
  account: ["account", "accounts"],
  post: ["post", "posts"],
  story: ["story", "stories"],
  storySeen: ["story seen", "stories seen"],
  look: ["look", "looks"],
  group: ["group", "groups"],
  figure: ["figure", "figures"],
  goal: ["goal", "goals"],
  unreadable: ["Page or connection", "Pages or connections"],
} satisfies Record<string, readonly [string, string]>;

/** Inside a sentence: what posts are measured by. */
export const measures = { interactions: "interactions", reach: "reach" };

export const formats = { Post: "Post", Album: "Album", Reel: "Reel", Story: "Story" };

/** In the method and the dictionary. */
export const units = {
  accounts: "people's accounts",
  count: "count",
  percent: "per cent",
  share: "per cent",
  ms: "milliseconds",
  multiple: "multiple",
};

/** By the name of the metric at Meta. */
export const metrics = {
  reach: "Reach",
  follower_count: "New followers",
  online_followers: "Followers online",
  views: "Views",
  accounts_engaged: "Accounts engaged",
  total_interactions: "Total interactions",
  likes: "Likes",
  comments: "Comments",
  saves: "Saves",
  shares: "Shares",
  replies: "Story replies",
  reposts: "Reposts",
  profile_links_taps: "Profile link taps",
  profile_views: "Profile views",
  website_clicks: "Website clicks",
  follows_and_unfollows: "Follows and unfollows",
  follower_demographics: "Followers by group",
  engaged_audience_demographics: "Engaged audience by group",
  saved: "Saves",
  total_likes: "Likes with ads",
  total_comments: "Comments with ads",
  total_views: "Views with ads",
  follows: "Follows",
  profile_visits: "Profile visits",
  ig_reels_avg_watch_time: "Average watch time",
  ig_reels_video_view_total_time: "Total watch time",
  reels_skip_rate: "Skip rate",
  navigation: "Story navigation",
  link_clicks: "Link clicks",
  impressions: "Impressions",
  plays: "Plays",
  video_views: "Video views",
  engagement: "Engagement",
};
