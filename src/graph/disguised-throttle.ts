// "Object does not exist" (100/33) has been seen as a throttle's answer (CONTRACT §8; CALL-COST §2.1 tells of a tenth of all
// posts lost by it). While the server counts much of the hour as used, it is no proof that anything is gone.
import { GraphError } from "./errors.ts";
import type { Usage } from "./usage.ts";

const DISGUISE = "100/33";
/** From here on requests are spread, too (`pace.ts`). */
const HIGH_PERCENT = 75;
/** So many in a row, none answered between: the objects of one list have not all vanished at once. */
const MANY = 3;

export interface DisguisedThrottles {
  /** Something of the connection was answered. */
  onAnswered(connection: string): void;
  /**
   * The refusal as it is to be understood: as it came; as no answer, to be asked again another time; or, from the third in
   * a row on, as a throttle to wait for, once (`hasWaited`: this very request has).
   */
  judge(error: GraphError, connection: string, usage: Usage, hasWaited: boolean): GraphError;
}

export function createDisguisedThrottles(): DisguisedThrottles {
  const inARow = new Map<string, number>();
  return {
    onAnswered: (connection) => void inARow.delete(connection),
    judge(error, connection, { tokenPercent = 0, accountPercent = 0 }, hasWaited) {
      const percent = Math.max(tokenPercent, accountPercent);
      if (error.apiCode !== DISGUISE || percent < HIGH_PERCENT) return error;
      // A wait that did not help is not tried again until something is answered.
      const count = hasWaited ? Number.NEGATIVE_INFINITY : (inARow.get(connection) ?? 0) + 1;
      inARow.set(connection, count);
      const { apiCode, apiMessage, httpStatus, message } = error;
      return new GraphError({
        code: "GRAPH_THROTTLED",
        sentence: `${message} (The API counts ${percent} percent of the hour as used: taken for a throttle.)`,
        hint: "It is asked for again in the next run.",
        recovery: count >= MANY ? "wait" : "skip",
        scope: tokenPercent >= HIGH_PERCENT ? "token" : "account",
        apiCode,
        apiMessage,
        httpStatus,
      });
    },
  };
}
