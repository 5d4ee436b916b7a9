import { GraphError } from "./errors.ts";
import type { GraphRequest } from "./graph.ts";

/** There was a server, and it broke the answer off or gave none in time: what it was asked may be why. */
const BROKEN_OFF = /^(?:UND_ERR_(?:SOCKET|RES_\w+|HEADERS_TIMEOUT|BODY_TIMEOUT)|ECONNRESET|EPIPE|HPE_\w+|time-out)$/;

export function isBrokenOff({ code, apiMessage = "" }: Pick<GraphError, "code" | "apiMessage">): boolean {
  return code === "GRAPH_UNREACHABLE" && BROKEN_OFF.test(apiMessage);
}

/**
 * Code 1, code 2 or a time-out of a big request is about its size: repeating it unchanged only burns calls (CALL-COST
 * §4.4). A connection that breaks once may be bad luck; twice, it is the size as well.
 */
export function mayNarrow(request: GraphRequest, error: GraphError, tries: number): boolean {
  if (request.narrowable !== true || error.recovery !== "retry") return false;
  if (error.apiCode === "1" || error.apiCode === "2" || error.apiMessage === "time-out") return true;
  return tries > 1 && (error.apiMessage === "UND_ERR_SOCKET" || error.apiMessage === "ECONNRESET");
}

/** The same refusal, as one that a smaller request may get around. */
export function toNarrow(error: GraphError): GraphError {
  const narrow = new GraphError({
    code: "GRAPH_TOO_MUCH_DATA",
    sentence: error.message,
    hint: error.hint,
    recovery: "narrow",
    scope: "call",
    apiCode: error.apiCode,
    apiMessage: error.apiMessage,
    httpStatus: error.httpStatus,
    cause: error,
  });
  narrow.callIds = error.callIds;
  return narrow;
}
