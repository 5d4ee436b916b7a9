// What is computed of the facts, each once: pages, findings and sheets name which of it they need.
import type { AccountWeek } from "../../figures/index.ts";
import { findKpi } from "../../kpis/index.ts";
import type { ReportOptions } from "../model/report-options.ts";
import type { Writer } from "../model/writer.ts";
import type { Facts } from "../read/facts.ts";
import { chooseAnnotations, type KnownAnnotation } from "./annotations.ts";
import { type PostMeasure, type RatedPosts, ratePosts, toPostMeasure } from "./choose-posts.ts";
import { type AccountCoverage, toCoverage } from "./coverage.ts";
import { type Goal, listGoals } from "./goals.ts";
import { type Group, toGroups } from "./groups.ts";
import { toLabeller } from "./labels.ts";
import { findMovers, type Movers } from "./movers.ts";
import { type RankedWeek, rankWeeks } from "./ranking.ts";

export interface Figures {
  /** One for each of the facts' `weeks`, in the same order. */
  readonly coverage: readonly AccountCoverage[];
  readonly groups: readonly Group[];
  readonly goals: readonly Goal[];
  /** By the figure the report is sorted by. */
  readonly league: readonly RankedWeek[];
  /** What posts are ranked by. */
  readonly measure: PostMeasure;
  /** The period's posts by either measure. */
  readonly posts: Readonly<Record<PostMeasure, RatedPosts>>;
  readonly movers: Movers;
  /** Labels that posts of the period and of the one before bear, by the post's id; those without any have no entry. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
  /** About one of the accounts, oldest first. */
  readonly annotations: readonly KnownAnnotation[];
}

export function computeFigures(
  facts: Facts,
  { labels = [], annotations = [] }: Pick<ReportOptions, "labels" | "annotations">,
  write: Writer,
): Figures {
  const { weeks, targets, frame, sortBy } = facts;
  const groups = toGroups(weeks, facts.brandName, write);
  return {
    coverage: weeks.map(toCoverage),
    groups,
    goals: listGoals(targets, weeks, groups, write.words.goals.all, frame.span),
    league: rankWeeks(weeks, findKpi(sortBy)),
    measure: toPostMeasure(sortBy),
    posts: { interactions: ratePosts(weeks, "interactions"), reach: ratePosts(weeks, "reach") },
    movers: findMovers(weeks),
    labels: labelPosts(weeks, labels),
    annotations: chooseAnnotations(
      annotations,
      weeks.map(({ account }) => account),
    ),
  };
}

/** Of the accounts of the report alone: what no post of theirs bears is not known of. */
function labelPosts(weeks: readonly AccountWeek[], labels: NonNullable<ReportOptions["labels"]>): Figures["labels"] {
  if (labels.length === 0) return new Map();
  const labelsOf = toLabeller(labels);
  const posts = weeks.flatMap(({ current, before }) => [...current.posts, ...before.posts]);
  return new Map(
    posts.map(({ media }) => [media.mediaId, labelsOf(media)] as const).filter(([, borne]) => borne.length > 0),
  );
}
