export { createGraph } from "./create-graph.ts";
export { BudgetSpent, GraphError, type GraphErrorCode, type GraphErrorParts } from "./errors.ts";
export {
  ACCOUNT_FIELDS,
  type FieldNode,
  isOptional,
  listCommentFields,
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
  readComments,
  readEdge,
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
export {
  placeComment,
  type ReadComment,
  type ReadMedia,
  type ReadProfile,
  readComment,
  readKey,
  readMedia,
  readNumber,
  readOwnId,
  readProfile,
  readStamp,
  wire,
} from "./wire.ts";
