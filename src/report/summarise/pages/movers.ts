import { toChange } from "../figures/change.ts";
import type { PostSums } from "../figures/decompose.ts";
import type { Mover } from "../figures/movers.ts";
import { toColumn, toTextCell } from "../model/cells.ts";
import type { Cell, FindingPart, Row, Section, Table } from "../model/model.ts";
import type { Writer } from "../model/writer.ts";
import { isFair } from "../read/equal-age.ts";
import { toAnchor } from "./anchor.ts";
import type { PageData } from "./page-data.ts";

type Cause = "volume" | "reach" | "engagement";

/** Five up, five down; undefined with one account, where nothing can be ranked. */
export function buildMovers(data: Pick<PageData, "movers" | "receipts" | "weeks" | "write">): Section | undefined {
  const text = data.write.words.movers;
  if (data.weeks.length < 2) return undefined;
  const { up, down, leftOut } = data.movers;
  const left = leftOut === 0 ? undefined : text.leftOut(data.write.plural(leftOut, "account"));
  return {
    id: "movers",
    title: text.title,
    lead: text.lead,
    blocks: [
      {
        kind: "table",
        table: toTable("movers-up", text.up, up, { whenEmpty: text.noUp, note: text.note(tellAge(data)) }, data),
      },
      { kind: "table", table: toTable("movers-down", text.down, down, { whenEmpty: text.noDown, note: left }, data) },
    ],
  };
}

function tellAge({ weeks, write }: Pick<PageData, "weeks" | "write">): string {
  const text = write.words.movers;
  const compared = weeks.filter(({ current, before }) => current.posts.length > 0 && before.posts.length > 0);
  const equal = compared.filter(({ before }) => before.isEqualAge === true).length;
  if (equal === 0) return text.lastRead;
  if (equal === compared.length) return text.equalAge;
  return text.bothAges(write.count(equal), write.plural(compared.length, "account"));
}

function toTable(
  id: string,
  title: string,
  movers: readonly Mover[],
  words: { readonly whenEmpty: string; readonly note: string | undefined },
  data: Pick<PageData, "receipts" | "write">,
): Table {
  const text = data.write.words.movers;
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
    rows: movers.map((mover) => toRow(mover, data)),
    ...words,
  };
}

function toRow(
  { week, now, before, change, parts, sums }: Mover,
  { receipts, write }: Pick<PageData, "receipts" | "write">,
): Row {
  const { accountId } = week.account;
  // Against the row's own longest part: what moved this account, not how large it is.
  const longest = Math.max(1, ...Object.values(parts).map(Math.abs));
  const bar = (cause: Cause): Cell => {
    const value = parts[cause];
    const cell = receipts.toCell(accountId, {
      ...now,
      value,
      metric: `postInteractions/${cause}`,
      formula: { code: "change-part" },
    });
    const receipt = cell.kind === "value" ? cell.receipt : undefined;
    return { kind: "bar", value, length: value / longest, as: "difference", receipt };
  };
  return {
    key: accountId,
    cells: [
      toTextCell(week.label),
      receipts.toCell(accountId, now),
      receipts.toCell(accountId, before),
      receipts.inWords(toChange(now, before, "count", isFair({ basis: "posts" }, week, now, before))),
      bar("volume"),
      bar("reach"),
      bar("engagement"),
    ],
    target: toAnchor(accountId),
    note: explainMove({ sums, parts, change }, write),
  };
}

/** What a change is made of, for bars that add up to it. */
export function listCauses({ parts }: Pick<Mover, "parts">, { words }: Writer): readonly FindingPart[] {
  const { columns } = words.movers;
  return (["volume", "reach", "engagement"] as const).map((cause) => ({ label: columns[cause], value: parts[cause] }));
}

/** The change in a sentence: its main cause first, then what the others did. */
export function explainMove(
  { sums: { now, before }, parts, change }: Pick<Mover, "sums" | "parts" | "change">,
  write: Writer,
): string {
  const text = write.words.movers;
  const posts = (count: number) => write.plural(count, "post");
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
