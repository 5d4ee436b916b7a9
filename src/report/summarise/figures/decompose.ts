// Why interactions changed: the number of posts × the people each reached × the interactions of each person reached.

/** Sums over the posts of a period that have both figures. */
export interface PostSums {
  readonly posts: number;
  readonly reach: number;
  readonly interactions: number;
}

/** What each factor brought, in interactions. The three sum to the change exactly. */
export interface Parts {
  readonly volume: number;
  readonly reach: number;
  readonly engagement: number;
}

/**
 * The change of interactions from one period to the other, split by the additive logarithmic mean Divisia index (Ang 2005):
 * each factor is credited with the logarithmic mean of both totals × the logarithm of its own growth. No remainder, and
 * the split of the way back is the same with its signs turned. Where a factor is zero on one side the whole change is
 * its own: the limit of the index. Parts are whole interactions.
 */
export function decompose(before: PostSums, now: PostSums): Parts {
  const change = now.interactions - before.interactions;
  if (before.posts <= 0 || now.posts <= 0) return { volume: change, reach: 0, engagement: 0 };
  if (before.reach <= 0 || now.reach <= 0) return { volume: 0, reach: change, engagement: 0 };
  if (before.interactions <= 0 || now.interactions <= 0) return { volume: 0, reach: 0, engagement: change };
  const weight = logarithmicMean(before.interactions, now.interactions);
  const volume = weight * Math.log(now.posts / before.posts);
  const reach = weight * Math.log(now.reach / now.posts / (before.reach / before.posts));
  return toWhole({ volume, reach, engagement: change - volume - reach }, change);
}

/** Between the geometric and the arithmetic mean; that of two equal values is the value. */
function logarithmicMean(a: number, b: number): number {
  const ratio = Math.log(b / a);
  // Near equality the quotient loses its digits; the series of the mean does not.
  return Math.abs(ratio) < 1e-6 ? (a + b) / 2 : (b - a) / ratio;
}

/** Largest remainders: printed without decimals the parts must still sum to the printed change. */
function toWhole({ volume, reach, engagement }: Parts, change: number): Parts {
  const exact = [volume, reach, engagement];
  const floors = exact.map(Math.floor);
  const left = Math.round(change - floors.reduce((total, part) => total + part, 0));
  const order = [0, 1, 2].sort((a, b) => remainder(exact, b) - remainder(exact, a));
  const raised = new Set(order.slice(0, left));
  const [v = 0, r = 0, e = 0] = floors.map((part, at) => part + (raised.has(at) ? 1 : 0));
  return { volume: v, reach: r, engagement: e };
}

function remainder(exact: readonly number[], at: number): number {
  const part = exact[at] ?? 0;
  return part - Math.floor(part);
}
