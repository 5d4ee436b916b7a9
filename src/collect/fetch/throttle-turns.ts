// A throttled account is asked one question at a time until it answers: each more would be refused, and prolong the block
// (RELIABILITY T5). What ends one of its questions ends the others, unasked.
import type { BudgetSpent } from "../../graph/index.ts";
import type { PlannedCall } from "../plan/index.ts";

type StandAside = (wait: () => Promise<void>) => Promise<void>;

interface Turn {
  /** Key of the call that asks while the others wait. */
  holder: string | undefined;
  spent: BudgetSpent | undefined;
  readonly waiting: (() => void)[];
}

export interface ThrottleTurns {
  /** Waits while another question of the account is to be answered first; throws what has ended that. */
  enter(call: PlannedCall, standAside: StandAside): Promise<void>;
  /** The question is sent now; false where another one has been quicker. */
  take(call: PlannedCall): boolean;
  /** As `enter` for a request that is to wait for its account. */
  pause(call: PlannedCall, wait: () => Promise<void>, standAside: StandAside): Promise<void>;
  onAnswered(call: PlannedCall): void;
  onSpent(call: PlannedCall, error: BudgetSpent): void;
  /** The question is over. */
  leave(call: PlannedCall): void;
}

/** `isThrottled`: an earlier run ended with the account's throttle. */
export function createThrottleTurns(isThrottled: (accountId: string) => boolean): ThrottleTurns {
  const turns = new Map<string, Turn>();
  const answered = new Set<string>();

  function turnOf({ accountId }: PlannedCall): Turn {
    const turn = turns.get(accountId) ?? { holder: undefined, spent: undefined, waiting: [] };
    turns.set(accountId, turn);
    return turn;
  }

  function release(call: PlannedCall): void {
    const turn = turnOf(call);
    turn.holder = undefined;
    for (const wake of turn.waiting.splice(0)) wake();
  }

  async function waitFor(call: PlannedCall, standAside: StandAside): Promise<void> {
    const turn = turnOf(call);
    while (turn.holder !== undefined && turn.holder !== call.key) {
      const { promise, resolve } = Promise.withResolvers<void>();
      turn.waiting.push(resolve);
      await standAside(() => promise);
    }
    if (turn.spent !== undefined) throw turn.spent;
  }

  return {
    enter: waitFor,
    take(call) {
      const turn = turnOf(call);
      if (turn.spent !== undefined || (turn.holder !== undefined && turn.holder !== call.key)) return false;
      if (isThrottled(call.accountId) && !answered.has(call.accountId)) turn.holder = call.key;
      return true;
    },
    async pause(call, wait, standAside) {
      const turn = turnOf(call);
      turn.holder ??= call.key;
      if (turn.holder === call.key) await standAside(wait);
      else await waitFor(call, standAside);
    },
    onAnswered(call) {
      answered.add(call.accountId);
      release(call);
    },
    onSpent(call, error) {
      turnOf(call).spent = error;
      release(call);
    },
    leave(call) {
      if (turnOf(call).holder === call.key) release(call);
    },
  };
}
