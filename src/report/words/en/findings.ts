// What happened, why, and what next. Words between ⟨ and ⟩ carry a headline.
export const findings = {
  nothing: "There are too few figures for findings yet.",
  early:
    "What changed cannot be told for sure yet: the figures of this period still grow, and those of the period before had more time.",
  marked: (finding: string) => `Provisional: ${finding}`,
  all: "All accounts",
  /** By the figure that changed. */
  changed: {
    reach: (by: string, isUp: boolean) => `⟨${by} ${isUp ? "more" : "less"}⟩ reach`,
    views: (by: string, isUp: boolean) => `⟨${by} ${isUp ? "more" : "fewer"}⟩ views`,
    interactions: (by: string, isUp: boolean) => `⟨${by} ${isUp ? "more" : "fewer"}⟩ interactions`,
  },
  change: (who: string, changed: string, now: string, before: string) => `${who}: ${changed} (${now} after ${before})`,
  headline: (who: string, changed: string) => `${who}: ${changed}.`,
  onPosts: (now: string, before: string) => `Its posts won ${now} after ${before}.`,
  published: (posts: string, before: string, each: string, eachBefore: string) =>
    `${posts} after ${before}; each reached ${each} people after ${eachBefore}.`,
  pair: (who: string, now: string, before: string) => `${who} (${now} after ${before})`,
  mostly: (names: string) => `Mostly ${names}.`,
  madeByPost: (format: string, day: string, won: string) => `Mostly one ${format.toLowerCase()} of ${day} with ${won}.`,
  hadPost: (format: string, day: string, won: string) =>
    `Before, one ${format.toLowerCase()} of ${day} alone had ${won}.`,
  madeByFormat: (format: string) => `Mostly in the format ${format}.`,
  fellOn: (days: string) => `Most of the difference fell on ${days}.`,
  silent: (who: string, since: string) => `${who}: no post since ${since}`,
  silentReach: (who: string, since: string, before: string, now: string) =>
    `${who}: no post since ${since}, reach from ${before} to ${now} a day`,
  silentHeadline: (who: string, days: string) => `${who} has been ⟨silent for ${days}⟩.`,
  followers: (count: string) => `Followers: ${count}.`,
  followersNow: (count: string, net: string) => `Followers: ${count} (${net}).`,
  storiesGoOn: (stories: string) => `Since then ${stories}.`,
  quietHours: (hours: string, peak: string) =>
    `most posts went out when few followers are online (${hours}); most of them are at ${peak}.`,
  betterFormat: (format: string, lead: string, measure: string, own: string, used: string, posts: string) =>
    `post more in the format ${format}: its median is ${lead} times that of the other posts (${measure}, ${own} posts in 90 days); this time ${used} of ${posts}.`,
  bestSlot: (from: string, to: string, posts: string) =>
    `post between ${from} and ${to}, its best slot so far (median of ${posts}).`,
  won: {
    interactions: (count: string) => `${count} interactions`,
    reach: (count: string) => `${count} people reached`,
  },
  post: (who: string, format: string, won: string, multiple: string) =>
    `${who}: one ${format.toLowerCase()} with ${won}, ${multiple} times its median post`,
  postHeadline: (who: string, format: string, multiple: string) =>
    `A ${format.toLowerCase()} of ${who} did ⟨${multiple} times⟩ the usual.`,
  caption: (caption: string) => `“${caption}”`,
  postRecord: (posts: string) => `Better than all ${posts} of the 90 days before.`,
  postShare: (share: string) => `It made ${share} of what the account's posts won.`,
  milestone: (who: string, round: string, now: string) => `${who} passed ${round} followers and has ${now} now`,
  milestoneHeadline: (who: string, round: string) => `${who} passed ⟨${round} followers⟩.`,
  followed: (gained: string, lost: string) => `${gained} followed, ${lost} left.`,
  balance: (who: string, net: string) => `${who}: ${net} followers net`,
  balanceHeadline: (who: string, net: string) => `${who}: ⟨${net}⟩ followers net.`,
  usually: (count: string) => `Usually ${count}.`,
  spike: (who: string, count: string, usual: string) => `${who}: ${count} comments, usually ${usual}`,
  spikeHeadline: (who: string, count: string) => `${who} got ⟨${count} comments⟩, far more than usual.`,
  spikeUnder: (count: string, day: string) => `${count} of them stand under the post of ${day}.`,
  open: (comments: string, since: string) => `${comments} without an answer, the oldest of ${since}`,
  openHeadline: (comments: string) => `⟨${comments}⟩ wait for an answer.`,
  goal: (who: string, figure: string, actual: string, target: string, share: string) =>
    `${who}: ${figure} at ${actual} of ${target} (${share})`,
  format: (format: string, own: string, others: string, measure: string, posts: string, rest: string) =>
    `${format}s did best: the median one made ${own} times its account's usual ${measure}, the other formats ${others} times (${posts} against ${rest} posts)`,
};
