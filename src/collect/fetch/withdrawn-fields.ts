// "Tried accessing nonexisting field (website) on node type (IGUser)": the field is left off, everything else comes.
import { type FieldNode, GraphError, isOptional, STORY_FIELDS, toFieldNode, toLeaveOff } from "../../graph/index.ts";
import { type Block, type PlannedRequest, UNKNOWN_NAME } from "../plan/index.ts";
import type { Refusal, StepDown } from "./answer.ts";

/** The request without the field an error names, and the loss; undefined where that is no field of ours to leave off. */
export function omitField(request: PlannedRequest, error: GraphError): StepDown | undefined {
  const keys = toWithdrawn(error, request.without);
  if (keys.some((key) => request.without?.includes(key))) return undefined;
  const lost = toFieldLosses(request.blocks, keys, error);
  if (lost.length === 0) return undefined;
  return { requests: [{ ...request, without: [...(request.without ?? []), ...keys] }], refusals: lost };
}

/** "account:website", and what goes with it; none where the words name no field that can be done without. */
export function toWithdrawn(
  { fieldName, apiMessage = "" }: GraphError,
  without: readonly string[] = [],
): readonly string[] {
  const node = toFieldNode(apiMessage);
  if (fieldName === undefined || node === undefined || !isOptional(node, fieldName)) return [];
  return toLeaveOff(node, fieldName, without);
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
    apiCode: UNKNOWN_NAME,
    fieldName: key.split(":")[1],
  });
}
