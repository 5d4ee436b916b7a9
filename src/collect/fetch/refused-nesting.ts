// How a server refuses insights nested in a list, told from a refusal of the posts or stories in it.
import type { GraphError } from "../../graph/index.ts";
import { type Capabilities, find } from "../capabilities/index.ts";
import { type Block, type Nesting, type PlannedRequest, type Probe, unnest } from "../plan/index.ts";

/** In which a server has refused them before, which it may have done in words of its own. */
export interface NestingWords {
  /** In any list. */
  readonly posts?: string | undefined;
  /** In the list of stories. */
  readonly stories?: string | undefined;
}

export function findNestingWords(known: Capabilities, connection: string): NestingWords {
  const wordsOf = (nesting: Nesting): string | undefined => {
    const found = find(known, nesting, connection);
    return found?.state === "proven" ? undefined : found?.words;
  };
  return { posts: wordsOf("nested-insights"), stories: wordsOf("nested-story-insights") };
}

/** The same without nested insights, where they were refused in these very words before. */
export function recogniseNesting(
  blocks: readonly Block[],
  { apiMessage, recovery }: GraphError,
  { posts, stories }: NestingWords,
): PlannedRequest | undefined {
  if (recovery !== "skip" || apiMessage === undefined) return undefined;
  const isNested = (block: Block): boolean => unnest(block) !== block;
  if (apiMessage === posts && blocks.some(isNested)) {
    return { blocks: blocks.map((block) => unnest(block)), proves: toProbe("nested-insights", apiMessage) };
  }
  if (apiMessage !== stories || !blocks.some((block) => block.kind === "stories" && isNested(block))) return undefined;
  const plain = blocks.map((block) => (block.kind === "stories" ? unnest(block) : block));
  return { blocks: plain, proves: toProbe("nested-story-insights", apiMessage) };
}

/** The words name the insights of a post or story as no field at all: no single post is to blame. */
export function isAboutNesting(blocks: readonly Block[], error: GraphError): boolean {
  const words = error.apiMessage ?? "";
  const isNested = blocks.some((block) => unnest(block) !== block);
  return isNested && /nonexisting field \(insights\)/i.test(words) && !/node type \(\w*User\)/i.test(words);
}

/** The same with plain lists; its answer proves that the nesting was at fault. */
export function takeOutNested(blocks: readonly Block[], error: GraphError): PlannedRequest {
  const proves = toProbe("nested-insights", error.apiMessage ?? error.message);
  return { blocks: blocks.map((block) => unnest(block)), proves };
}

/** Answered one by one to the last, the posts of a refused group prove that it was their being together. */
export function proveNesting(singles: readonly PlannedRequest[], error: GraphError): readonly PlannedRequest[] {
  return markLast(singles, toProbe("nested-insights", error.apiMessage ?? error.message));
}

/**
 * Marks the request whose answer proves it: the last of its parts. Until then one of them may turn out to be refused for
 * itself.
 */
export function markLast(requests: readonly PlannedRequest[], proves: Probe): readonly PlannedRequest[] {
  return requests.map((request, index) => (index === requests.length - 1 ? { ...request, proves } : request));
}

export function toProbe(nesting: Nesting, words: string): Probe {
  return { kind: "nesting", nesting, words };
}
