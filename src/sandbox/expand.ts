// Answers a list of fields about a node: plain fields, nodes inside nodes, nested edges with their modifiers.

import { type Call, type Edge, type EdgeRequest, type GraphNode, isNode } from "./call.ts";
import { type FieldExpression, toOutputKey } from "./fields.ts";
import type { Json, JsonObject } from "./json.ts";
import { Refusal, refusal, toNestedRefusal } from "./refusals.ts";

/** The node as an answer; `id` always comes along, last when it was not asked for. */
export function readNode(node: GraphNode, fields: readonly FieldExpression[] | null, call: Call): JsonObject {
  const wanted = fields ?? node.defaults.map((name) => ({ name, modifiers: [], subfields: null }));
  const answer: Record<string, Json> = {};
  call.work.units += 1;
  for (const field of wanted) {
    const value = readField(node, field, call);
    if (value !== undefined) answer[toOutputKey(field)] = value;
  }
  if (node.fields.id !== undefined && answer.id === undefined) answer.id = node.id;
  return answer;
}

function readField(node: GraphNode, field: FieldExpression, call: Call): Json | undefined {
  if (call.settings.withdrawnFields.includes(`${node.typeName}.${field.name}`)) {
    throw refusal.nonexistingField(field.name, node.typeName);
  }
  const readValue = Object.hasOwn(node.fields, field.name) ? node.fields[field.name] : undefined;
  if (readValue !== undefined) {
    refuseModifiers(field, node, call);
    const value = readValue();
    if (isNode(value)) return readNode(value, field.subfields, call);
    const stray = field.subfields?.[0];
    if (stray !== undefined && value !== undefined && typeof value !== "object")
      throw refusal.nonexistingField(stray.name, "String");
    return value;
  }
  const edge = Object.hasOwn(node.edges, field.name) ? node.edges[field.name] : undefined;
  const isRefused = field.name === "insights" && call.settings.nestedInsights === "refused";
  if (edge === undefined || isRefused) throw refusal.nonexistingField(field.name, node.typeName);
  return readNestedEdge(edge, field, node, call);
}

function refuseModifiers(field: FieldExpression, node: GraphNode, call: Call): void {
  for (const { name } of field.modifiers) {
    if (name !== "as") throw refusal.nonexistingField(`${field.name}.${name}`, node.typeName);
    refuseAlias(call);
  }
}

function refuseAlias(call: Call): void {
  if (call.settings.aliases === "refused") throw refusal.syntax('Unknown modifier "as".', 0, ".as()");
}

/** An empty nested edge is left out altogether (CONTRACT §5.1, §13.9). */
function readNestedEdge(edge: Edge, field: FieldExpression, node: GraphNode, call: Call): Json | undefined {
  const parameters = new Map<string, string>();
  for (const { name, argument } of field.modifiers) {
    if (name === "as") refuseAlias(call);
    else if (edge.parameters.includes(name)) parameters.set(name, argument);
    else throw refusal.nonexistingField(`${field.name}.${name}`, node.typeName);
  }
  const request: EdgeRequest = { parameters, fields: field.subfields, isNested: true };
  try {
    const body = edge.read(request);
    return Array.isArray(body.data) && body.data.length === 0 ? undefined : body;
  } catch (error) {
    const isPrefixed = error instanceof Refusal && field.name === "insights" && call.settings.nestedErrorPrefix;
    throw isPrefixed && !error.message.startsWith("For field") ? toNestedRefusal(error, "insights") : error;
  }
}
