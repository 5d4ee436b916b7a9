// What comes next of an account of which nothing was answered yet, after trouble that may pass (CONTRACT §8, codes 1 and 2):
// never the same request at once. Its other questions tell whether it is the account's, and give it the time to pass.
import type { GraphError } from "../../graph/index.ts";
import { alone, type Block, countTries, type PlannedRequest } from "../plan/index.ts";
import { halvePage } from "./reduce-block.ts";

/** Asked for once more as a whole, a request of several questions then lends its lightest one. */
const WHOLE_TRIES = 2;

export function postpone(
  request: PlannedRequest,
  error: GraphError,
  rest: readonly PlannedRequest[],
  isLight = false,
): readonly PlannedRequest[] {
  const tries = isLight ? WHOLE_TRIES : countTries(request) + 1;
  const turn = { kind: "postponed", tries } as const;
  // Maybe it is the size (CALL-COST §4.4).
  const isBig = error.code === "GRAPH_TOO_MUCH_DATA";
  const blocks = isBig
    ? request.blocks.map((block) => (block.kind === "media" ? halvePage(block, error) : block))
    : request.blocks;
  const light = findLightest(blocks);
  if (tries < WHOLE_TRIES || blocks.length < 2 || light === undefined) return [...rest, { ...request, blocks, turn }];
  return [alone(light), { ...request, blocks: blocks.filter((block) => block !== light), turn }, ...rest];
}

/** The profile is neither insights nor posts, so that trouble with either is not its. */
function findLightest(blocks: readonly Block[]): Block | undefined {
  return blocks.find(({ kind }) => kind === "profile") ?? blocks.find(({ kind }) => kind !== "media");
}

/** The same with the profile apart, and before the rest. */
export function askProfileFirst(request: PlannedRequest): readonly PlannedRequest[] {
  const profile = request.blocks.find(({ kind }) => kind === "profile");
  if (profile === undefined || request.blocks.length < 2) return [request];
  return [alone(profile), { ...request, blocks: request.blocks.filter((block) => block !== profile) }];
}
