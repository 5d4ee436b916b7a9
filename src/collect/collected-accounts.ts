// Who of a run is collected while others are still asked: told once every account is found, as a report may be about any of them.
import type { AccountRecord } from "../dataset/index.ts";
import type { Waiting } from "./hand-out.ts";

export interface CollectedAccounts {
  /** Accounts of a walk over connections; `walks`: how many there will be. */
  find(accounts: readonly AccountRecord[], walks: number): void;
  note(accountIds: readonly string[]): void;
}

export function createCollectedAccounts(runId: string, tell: Waiting["onCollected"]): CollectedAccounts {
  const found: AccountRecord[] = [];
  const collected = new Set<string>();
  let walked = 0;
  let isFound = false;
  const tellAll = (): void => {
    if (isFound && collected.size > 0) tell(runId, found, collected);
  };
  return {
    find(accounts, walks) {
      found.push(...accounts);
      walked += 1;
      isFound = walked === walks;
      tellAll();
    },
    note(accountIds) {
      if (accountIds.length === 0) return;
      for (const accountId of accountIds) collected.add(accountId);
      tellAll();
    },
  };
}
