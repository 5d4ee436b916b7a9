// Reads from an error which blocks of a request it is about, so that only those are asked apart.
import type { GraphError } from "../../graph/index.ts";
import type { Block } from "../plan/index.ts";

/** Names that stand in the API's list of media metrics and never in its list of account metrics (CONTRACT §4, §8). */
const MEDIA_LIST_MARKER = /\bnavigation\b|\big_reels_/;

const VALID_NAMES = /(\w+)(?:\[\d+\])? must be one of the following values: (.+)$/i;

/** The blocks an error is about; empty when the words do not tell. */
export function findGuilty(blocks: readonly Block[], error: GraphError): readonly Block[] {
  const words = error.apiMessage ?? "";
  const ofKind = (...kinds: readonly Block["kind"][]) => blocks.filter(({ kind }) => kinds.includes(kind));
  // Of those whose figures are asked for: a plain list is refused for want of no viewers.
  if (/not enough viewers/i.test(words)) {
    const [stories, posts] = [ofKind("stories"), ofKind("media")].map((some) => some.filter(asksFigures));
    return stories?.length === 0 ? (posts ?? []) : (stories ?? []);
  }
  if (error.apiCode === "100/2108006") return ofKind("media");
  if (error.apiCode === "100/2874010" || /not enough users/i.test(words)) return blocks.filter(isDemographic);
  if (error.code !== "GRAPH_UNSUPPORTED") return [];
  return blocks.filter((block) => findRefusedMetrics(block, error).length > 0);
}

/** The words tell of one post that it cannot have a metric. */
export function isAboutOneMedia({ apiMessage = "" }: GraphError): boolean {
  return /Media Insights API|media type|queried media/i.test(apiMessage);
}

/** The words name a metric and do not say that nobody has it: of a list of posts, one alone may be refused it. */
export function isMaybeOfOne({ apiMessage = "", metricNames }: GraphError): boolean {
  return metricNames.length > 0 && !VALID_NAMES.test(apiMessage) && !/no longer supported/i.test(apiMessage);
}

/** The metrics of a block that an error names, or that are missing from the list of valid names it prints. */
export function findRefusedMetrics(block: Block, error: GraphError): readonly string[] {
  const metrics = toMetrics(block);
  const words = error.apiMessage ?? "";
  const aboutMedia = isMediaBlock(block);
  const [, parameter, valid] = VALID_NAMES.exec(words) ?? [];
  if (valid !== undefined) {
    // A list of breakdowns or periods names no metric, and would condemn each of them.
    if (parameter !== "metric") return [];
    if (MEDIA_LIST_MARKER.test(valid) !== aboutMedia) return [];
    const names = new Set(valid.split(/[,\s]+/));
    return metrics.filter((name) => !names.has(name));
  }
  if (isAboutOneMedia(error) && !aboutMedia) return [];
  // Account and media metrics share names: what is withdrawn of the one is not of the other.
  if (/queried user/i.test(words) && aboutMedia) return [];
  return metrics.filter((name) => error.metricNames.includes(name));
}

/**
 * Account and media metrics share names: where the words tell of neither, each kind is asked apart, and what else there is
 * goes with the account's. All together where they tell.
 */
export function partNamed(blocks: readonly Block[], error: GraphError): readonly (readonly Block[])[] {
  const named = blocks.filter((block) => findRefusedMetrics(block, error).length > 0);
  const isMixed = named.some(isMediaBlock) && !named.every(isMediaBlock);
  if (!isMixed) return [blocks];
  const lists = named.filter(isMediaBlock);
  return [blocks.filter((block) => !lists.includes(block)), ...lists.map((block) => [block])];
}

/** The words print valid names, which posts have been refused with those of accounts, too. */
export function listsValidNames({ apiMessage = "" }: GraphError): boolean {
  return VALID_NAMES.test(apiMessage);
}

function toMetrics(block: Block): readonly string[] {
  if (block.kind === "audience") return isDemographic(block) ? [] : [block.metric];
  return "metrics" in block ? block.metrics : [];
}

/** Those words were recorded of demographics only (CONTRACT §13.4). */
function isDemographic(block: Block): boolean {
  return block.kind === "audience" && block.span === undefined;
}

export function asksFigures(block: Block): boolean {
  return (block.kind === "media" || block.kind === "stories") && block.metrics.length > 0;
}

function isMediaBlock(block: Block): boolean {
  return block.kind === "media" || block.kind === "stories" || block.kind === "media-insights";
}
