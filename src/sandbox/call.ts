// What a request carries with it while it is answered, and what nodes and edges look like to the engine.

import type { AccountDay } from "./account-day.ts";
import type { Account } from "./cast.ts";
import type { Moderation } from "./comments.ts";
import type { FieldExpression } from "./fields.ts";
import type { Json, JsonObject } from "./json.ts";
import type { SandboxSettings } from "./settings.ts";
import type { TokenOwner } from "./tokens.ts";
import type { World, WorldUser } from "./world.ts";

export interface Call {
  readonly world: World;
  readonly moderation: Moderation;
  readonly settings: SandboxSettings;
  readonly nowMs: number;
  readonly owner: TokenOwner;
  /** Who acts: the token's user, or the first of the world behind a Page token. */
  readonly user: WorldUser;
  /** Of this server, without a slash at the end. */
  readonly baseUrl: string;
  /** As served, "v26.0". */
  readonly version: string;
  readonly readDay: (account: Account, day: number) => AccountDay;
  /** What the answer cost so far: listed rows, and a rough measure of work for the usage headers. */
  readonly work: { rows: number; units: number };
  /** Each further page begins with the last row of the page before it. */
  readonly repeatsRow: boolean;
}

/** A field's value: left out when undefined, expanded further when it is a node. */
export type FieldValue = Json | undefined | GraphNode;

export interface GraphNode {
  readonly id: string;
  /** As error texts name it: "IGMedia". */
  readonly typeName: string;
  /** Fields given when none are asked for. */
  readonly defaults: readonly string[];
  readonly fields: Readonly<Record<string, () => FieldValue>>;
  readonly edges: Readonly<Record<string, Edge>>;
}

export interface EdgeRequest {
  /** By name: query parameters of a direct call, or the modifiers of a nested edge. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly fields: readonly FieldExpression[] | null;
  readonly isNested: boolean;
}

export interface Edge {
  /** Parameters it takes besides `fields`; anything else is refused. */
  readonly parameters: readonly string[];
  /** The edge's body. */
  readonly read: (request: EdgeRequest) => JsonObject;
}

export function isNode(value: FieldValue): value is GraphNode {
  return typeof value === "object" && value !== null && "typeName" in value;
}

/** A node of plain values: `from`, `owner` and the like. */
export function toPlainNode(
  typeName: string,
  values: { readonly id: string } & Readonly<Record<string, Json>>,
): GraphNode {
  return {
    id: values.id,
    typeName,
    defaults: Object.keys(values),
    fields: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, () => value])),
    edges: {},
  };
}
