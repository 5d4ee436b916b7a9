export { createGraph } from "./create-graph.ts";
export { BudgetSpent, GraphError, type GraphErrorCode, type GraphErrorParts } from "./errors.ts";
export {
  ACCOUNT_FIELDS,
  COMMENT_FIELDS,
  type FieldNode,
  isOptional,
  listFields,
  MEDIA_FIELDS,
  STORY_FIELDS,
  toFieldKey,
  toFieldNode,
  toLeaveOff,
} from "./fields.ts";
export type { Connection, Graph, GraphOptions, GraphReply, GraphRequest, PostedReadMemory } from "./graph.ts";
export { isInnerUrl } from "./inner-address.ts";
export { isBrokenOff } from "./narrow.ts";
export { createPictureDispatcher } from "./outgoing.ts";
export {
  explainCut,
  type Listing,
  type ListingWalk,
  readEdge,
  readIds,
  readWhatCame,
  toListing,
  watchWalk,
} from "./pages.ts";
export { MAX_TRIES, toRetryDelayMs } from "./retry.ts";
export {
  NEEDED_PERMISSIONS,
  type Permissions,
  readGranted,
  readPermissions,
  readToken,
  type TokenReading,
} from "./token.ts";
export { type ReadComment, readComment, readId, readKey, readNumber, readStamp, wire } from "./wire.ts";
