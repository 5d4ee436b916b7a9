import { createWorld, type World } from "../../src/sandbox/index.ts";

/**
 * A world without the cast's awkward permissions: nobody lacks the ANALYZE task, was converted late or has stories too
 * small to tell. What is left is what the planner can know beforehand, so that calls can be held against a formula.
 */
export function createPlainWorld(accounts: number, now: Date): World {
  const world = createWorld({ accounts, now });
  const plain = world.accounts.map((account) => ({
    ...account,
    lacksAnalyze: false,
    convertedDay: null,
    hasTinyStories: false,
  }));
  const tasks = world.pages.find(({ account }) => account?.lacksAnalyze === false)?.tasks ?? [];
  const pages = world.pages.map((page) => {
    if (page.account === null) return page;
    return { ...page, tasks, account: plain[page.account.index] ?? page.account };
  });
  return { ...world, accounts: plain, pages };
}
