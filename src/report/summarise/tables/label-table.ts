// Posts by the labels they bear: the page and the workbook show the same table.
import {
  type AbsentFigure,
  type AccountPeriod,
  type AccountWeek,
  absent,
  agree,
  averageHeld,
  byText,
  combine,
  countPosts,
  type Figure,
  isHeld,
  median,
  multipleOf,
  newest,
  type Post,
  rateOf,
  readInsight,
  readInteractions,
  sum,
} from "../../figures/index.ts";
import { toChange } from "../figures/change.ts";
import { byFigure } from "../model/cells.ts";
import type { ChangeCell, Table } from "../model/model.ts";
import type { PageData } from "../pages/page-data.ts";
import { isFair } from "../read/equal-age.ts";
import { toTextField } from "./account-fields.ts";
import { type Field, fillTable, toField } from "./field.ts";
import type { PostRow } from "./post-fields.ts";

/** The posts of the period that bear a label, or none. */
interface LabelRow {
  readonly key: string;
  readonly name: string;
  readonly posts: readonly PostRow[];
  readonly interactions: Figure;
  bears(post: Post): boolean;
}

/** The labels a post bears; none where none is configured. */
export function labelsOf({ media }: Post, { labels }: Pick<PageData, "labels">): readonly string[] {
  return labels.get(media.mediaId) ?? [];
}

/** The period's posts, and those that bear a label. */
export function countLabelled(data: PageData): { readonly posts: number; readonly labelled: number } {
  const all = listPosts(data);
  return { posts: all.length, labelled: all.filter(({ post }) => labelsOf(post, data).length > 0).length };
}

/** One row a label, most interactions first, and one of the posts without; undefined where no post of the period bears one. */
export function toLabelTable(data: PageData): Table | undefined {
  const all = listPosts(data);
  const names = [...new Set(all.flatMap(({ post }) => labelsOf(post, data)))];
  if (names.length === 0) return undefined;
  const text = data.write.words.labels;
  const toRow = (key: string, name: string, bears: (post: Post) => boolean): LabelRow => {
    const posts = all.filter(({ post }) => bears(post));
    return {
      key,
      name,
      posts,
      bears,
      interactions: sumInteractions(
        posts.map(({ post }) => post),
        data,
      ),
    };
  };
  const rows = names
    .map((name) => toRow(`label/${name}`, name, (post) => labelsOf(post, data).includes(name)))
    .sort((a, b) => byFigure(a.interactions, b.interactions) || byText(a.name, b.name));
  const rest = toRow("labels/none", text.none, (post) => labelsOf(post, data).length === 0);
  const hasSeveral = all.some(({ post }) => labelsOf(post, data).length > 1);
  return {
    id: "labels",
    title: text.table,
    ...fillTable(listFields(data), rest.posts.length === 0 ? rows : [...rows, rest], ({ key }) => ({ key })),
    whenEmpty: text.empty,
    note: hasSeveral ? text.several : undefined,
  };
}

function listPosts({ weeks }: Pick<PageData, "weeks">): readonly PostRow[] {
  return weeks.flatMap((week) => week.current.posts.map((post) => ({ week, post })));
}

function listFields(data: Pick<PageData, "frame" | "receipts" | "weeks" | "write">): readonly Field<LabelRow>[] {
  const { receipts, write, frame } = data;
  const { heads, labels: text } = write.words;
  const window = frame.span;
  return [
    toTextField("label", text.label, ({ name }) => name),
    toField("posts", text.posts, "count", ({ key, posts }) => receipts.toCell(key, countRows(posts, data))),
    toField("reach", heads.reach, "accounts", ({ key, posts }) => receipts.toCell(key, sumReach(posts, data)), {
      help: text.reach,
    }),
    toField("interactions", heads.interactions, "count", ({ key, interactions }) => receipts.toCell(key, interactions)),
    toField("engagementRate", heads.engagementRate, "percent", ({ key, posts }) =>
      receipts.toCell(
        key,
        rateOf(
          posts.map(({ post }) => post),
          window,
        ).figure,
      ),
    ),
    toField(
      "multiple",
      heads.multiple,
      "multiple",
      ({ key, posts }) =>
        receipts.toCell(
          key,
          averageHeld(
            posts.map(({ week, post }) => multipleOf(post, week.history, readInteractions)),
            { metric: "labelMultiple", window, formula: { code: "label-multiple" } },
            median,
          ),
        ),
      { help: text.multiple },
    ),
    toField("change", text.change, "change", ({ bears }) => receipts.inWords(changeOf(bears, data)), {
      help: text.changeHelp,
    }),
  ];
}

function countRows(posts: readonly PostRow[], { frame }: Pick<PageData, "frame">): Figure {
  return {
    kind: "held",
    value: posts.length,
    metric: "labelPosts",
    window: frame.span,
    takenAt: newest(posts.map(({ post }) => post.media.takenAt)),
    formula: { code: "label-posts" },
    provisional: false,
  };
}

function sumReach(posts: readonly PostRow[], { frame }: Pick<PageData, "frame">): Figure {
  const figures = posts.map(({ post }) => readInsight(post, "reach"));
  const held = figures.filter(isHeld);
  const as = { metric: "labelReach", window: frame.span, formula: { code: "label-reach" } as const };
  return held.length === 0 ? agree(figures, "no-post-has-it") : combine(held, as, sum);
}

/** Of the posts that tell them. */
function sumInteractions(posts: readonly Post[], { frame }: Pick<PageData, "frame">): Figure {
  const figures = posts.map(readInteractions);
  const held = figures.filter(isHeld);
  const as = { metric: "labelInteractions", window: frame.span, formula: { code: "told-interactions" } as const };
  return held.length === 0 ? agree(figures, "no-interactions") : combine(held, as, sum);
}

/** Over the accounts that have such posts in one of the two periods, and had their posts listed in both. */
function changeOf(bears: (post: Post) => boolean, data: Pick<PageData, "frame" | "weeks">): ChangeCell | AbsentFigure {
  const compared = data.weeks.filter(
    ({ current, before }) =>
      [...current.posts, ...before.posts].some(bears) && isHeld(countPosts(current)) && isHeld(countPosts(before)),
  );
  if (compared.length === 0) return absent("none-in-both");
  const over = (which: (week: AccountWeek) => AccountPeriod, window: PageData["frame"]["span"]): Figure => {
    const periods = compared.map(which);
    const posts = periods.flatMap((period) => period.posts.filter(bears));
    if (posts.length > 0) {
      const told = sumInteractions(posts, data);
      return isHeld(told) ? { ...told, window } : told;
    }
    // That nothing was published under the label is known by the listing, and won nothing.
    const listed = combine(
      periods.map(countPosts),
      { metric: "labelInteractions", window, formula: { code: "told-interactions" } },
      sum,
    );
    return isHeld(listed) ? { ...listed, value: 0 } : listed;
  };
  const now = over(({ current }) => current, data.frame.span);
  const before = over(({ before }) => before, data.frame.comparison);
  return toChange(
    now,
    before,
    "percent",
    compared.every((week) => isFair({ basis: "posts" }, week, now, before)),
  );
}
