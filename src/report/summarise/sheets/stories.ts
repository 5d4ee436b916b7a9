import { findMetric } from "../../../dataset/index.ts";
import { type Post, readInsight, readPart } from "../../figures/index.ts";
import type { Facts } from "../facts.ts";
import type { Sheet } from "../model.ts";
import { readCompletion, readExitRate } from "../stories.ts";
import { type Field, fillTable } from "../tables/field.ts";
import { listPostFields, type PostRow, toPostField } from "../tables/post-fields.ts";
import { nameMetric } from "../writer.ts";
import { sumColumns } from "./sum-columns.ts";
import { toUnit } from "./unit.ts";

const METRICS = [
  "reach",
  "views",
  "replies",
  "shares",
  "total_interactions",
  "profile_visits",
  "follows",
  "link_clicks",
];
/** What viewers did next (CONTRACT §4: `navigation`, broken down by action). */
const STEPS = ["tap_forward", "tap_back", "swipe_forward", "tap_exit"] as const;

/** Every story seen in the period. */
export function buildStoriesSheet(facts: Facts): Sheet {
  const text = facts.write.words.storiesSheet;
  const stories = facts.weeks.flatMap((week) => week.current.stories.map((post) => ({ week, post })));
  const { columns, rows } = fillTable(listFields(facts), stories, ({ post }) => ({ key: post.media.mediaId }));
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

function listFields(facts: Facts): readonly Field<PostRow>[] {
  const text = facts.write.words.storiesSheet;
  const { username, account, mediaId, published, caption, address } = listPostFields(facts);
  const exits = toPostField("exitRate", text.exitRate, "percent", (post) => readExitRate([post]), facts, {
    help: text.exitHelp,
  });
  return [
    account,
    username,
    { ...mediaId, column: { ...mediaId.column, label: facts.write.words.heads.storyId } },
    published,
    caption,
    address,
    ...METRICS.map((name) => {
      const unit = toUnit(findMetric("media", name));
      const read = (post: Post) => readInsight(post, name);
      return toPostField(name, nameMetric(name, facts.write), unit, read, facts, { addsUp: unit === "count" });
    }),
    ...STEPS.map((bucket) => {
      const read = (post: Post) => readPart(post, "navigation", bucket);
      return toPostField(bucket, text.steps[bucket], "count", read, facts, { addsUp: true });
    }),
    { ...exits, column: { ...exits.column, ratio: { of: "tap_exit", over: "views" } } },
    toPostField("completion", text.completion, "percent", (post) => readCompletion([post]), facts, {
      help: text.completionHelp,
    }),
  ];
}
