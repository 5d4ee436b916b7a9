// A metric that one post of a list refuses by name is put off: the list comes without it, and the post is searched for.
import type { GraphError } from "../../graph/index.ts";
import { type Block, isOpenWindow, listLater, type MediaBlock, type Member, partFinds } from "../plan/index.ts";
import { findRefusedMetrics, isAboutOneMedia, isMaybeOfOne } from "./guilty.ts";

/**
 * One post refuses a metric by name: the list comes without that metric, and the post is then searched for. Posts of a
 * window of their own have answered it before, and so have those read before: they keep it, in a window beside the list.
 */
export function postponeNamed(
  blocks: readonly Block[],
  error: GraphError,
  read: readonly Member[],
): readonly Block[] | undefined {
  const isOfPosts = blocks.every(({ kind }) => kind === "media") && isMaybeOfOne(error);
  if (!isAboutOneMedia(error) && !isOfPosts) return undefined;
  const lists = blocks.filter((block) => block.kind === "media" && findRefusedMetrics(block, error).length > 0);
  const target =
    lists.find((block) => block.kind === "media" && isOpenWindow(block)) ??
    lists.find((block) => block.kind === "media" && block.members === undefined);
  if (target?.kind !== "media") return undefined;
  const named = findRefusedMetrics(target, error);
  const metrics = target.metrics.filter((name) => !named.includes(name));
  const words = error.apiMessage ?? error.message;
  const { apiCode } = error;
  const { finds, others } = partFinds(target.nextSteps);
  const isMore = finds.length > 0;
  // Name after name: each would cost the list once more, so the posts are asked for all of them.
  const all = [...listLater(finds), ...target.metrics];
  const isDoubtful = blocks.some((block) => block.kind === "stories" && findRefusedMetrics(block, error).length > 0);
  const doubt = isDoubtful ? { isDoubtful: true as const } : {};
  const refused = (isMore ? [all] : named.map((metric) => [metric])).map((some) => ({
    metrics: some,
    words,
    apiCode,
    ...doubt,
  }));
  const steps = refused.map((one) => ({ kind: "find", refused: one }) as const);
  const later = { ...target, metrics: isMore ? [] : metrics, nextSteps: [...others, ...steps] };
  const left = blocks.map((block) => (block === target ? later : block));
  // Alone on its edge, a list has no room for a window beside it.
  return blocks.length === 1 || target.after !== undefined
    ? left
    : withKnownGood(left, target, isMore ? all : named, read);
}

function withKnownGood(
  blocks: readonly Block[],
  { comments: _comments, nextSteps: _steps, ...walk }: MediaBlock,
  metrics: readonly string[],
  read: readonly Member[],
): readonly Block[] {
  const members = read.filter(({ publishedAt }) => publishedAt >= walk.since);
  if (members.length === 0) return blocks;
  const until = Math.max(...members.map(({ publishedAt }) => publishedAt));
  const known = blocks.find((block) => block.kind === "media" && block.isKnownGood === true);
  if (known?.kind !== "media" || known.since !== walk.since) {
    return [...blocks, { ...walk, until, metrics, members, isKnownGood: true }];
  }
  return blocks.map((block) =>
    block === known ? { ...known, metrics: [...new Set([...known.metrics, ...metrics])] } : block,
  );
}
