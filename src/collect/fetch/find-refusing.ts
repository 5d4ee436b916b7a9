// Finds the posts that refuse what the API did not tell whose it is: newest first, by halves, the last one deduced.
// One of four costs two questions beside the refused request and the one that lists them.
import type { Finding, MediaBlock, Member, PlannedRequest, RefusedByOne } from "../plan/index.ts";
import { halveGroup, toGroup } from "./groups.ts";

type FindingBlock = MediaBlock & { readonly finding: Finding };

/** What a page is followed by that was listed without metrics one of its posts refuses. */
export function beginFinding(
  block: MediaBlock,
  refused: RefusedByOne,
  members: readonly Member[],
  isRead: (mediaId: string) => boolean,
  /** The posts read before have answered it in a window of their own, which kept to its bounds. */
  isApart: (metric: string) => boolean,
): readonly PlannedRequest[] {
  const pattern = toPattern(block, refused.metrics);
  const read = members.filter(({ mediaId }) => isRead(mediaId));
  const unread = members.filter(({ mediaId }) => !isRead(mediaId));
  const isSure = read.length === 0 || refused.metrics.every(isApart);
  if (isSure && !isMixed(unread, read) && !isCrowded(unread)) {
    const finding = { ...refused, otherwise: [], later: [], isBounded: read.length > 0, settled: 0, found: 0 };
    return goOn({ ...pattern, finding }, unread.toSorted(byNewest), []);
  }
  // Any of them may have begun to refuse it: nothing is deduced, each is asked in the end.
  if (read.length === 0 || unread.length === 0) return halveGroup({ ...pattern, members });
  return [...halveGroup({ ...pattern, members: unread }), ...toGroup(read, pattern)];
}

/** After all that was asked was answered: the refusing one is among the others. */
export function afterAnswer(block: FindingBlock, listed: readonly Member[]): readonly PlannedRequest[] {
  const { finding, members = [] } = block;
  const isBounded = finding.isBounded || (listed.length > 0 && listed.every((one) => isWithin(block, one)));
  const settled = finding.settled + members.length;
  return goOn({ ...block, finding: { ...finding, isBounded, settled } }, finding.otherwise, finding.later);
}

/**
 * After it was refused once more: it is among what was asked, and of the others nothing is known. `isOfAll`: it may be each
 * of them, which the first alone tells.
 */
export function afterRefusal(block: FindingBlock, isOfAll = false): readonly PlannedRequest[] {
  const { finding, members = [] } = block;
  const later = [...finding.otherwise, ...finding.later];
  if (members.length > 1) return goOn(block, members, later, isOfAll);
  return goOn(found(block), [], later);
}

/** Where it was refused for another reason, the others are still to be asked. */
export function askOthers(block: FindingBlock): readonly PlannedRequest[] {
  const { finding, ...pattern } = block;
  return toGroup([...finding.otherwise, ...finding.later], pattern);
}

/** A question of the search about one post alone, as one about a list of one. */
export function toFindingBlock(block: Member & { readonly finding: Finding }) {
  const { mediaId, productType, publishedAt, finding } = block;
  // Alone it was asked for more than lists are.
  const { metrics } = finding;
  const members = [{ mediaId, productType, publishedAt }];
  return { kind: "media", since: publishedAt, pageSize: 1, metrics, members, finding } as const;
}

/** `guilty`: one of them refuses; `later`: nothing is known of them. */
function goOn(
  block: FindingBlock,
  guilty: readonly Member[],
  later: readonly Member[],
  isOfAll = false,
): readonly PlannedRequest[] {
  const ask = (some: readonly Member[], otherwise: readonly Member[], rest: readonly Member[]) =>
    toGroup(some, { ...block, finding: { ...block.finding, otherwise, later: rest } });
  const [first] = guilty;
  if (first === undefined) {
    const size = chooseSize(block.finding, later.length);
    return ask(later.slice(0, size), [], later.slice(size));
  }
  if (guilty.length > 1) {
    const middle = isOfAll ? 1 : Math.ceil(guilty.length / 2);
    return ask(guilty.slice(0, middle), guilty.slice(middle), later);
  }
  const { metrics, words, apiCode, unnamed, isDoubtful = false } = block.finding;
  const alone = { ...first, kind: "media-insights", metrics } as const;
  const known = [{ blocks: [{ ...alone, deduced: { metrics, words, apiCode, unnamed } }] }];
  // What names no metric may be about something else, and have passed; of several, some may be answered.
  const isCertain = block.finding.isBounded && unnamed === undefined && metrics.length === 1 && !isDoubtful;
  return [...(isCertain ? known : ask(guilty, [], [])), ...goOn(found(block), [], later)];
}

function found(block: FindingBlock): FindingBlock {
  const { finding } = block;
  return { ...block, finding: { ...finding, settled: finding.settled + 1, found: finding.found + 1 } };
}

/** What is held beforehand of the share that refuses a metric: one of so many (3 % of posts refuse views, 4 % shares). */
const ONE_OF = 28;

/** As many as are refused about every second time, judged by those before. */
function chooseSize({ settled, found: refusing }: Finding, left: number): number {
  if (refusing === 0) return left;
  // None has answered it: maybe none does.
  const share = refusing > 1 && refusing === settled ? 1 : (refusing + 1) / (settled + ONE_OF);
  return Math.min(left, Math.max(1, Math.round(Math.LN2 / share)));
}

function toPattern(
  { comments: _comments, nextSteps: _steps, ...block }: MediaBlock,
  metrics: readonly string[],
): MediaBlock {
  return { ...block, metrics };
}

/** A window over the ones would hold some of the others. */
function isMixed(some: readonly Member[], others: readonly Member[]): boolean {
  const times = some.map(({ publishedAt }) => publishedAt);
  const [first, last] = [Math.min(...times) - 1, Math.max(...times) + 1];
  return others.some(({ publishedAt }) => publishedAt >= first && publishedAt <= last);
}

/** Two of the same moment: no window holds the one without the other. */
function isCrowded(some: readonly Member[]): boolean {
  const times = some.map(({ publishedAt }) => publishedAt).toSorted((a, b) => a - b);
  return times.some((time, index) => time - (times[index - 1] ?? Number.NEGATIVE_INFINITY) <= 1);
}

export function isWithin({ since, until = Number.POSITIVE_INFINITY }: MediaBlock, { publishedAt }: Member): boolean {
  return publishedAt >= since && publishedAt <= until;
}

function byNewest(a: Member, b: Member): number {
  return b.publishedAt - a.publishedAt;
}
