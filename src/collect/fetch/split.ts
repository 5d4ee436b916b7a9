// A refused request taken apart: by its edges, or into its blocks.
import type { GraphError } from "../../graph/index.ts";
import { alone, type Block, isAffordable, type PlannedRequest, toEdges } from "../plan/index.ts";
import type { StepDown } from "./answer.ts";
import { toWords } from "./refusal-words.ts";

/** A permission belongs to the edge, not to the account (CONTRACT §13.6): each edge is asked apart. */
export function partByEdge(blocks: readonly Block[], error: GraphError): StepDown {
  const insights = blocks.filter(isOfInsights);
  const others = blocks.filter((block) => !insights.includes(block));
  if (others.length === 0) {
    const edges = [...Map.groupBy(insights, (block) => toEdges(block)[0]).values()];
    return edges.length < 2
      ? lostAll(blocks, error)
      : only(
          suspect(
            edges.map((some) => ({ blocks: some })),
            error,
          ),
        );
  }
  // The account's own first: refused in the same words, they tell whose the refusal of its posts' figures is.
  return only(suspect([...(insights.length === 0 ? [] : [{ blocks: insights }]), ...others.map(alone)], error));
}

function isOfInsights({ kind }: Block): boolean {
  return kind === "series" || kind === "totals" || kind === "audience";
}

function suspect(requests: readonly PlannedRequest[], error: GraphError): readonly PlannedRequest[] {
  const refusedWith = toWords(error);
  return requests.map((request) => ({ ...request, refusedWith }));
}

/**
 * Form 1 parts into media and the rest. The rest parts into its edges where aliases are known to be taken; anything else
 * into its blocks.
 */
export function split(blocks: readonly Block[], error: GraphError, isForm: boolean): readonly PlannedRequest[] {
  const media = blocks.filter(({ kind }) => kind === "media");
  const rest = blocks.filter(({ kind }) => kind !== "media");
  if (media.length > 0 && rest.length > 1) return suspect([{ blocks: rest }, ...media.map(alone)], error);
  const insights = blocks.filter((block) => isOfInsights(block) && isAffordable(block));
  const others = blocks.filter((block) => !isOfInsights(block));
  if (!isForm || insights.length < 2 || others.length === 0) return suspect(partAll(blocks), error);
  return suspect([...others.map(alone), { blocks: insights }], error);
}

function partAll(blocks: readonly Block[]): readonly PlannedRequest[] {
  return blocks.filter(isAffordable).map(alone);
}

function only(requests: readonly PlannedRequest[]): StepDown {
  return { requests, refusals: [] };
}

export function lostAll(blocks: readonly Block[], error: GraphError): StepDown {
  return { requests: [], refusals: blocks.map((block) => ({ block, error })) };
}
