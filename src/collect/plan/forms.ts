import type { Form } from "../capabilities/index.ts";
import type { Block, PlannedRequest } from "./call.ts";

/** The parts an account's questions fall into below form 1, each a piece of work of its own. */
export interface Bundle {
  readonly name: "all" | "stories" | "account" | "media" | "audience" | "history";
  readonly requests: readonly PlannedRequest[];
}

/** Which request carries which block, form by form (PRODUCT §3). Every block is in exactly one request, or not affordable. */
export function toRequests(blocks: readonly Block[], form: Form): readonly Bundle[] {
  if (form === 1) return [{ name: "all", requests: [{ blocks }] }];
  const media = blocks.filter(({ kind }) => kind === "media");
  const rest = blocks.filter(({ kind }) => kind !== "media");
  const bundles: readonly Bundle[] =
    form === 2
      ? [
          { name: "account", requests: rest.length === 0 ? [] : [{ blocks: rest }] },
          { name: "media", requests: media.map(alone) },
        ]
      : [
          { name: "stories", requests: pick(rest, ["stories"]) },
          { name: "account", requests: pick(rest, ["profile", "series", "totals"]) },
          { name: "media", requests: media.map(alone) },
          { name: "audience", requests: pick(rest, ["audience"]) },
        ];
  return bundles.filter(({ requests }) => requests.length > 0);
}

/** More aliased windows in one request than this and its work, not its calls, becomes the limit (CALL-COST §1). */
const WINDOWS_A_REQUEST = 8;

/** The requests of a back-fill: some windows at a time where aliases are taken, one each where not. */
export function toHistory(blocks: readonly Block[], form: Form): readonly Bundle[] {
  const size = form === 3 ? 1 : WINDOWS_A_REQUEST;
  const requests = Array.from({ length: Math.ceil(blocks.length / size) }, (_, index) => ({
    blocks: blocks.slice(index * size, (index + 1) * size),
  }));
  return requests.length === 0 ? [] : [{ name: "history", requests }];
}

function pick(blocks: readonly Block[], kinds: readonly Block["kind"][]): readonly PlannedRequest[] {
  return blocks.filter((block) => kinds.includes(block.kind) && isAffordable(block)).map(alone);
}

/** The form a request of these blocks has. */
export function toForm(blocks: readonly Block[]): Form {
  if (blocks.length < 2) return 3;
  return blocks.some(({ kind }) => kind === "media") ? 1 : 2;
}

/** A day's total is free as an alias and a whole call without: not asked below form 2. */
export function isAffordable(block: Block): boolean {
  if (block.kind !== "totals") return true;
  return block.daily !== true && block.calibrates !== "free";
}

/** A request for one block, as plain as the API has it: no alias survives in it. */
export function alone(block: Block): PlannedRequest {
  return { blocks: [block.kind === "stories" ? { ...block, navigation: false } : block] };
}
