// What is asked once a list has come: the figures it comes without.
import { STORY_METRICS } from "./metric-sets.ts";

/** Metrics that one post of a list refuses; which of them, the words do not tell. */
export interface RefusedByOne {
  readonly metrics: readonly string[];
  /** The API's. */
  readonly words: string;
  readonly apiCode?: string | undefined;
  /** Stories stood beside the list with the same metrics: it may be none of its posts. */
  readonly isDoubtful?: true | undefined;
  /** Set where the words name no metric, and the post is refused all of its figures: the error's code. */
  readonly unnamed?: string | undefined;
}

/** Of posts. */
export type PostsStep =
  /** Asked in ever smaller groups until the one that refuses them stands alone. */
  | { readonly kind: "groups"; readonly metrics: readonly string[] }
  /** The server nests no insights: each post is asked alone, but for those named here by id. */
  | { readonly kind: "singles"; readonly metrics: readonly string[]; readonly upToDate: readonly string[] }
  /** A post refuses these: it is searched for among the posts never read before. */
  | { readonly kind: "find"; readonly refused: RefusedByOne };

/** Of stories. */
export interface EachStory {
  readonly kind: "each";
  /** The words in which the listing with insights was refused: if each story is answered alone, the nesting was at fault. */
  readonly refusedAs?: string | undefined;
}

/** The metrics that are asked so. */
export function listLater(steps: readonly (PostsStep | EachStory)[] = []): readonly string[] {
  return steps.flatMap(toMetrics);
}

function toMetrics(step: PostsStep | EachStory): readonly string[] {
  switch (step.kind) {
    case "groups":
    case "singles":
      return step.metrics;
    case "find":
      return step.refused.metrics;
    case "each":
      return STORY_METRICS;
  }
}

/** What is searched for, apart from the rest. */
export function partFinds(steps: readonly PostsStep[] = []) {
  const isFind = (step: PostsStep) => step.kind === "find";
  return { finds: steps.filter(isFind), others: steps.filter((step) => !isFind(step)) };
}
