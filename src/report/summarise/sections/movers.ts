import { toColumn, toTextCell } from "../cells.ts";
import type { PostSums } from "../decompose.ts";
import type { Facts } from "../facts.ts";
import type { Cell, Row, Section, Table } from "../model.ts";
import { findMovers, type Mover } from "../movers.ts";
import { plural, type Writer } from "../writer.ts";
import { toAnchor } from "./anchor.ts";

type Cause = "volume" | "reach" | "engagement";

const text = {
  title: "Movers",
  lead: "Whose posts won more or fewer interactions than in the period before, and what moved them: how much was published, how many people each post reached, and how many of those interacted.",
  up: "Up",
  down: "Down",
  noUp: "No account's posts won more interactions than in the period before.",
  noDown: "No account's posts won fewer interactions than in the period before.",
  columns: {
    account: "Account",
    now: "Interactions",
    before: "Before",
    change: "Change",
    volume: "By posts",
    reach: "By reach a post",
    engagement: "By engagement",
  },
  help: {
    now: "Likes, comments, saves and shares of the posts published in the period.",
    before: "The same of the posts published in the period before.",
    volume: "What the number of posts brought.",
    reach: "What the people reached by each post brought.",
    engagement: "What interactions per person reached brought.",
  },
  causes: { volume: "Mainly volume", reach: "Mainly reach", engagement: "Mainly engagement" } as const,
  posts: (now: string, before: string) => `${now} after ${before}`,
  samePosts: (now: string) => `${now} as before`,
  reach: (now: string, before: string) => `${now} people a post after ${before}`,
  rate: (now: string, before: string, isMain: boolean) =>
    `${isMain ? "" : "engagement rate "}${now} ${now === before ? "as before" : `after ${before}`}`,
  clauses: (cause: string, first: string, rest: string) => `${cause}: ${first}; ${rest}.`,
  began: (posts: string) => `${posts} after a period without any.`,
  ended: (posts: string) => `Nothing was published, after ${posts}.`,
  note: (age: string) =>
    `The three parts sum to the change. ${age} Posts without reach or interactions are left out, changes under 20 interactions not listed.`,
  equalAge: "Posts are compared at equal age: those of the period before as they stood one period ago.",
  lastRead: "Posts are compared as last read: those of the period before had more days to grow.",
  bothAges: (equal: string, all: string) =>
    `For ${equal} of ${all} posts are compared at equal age, for the others as last read.`,
  leftOut: (accounts: string) => `Not compared: ${accounts} whose posts are not held for both periods.`,
  part: "share of the change by the logarithmic mean Divisia index: posts × reach a post × interactions per reach",
};

/** Five up, five down; undefined with one account, where nothing can be ranked. */
export function buildMovers(facts: Facts): Section | undefined {
  if (facts.weeks.length < 2) return undefined;
  const { up, down, leftOut } = findMovers(facts.weeks);
  const left = leftOut === 0 ? undefined : text.leftOut(plural(leftOut, "account", "accounts", facts.write));
  return {
    id: "movers",
    title: text.title,
    lead: text.lead,
    blocks: [
      {
        kind: "table",
        table: toTable("movers-up", text.up, up, { whenEmpty: text.noUp, note: text.note(tellAge(facts)) }, facts),
      },
      { kind: "table", table: toTable("movers-down", text.down, down, { whenEmpty: text.noDown, note: left }, facts) },
    ],
  };
}

function tellAge({ weeks, write }: Facts): string {
  const compared = weeks.filter(({ current, before }) => current.posts.length > 0 && before.posts.length > 0);
  const equal = compared.filter(({ before }) => before.isEqualAge === true).length;
  if (equal === 0) return text.lastRead;
  if (equal === compared.length) return text.equalAge;
  return text.bothAges(write.count(equal), plural(compared.length, "account", "accounts", write));
}

function toTable(
  id: string,
  title: string,
  movers: readonly Mover[],
  words: { readonly whenEmpty: string; readonly note: string | undefined },
  facts: Facts,
): Table {
  const { columns, help } = text;
  return {
    id,
    title,
    columns: [
      toColumn("account", columns.account, "text"),
      toColumn("now", columns.now, "count", false, help.now),
      toColumn("before", columns.before, "count", false, help.before),
      toColumn("change", columns.change, "count"),
      toColumn("volume", columns.volume, "count", false, help.volume),
      toColumn("reach", columns.reach, "count", false, help.reach),
      toColumn("engagement", columns.engagement, "count", false, help.engagement),
    ],
    rows: movers.map((mover) => toRow(mover, facts)),
    ...words,
  };
}

function toRow({ week, now, before, change, parts, sums }: Mover, { receipts, write }: Facts): Row {
  const { accountId } = week.account;
  // Against the row's own longest part: what moved this account, not how large it is.
  const longest = Math.max(1, ...Object.values(parts).map(Math.abs));
  const bar = (cause: Cause): Cell => {
    const value = parts[cause];
    const cell = receipts.toCell(accountId, { ...now, value, metric: `postInteractions/${cause}`, formula: text.part });
    const receipt = cell.kind === "value" ? cell.receipt : undefined;
    return { kind: "bar", value, length: value / longest, as: "difference", receipt };
  };
  return {
    key: accountId,
    cells: [
      toTextCell(week.label),
      receipts.toCell(accountId, now),
      receipts.toCell(accountId, before),
      { kind: "change", value: change, as: "count", against: before.value },
      bar("volume"),
      bar("reach"),
      bar("engagement"),
    ],
    target: toAnchor(accountId),
    note: explain(sums.now, sums.before, parts, change, write),
  };
}

/** The change in a sentence: its main cause first, then what the others did. */
function explain(
  now: PostSums,
  before: PostSums,
  parts: Readonly<Record<Cause, number>>,
  change: number,
  write: Writer,
): string {
  const posts = (count: number) => plural(count, "post", "posts", write);
  if (before.posts === 0) return text.began(posts(now.posts));
  if (now.posts === 0) return text.ended(posts(before.posts));
  const each = ({ reach, posts: count }: PostSums) => write.count(reach / count);
  const rate = ({ interactions, reach }: PostSums) => write.percent(reach === 0 ? 0 : interactions / reach);
  const causes: readonly Cause[] = ["volume", "reach", "engagement"];
  const main = causes.toSorted((a, b) => (parts[b] - parts[a]) * Math.sign(change))[0] ?? "volume";
  const clauses: Readonly<Record<Cause, string>> = {
    volume:
      now.posts === before.posts
        ? text.samePosts(posts(now.posts))
        : text.posts(posts(now.posts), write.count(before.posts)),
    reach: text.reach(each(now), each(before)),
    engagement: text.rate(rate(now), rate(before), main === "engagement"),
  };
  const rest = causes.filter((cause) => cause !== main).map((cause) => clauses[cause]);
  return text.clauses(text.causes[main], clauses[main], rest.join(", "));
}
