import { findMetric } from "../../../dataset/index.ts";
import { type Post, readInsight, readPart } from "../../figures/index.ts";
import { readCompletion, readExitRate } from "../figures/stories.ts";
import type { Sheet } from "../model/model.ts";
import { nameMetric } from "../model/writer.ts";
import type { PageData } from "../pages/page-data.ts";
import { type Field, fillTable } from "../tables/field.ts";
import { listPostFields, type PostRow, toPostField } from "../tables/post-fields.ts";
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
export function buildStoriesSheet(data: Pick<PageData, "frame" | "measure" | "receipts" | "weeks" | "write">): Sheet {
  const text = data.write.words.storiesSheet;
  const stories = data.weeks.flatMap((week) => week.current.stories.map((post) => ({ week, post })));
  const { columns, rows } = fillTable(listFields(data), stories, ({ post }) => ({ key: post.media.mediaId }));
  return {
    id: "stories",
    table: {
      id: "stories",
      title: text.title,
      columns,
      rows,
      totals: sumColumns("stories", columns, rows, data),
      whenEmpty: text.empty,
      note: `${text.note} ${data.write.words.stories.replies}`,
    },
  };
}

function listFields(data: Pick<PageData, "measure" | "receipts" | "write">): readonly Field<PostRow>[] {
  const text = data.write.words.storiesSheet;
  const { username, account, mediaId, published, caption, address } = listPostFields(data);
  const exits = toPostField("exitRate", text.exitRate, "percent", (post) => readExitRate([post]), data, {
    help: text.exitHelp,
  });
  return [
    account,
    username,
    { ...mediaId, column: { ...mediaId.column, label: data.write.words.heads.storyId } },
    published,
    caption,
    address,
    ...METRICS.map((name) => {
      const unit = toUnit(findMetric("media", name));
      const read = (post: Post) => readInsight(post, name);
      return toPostField(name, nameMetric(name, data.write), unit, read, data, { addsUp: unit === "count" });
    }),
    ...STEPS.map((bucket) => {
      const read = (post: Post) => readPart(post, "navigation", bucket);
      return toPostField(bucket, text.steps[bucket], "count", read, data, { addsUp: true });
    }),
    { ...exits, column: { ...exits.column, ratio: { of: "tap_exit", over: "views" } } },
    toPostField("completion", text.completion, "percent", (post) => readCompletion([post]), data, {
      help: text.completionHelp,
    }),
  ];
}
