import { createWorld, type UserPlan, type World } from "../../src/sandbox/index.ts";

/**
 * A world without the cast's awkward permissions: nobody lacks the ANALYZE task, was converted late or has stories too
 * small to tell. What is left is what the planner can know beforehand, so that calls can be held against a formula.
 * Of several users each has a share of the accounts.
 */
export function createPlainWorld(accounts: number, now: Date, users = 1): World {
  const indexes = Array.from({ length: accounts }, (_, index) => index);
  const plans = Array.from({ length: users }, (_, user) => ({ accounts: indexes.filter((at) => at % users === user) }));
  const [first, ...rest]: readonly UserPlan[] = plans;
  const world = createWorld({
    accounts,
    now,
    ...(first === undefined || users === 1 ? {} : { users: [first, ...rest] }),
  });
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
