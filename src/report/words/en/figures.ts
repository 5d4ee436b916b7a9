// What is counted: the key figures, Meta's metrics, the kinds of post, and nouns in their plural forms.
const BOTH = "accounts and days";
const OVERLAP = "neither accounts nor days: people may overlap";
const RATIO = "nothing: the sums are formed anew and divided";

/** By the id of the key figure. */
export const kpis = {
  followers: {
    name: "Followers",
    help: "Followers at the end of the period, as of the reading shown.",
    addsUpOver: "accounts (a person may follow several), not days",
  },
  netFollowers: { name: "Net new followers", help: "Followers won less followers lost.", addsUpOver: BOTH },
  gained: { name: "Followers gained", help: "Accounts that began to follow.", addsUpOver: BOTH },
  lost: { name: "Followers lost", help: "Accounts that stopped following or left Instagram.", addsUpOver: BOTH },
  reach: {
    name: "Unique reach",
    help: "People reached at least once in the period, counted once in each account.",
    addsUpOver: OVERLAP,
  },
  meanDailyReach: { name: "Mean reach a day", help: "People reached on an average day.", addsUpOver: OVERLAP },
  sumDailyReach: {
    name: "Sum of daily reach",
    help: "Daily reach added up; a person reached on three days is counted three times.",
    addsUpOver: OVERLAP,
  },
  views: { name: "Views", help: "Times posts, reels and stories were played or shown.", addsUpOver: BOTH },
  interactions: {
    name: "Account interactions",
    help: "Likes, comments, saves and shares received in the period, whatever the age of the post.",
    addsUpOver: BOTH,
  },
  engagementRate: {
    name: "Engagement rate",
    help: "Interactions per person reached, over the period's posts.",
    addsUpOver: RATIO,
  },
  engagementRateByFollowers: {
    name: "Engagement rate by followers",
    help: "Interactions per follower and post.",
    addsUpOver: RATIO,
  },
  posts: {
    name: "Posts",
    help: "Published in the period, by the report's time zone; stories are counted apart.",
    addsUpOver: BOTH,
  },
  meanPostReach: { name: "Mean reach a post", help: "People an average post reached.", addsUpOver: OVERLAP },
  medianPostReach: {
    name: "Median reach a post",
    help: "Half of the posts reached more, half fewer; under ten posts it tells more than the mean.",
    addsUpOver: OVERLAP,
  },
};

/** Short names for heads and lines. */
export const short = {
  followers: "Followers",
  netFollowers: "Net",
  reach: "Reach",
  views: "Views",
  interactions: "Account interactions",
  engagementRate: "ER",
  posts: "Posts",
  newFollowers: "New followers",
  reachSummed: "Reach, summed",
  reachDay: "Reach a day",
};

/** After a number: for the plural category "one", and for all others. */
export const nouns = {
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
