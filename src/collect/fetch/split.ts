// A refused request taken apart: by its edges, or into its blocks.
import type { GraphError } from "../../graph/index.ts";
import { alone, type Block, isAffordable, type PlannedRequest, toEdges } from "../plan/index.ts";
import type { StepDown } from "./answer.ts";
import { toWords } from "./refusal-words.ts";

/** A permission belongs to the edge, not to the account (CONTRACT §13.6): each edge is asked apart. */
export function partByEdge(blocks: readonly Block[], error: GraphError, isForm = false): StepDown {
  const insights = blocks.filter(isOfInsights);
  const others = blocks.filter((block) => !insights.includes(block));
  if (others.length === 0) {
    const edges = partEdges(insights);
    if (edges.length < 2) return lostAll(blocks, error);
    return isForm ? split(blocks, error, isForm) : only(suspect(edges.map(toRequest), error));
  }
  // The account's own first: refused in the same words, they tell whose the refusal of its posts' figures is.
  return only(
    suspect([...(insights.length === 0 ? [] : [{ blocks: insights }]), ...others.map(isForm ? apart : alone)], error),
  );
}

export function partEdges(blocks: readonly Block[]): readonly (readonly Block[])[] {
  return [...Map.groupBy(blocks, (block) => toEdges(block)[0]).values()];
}

export function isOfInsights({ kind }: Block): boolean {
  return kind === "series" || kind === "totals" || kind === "audience";
}

function suspect(requests: readonly PlannedRequest[], error: GraphError): readonly PlannedRequest[] {
  const refusedWith = toWords(error);
  return requests.map((request) => ({ ...request, refusedWith }));
}

/**
 * Form 1 parts into media and the rest. Where aliases are known to be taken, the stories stand apart, too: their figures may
 * be refused for the same reason as those of posts, and in the same words, and only what bears neither tells whose that is.
 * The rest then parts step by step, what is refused most often first; anything else into its blocks.
 */
export function split(blocks: readonly Block[], error: GraphError, isForm: boolean): StepDown {
  const media = blocks.filter(({ kind }) => kind === "media");
  const stories = blocks.filter(({ kind }) => isForm && kind === "stories");
  const rest = blocks.filter((block) => !media.includes(block) && !stories.includes(block));
  if (media.length > 0 && rest.length + stories.length > 1) {
    const first = rest.length === 0 ? [] : [{ blocks: rest }];
    return only(suspect([...first, ...[...stories, ...media].map(isForm ? apart : alone)], error));
  }
  if (!isForm) return only(suspect(blocks.filter(isAffordable).map(alone), error));
  const parts = PARTS.flatMap((name) => {
    const some = blocks.filter((block) => toPart(block) === name);
    return some.length === 0 ? [] : [some];
  });
  if (parts.length < 2) return partAll(blocks, error);
  const isOften = parts.at(-1)?.some((block) => isDemographic(block) || block.kind === "stories") === true;
  const middle = isOften ? parts.length - 1 : Math.ceil(parts.length / 2);
  const halves = [parts.slice(0, middle).flat(), parts.slice(middle).flat()];
  return only(
    suspect(
      halves.map((some) => ({ blocks: some })),
      error,
    ),
  );
}

/** What is answered or refused together, the likeliest to be refused last. */
const PARTS = ["profile", "media", "series", "totals", "broken down", "online", "stories", "demographics"];

function toPart(block: Block): string {
  if (block.kind === "audience") return isDemographic(block) ? "demographics" : "online";
  return block.kind === "totals" && block.breakdown !== "" ? "broken down" : block.kind;
}

function isDemographic(block: Block): boolean {
  return block.kind === "audience" && block.span === undefined;
}

/** With its aliases, which were answered to others. */
const apart = (block: Block): PlannedRequest => ({ blocks: [block] });

/** Each alone; single days stay together, and end with their like. */
function partAll(blocks: readonly Block[], error: GraphError): StepDown {
  const single = blocks.filter(isAffordable);
  const days = blocks.filter((block) => !isAffordable(block));
  if (single.length === 0) return lostAll(days, error);
  return only(suspect([...(days.length === 0 ? [] : [{ blocks: days }]), ...single.map(apart)], error));
}

const toRequest = (blocks: readonly Block[]): PlannedRequest => ({ blocks });

function only(requests: readonly PlannedRequest[]): StepDown {
  return { requests, refusals: [] };
}

export function lostAll(blocks: readonly Block[], error: GraphError): StepDown {
  return { requests: [], refusals: blocks.map((block) => ({ block, error })) };
}
