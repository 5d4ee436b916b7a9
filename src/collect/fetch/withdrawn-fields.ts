// "Tried accessing nonexisting field (website) on node type (IGUser)": the field is left off, everything else comes.
import { type FieldNode, GraphError, isOptional, STORY_FIELDS, toFieldKey, toFieldNode } from "../../graph/index.ts";
import type { Block, PlannedRequest } from "../plan/index.ts";
import type { Refusal, StepDown } from "./answer.ts";

/** The request without the field an error names, and the loss; undefined where that is no field of ours to leave off. */
export function omitField(request: PlannedRequest, error: GraphError): StepDown | undefined {
  const key = toWithdrawn(error);
  if (key === undefined || request.without?.includes(key)) return undefined;
  const lost = toFieldLosses(request.blocks, [key], error);
  if (lost.length === 0) return undefined;
  return { requests: [{ ...request, without: [...(request.without ?? []), key] }], refusals: lost };
}

/** "account:website"; undefined where the words name none that can be done without. */
export function toWithdrawn({ fieldName, apiMessage = "" }: GraphError): string | undefined {
  const node = toFieldNode(apiMessage);
  if (fieldName === undefined || node === undefined || !isOptional(node, fieldName)) return undefined;
  return toFieldKey(node, fieldName);
}

/** The request as its connection is known to take it, with what that loses. */
export function withoutKnownFields(
  request: PlannedRequest,
  known: ReadonlyMap<string, string>,
): { readonly request: PlannedRequest; readonly refusals: readonly Refusal[] } {
  const refusals = [...known].flatMap(([key, message]) => toFieldLosses(request.blocks, [key], explain(key, message)));
  if (refusals.length === 0) return { request, refusals };
  const without = [...new Set([...(request.without ?? []), ...known.keys()])];
  return { request: { ...request, without }, refusals };
}

function toFieldLosses(blocks: readonly Block[], keys: readonly string[], error: GraphError): readonly Refusal[] {
  return keys.flatMap((key) => {
    const [node = "", name = ""] = key.split(":");
    return blocks
      .filter((block) => asksOf(block, node as FieldNode, name))
      .map((block): Refusal => ({ block, metrics: [name], error, isField: true }));
  });
}

function asksOf(block: Block, node: FieldNode, name: string): boolean {
  if (node === "account") return block.kind === "profile";
  if (node === "media") {
    return block.kind === "media" || (block.kind === "stories" && STORY_FIELDS.some((field) => field === name));
  }
  return block.kind === "comments" || (block.kind === "media" && block.comments === true);
}

function explain(key: string, message: string): GraphError {
  return new GraphError({
    code: "GRAPH_REFUSED",
    sentence: `Did not ask for ${key}: the API has refused it before.`,
    recovery: "skip",
    scope: "call",
    apiMessage: message,
    fieldName: key.split(":")[1],
  });
}
