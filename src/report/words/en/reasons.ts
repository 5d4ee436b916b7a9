// Why a figure is absent and how it was made. Figures tell both in English, the language they are computed in; the key is
// the English itself, and only the hand-over to the model says it in the report's language.

/** Reasons for an absence, by their English. */
export const reasons = {
  "Meta refused this metric": "Meta refused this metric",
  "withdrawn by Meta": "withdrawn by Meta",
  "Meta left it out": "Meta left it out",
  "too small for Meta to tell": "too small for Meta to tell",
  "older than the business account": "older than the business account",
  "no longer there": "no longer there",
  "no permission to read it": "no permission to read it",
  "the token expired or was revoked": "the token expired or was revoked",
  "Meta gives it for at most 30 days at a time": "Meta gives it for at most 30 days at a time",
  "Meta tells it for the last 30 days only": "Meta tells it for the last 30 days only",
  "not collected for exactly these days; a sum over days would count people again":
    "not collected for exactly these days; a sum over days would count people again",
  "no call was left for it": "no call was left for it",
  "Meta told what it cannot be": "Meta told what it cannot be",
  "not asked: it would cost calls of its own": "not asked: it would cost calls of its own",
  "Meta did not answer": "Meta did not answer",
  "not collected": "not collected",
  "not collected for all of these days": "not collected for all of these days",
  "likes are hidden or not told": "likes are hidden or not told",
  "no reach": "no reach",
  "no posts in the period": "no posts in the period",
  "no post has both reach and interactions": "no post has both reach and interactions",
  "no post has its interactions": "no post has its interactions",
  "no post has the figure": "no post has the figure",
  "no post tells it": "no post tells it",
  "fewer than 5 posts to compare with": "fewer than 5 posts to compare with",
  "the account's median is zero": "the account's median is zero",
  "no account is held": "no account is held",
  "followers not read": "followers not read",
  "no posts with known interactions": "no posts with known interactions",
  "no stories seen": "no stories seen",
  "the stories have no views": "the stories have no views",
  "no account has it in both periods": "no account has it in both periods",
  "no account in the report": "no account in the report",
  "younger than 48 h when read": "younger than 48 h when read",
  "Meta left out the link": "Meta left out the link",
  // What a collection notes at a gap or a Page, where Meta gave no words of its own.
  "The profile could not be read.": "The profile could not be read.",
  "The API left it out.": "The API left it out.",
  "The API answered without this value.": "The API answered without this value.",
  "The API answered without insights for this post.": "The API answered without insights for this post.",
  "A post came without a readable id and was left out.": "A post came without a readable id and was left out.",
  "Meta tells new followers a day for the last 30 days only.":
    "Meta tells new followers a day for the last 30 days only.",
  "Meta tells this only from 100 followers on.": "Meta tells this only from 100 followers on.",
  "This Page has no Instagram business account linked to it. Link one under Page settings › Linked accounts.":
    "This Page has no Instagram business account linked to it. Link one under Page settings › Linked accounts.",
};

/** Before a reason that holds for the period before. */
export const reasonBefore = (reason: string) => `period before: ${reason}`;
