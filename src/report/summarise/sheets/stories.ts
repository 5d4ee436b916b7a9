import { findMetric } from "../../../dataset/index.ts";
import { type AccountWeek, type Post, readInsight, readPart } from "../../figures/index.ts";
import { blank, toColumn, toLinkCell, toTextCell } from "../cells.ts";
import type { Facts } from "../facts.ts";
import type { Cell, Row, Sheet } from "../model.ts";
import { readCompletion, readExitRate } from "../stories.ts";
import { nameMetric } from "../writer.ts";
import { sumColumns } from "./sum-columns.ts";
import { toUnit } from "./unit.ts";

const METRICS = ["reach", "views", "replies", "shares", "total_interactions", "profile_visits", "follows"];
/** What viewers did next (CONTRACT §4: `navigation`, broken down by action). */
const STEPS = ["tap_forward", "tap_back", "swipe_forward", "tap_exit"] as const;

/** Every story seen in the period. */
export function buildStoriesSheet(facts: Facts): Sheet {
  const text = facts.write.words.storiesSheet;
  const { heads } = facts.write.words;
  const stories = facts.weeks.flatMap((week) => week.current.stories.map((post) => ({ week, post })));
  const rows = stories.map(({ week, post }) => toRow(week, post, facts));
  const columns = [
    toColumn("account", heads.account, "text"),
    toColumn("username", heads.username, "text"),
    toColumn("mediaId", heads.storyId, "id"),
    toColumn("published", heads.published, "instant"),
    toColumn("caption", heads.caption, "text"),
    toColumn("link", heads.link, "link"),
    ...METRICS.map((name) => {
      const metric = findMetric("media", name);
      const unit = toUnit(metric);
      return toColumn(name, nameMetric(name, facts.write), unit, unit === "count");
    }),
    ...STEPS.map((bucket) => toColumn(bucket, text.steps[bucket], "count", true)),
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
    receipts.inWords(toLinkCell(media.permalink ?? "", media.permalink)),
    ...METRICS.map((name) => receipts.toCell("post", readInsight(post, name))),
    ...STEPS.map((bucket) => receipts.toCell("post", readPart(post, "navigation", bucket))),
    receipts.toCell("post", readExitRate([post])),
    receipts.toCell("post", readCompletion([post])),
  ];
  return { key: media.mediaId, cells };
}
