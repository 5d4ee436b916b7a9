export { createGraph } from "./create-graph.ts";
export { BudgetSpent, GraphError, type GraphErrorCode } from "./errors.ts";
export type { Connection, Graph, GraphOptions, GraphReply, GraphRequest, PostedReadMemory } from "./graph.ts";
export { isInnerUrl } from "./inner-address.ts";
export { createPictureDispatcher } from "./outgoing.ts";
export { explainCut, type Listing, refuseLoop, toListing } from "./pages.ts";
export { NEEDED_PERMISSIONS, type Permissions, readPermissions, readToken, type TokenReading } from "./token.ts";
export { type ReadComment, readComment, toIsoInstant, wire } from "./wire.ts";
