import { findMetric } from "../../../dataset/index.ts";
import type { AccountWeek } from "../account-week.ts";
import { blank, toColumn, toLinkCell, toTextCell } from "../cells.ts";
import type { Facts } from "../facts.ts";
import type { Cell, Row, Sheet } from "../model.ts";
import { type Post, readInsight, readPart } from "../posts.ts";
import { readCompletion, readExitRate } from "../stories.ts";
import { sumColumns } from "./sum-columns.ts";
import { toUnit } from "./unit.ts";

const METRICS = ["reach", "views", "replies", "shares", "total_interactions", "profile_visits", "follows"];
/** What viewers did next (CONTRACT §4: `navigation`, broken down by action). */
const STEPS = [
  { bucket: "tap_forward", label: "Taps forward" },
  { bucket: "tap_back", label: "Taps back" },
  { bucket: "swipe_forward", label: "Moves to the next account" },
  { bucket: "tap_exit", label: "Exits" },
];

const text = {
  title: "Stories",
  empty:
    "No story was seen in the period. Stories live for 24 hours: one is seen only when a collection runs meanwhile.",
  note: "Stories live for 24 hours: those that came and went between two collections are not here.",
  exitRate: "Exit rate",
  exitHelp: "Exits ÷ views.",
  completion: "Completion",
  completionHelp: "1 − (exits + moves to the next account) ÷ views.",
};

/** Every story seen in the period. */
export function buildStoriesSheet(facts: Facts): Sheet {
  const stories = facts.weeks.flatMap((week) => week.current.stories.map((post) => ({ week, post })));
  const rows = stories.map(({ week, post }) => toRow(week, post, facts));
  const columns = [
    toColumn("account", "Account", "text"),
    toColumn("username", "Username", "text"),
    toColumn("mediaId", "Story id", "id"),
    toColumn("published", "Published", "instant"),
    toColumn("caption", "Caption", "text"),
    toColumn("link", "Link", "link"),
    ...METRICS.map((name) => {
      const metric = findMetric("media", name);
      const unit = toUnit(metric);
      return toColumn(name, metric?.label ?? name, unit, unit === "count");
    }),
    ...STEPS.map(({ bucket, label }) => toColumn(bucket, label, "count", true)),
    {
      ...toColumn("exitRate", text.exitRate, "percent", false, text.exitHelp),
      ratio: { of: "tap_exit", over: "views" },
    },
    toColumn("completion", text.completion, "percent", false, text.completionHelp),
  ];
  return {
    id: "stories",
    table: {
      id: "stories",
      title: text.title,
      columns,
      rows,
      totals: sumColumns("stories", columns, rows, facts),
      whenEmpty: text.empty,
      note: text.note,
    },
  };
}

function toRow({ label, account }: AccountWeek, post: Post, { receipts }: Facts): Row {
  const { media } = post;
  const cells: readonly Cell[] = [
    toTextCell(label),
    toTextCell(account.username),
    toTextCell(media.mediaId),
    { kind: "instant", at: media.publishedAt },
    media.caption === undefined ? blank : toTextCell(media.caption),
    toLinkCell(media.permalink ?? "", media.permalink),
    ...METRICS.map((name) => receipts.toCell("post", readInsight(post, name))),
    ...STEPS.map(({ bucket }) => receipts.toCell("post", readPart(post, "navigation", bucket))),
    receipts.toCell("post", readExitRate([post])),
    receipts.toCell("post", readCompletion([post])),
  ];
  return { key: media.mediaId, cells };
}
