// Worlds that refuse: 7 % of posts a metric, one account in twenty a role, one in twenty everything. What two weeks cost
// against the fewest calls they can cost: discovery and one an account.
import { createWorld, startSandbox } from "../../src/sandbox/index.ts";
import { collectWeek, FIRST_WEEK, STEADY_WEEK } from "./collection.ts";
import { FLOOR_FORMULA, measureSearchFloor } from "./search-floor.ts";
import { makeFolder } from "./strict-folder.ts";

export interface StrictResult {
  readonly accounts: number;
  /** Discovery and one call an account: as if no post were new. */
  readonly minimum: number;
  /** With what the new refusing posts cost at least. */
  readonly floor: number;
  readonly firstWeek: number;
  readonly secondWeek: number;
  readonly refusedInSecond: number;
  /** The second week once more. */
  readonly again: number;
}

const REFUSED = ["views", "shares"];
const DEAD = { httpStatus: 400, type: "OAuthException", code: 100, message: "(#100) Missing permission" };

export async function measureStrict(accounts: number): Promise<StrictResult> {
  const world = createWorld({ accounts, now: FIRST_WEEK.startedAt });
  // The Page tells the role, as `/me/accounts` does.
  const lacks = world.accounts.map((account, index) => ({ ...account, lacksAnalyze: index % 20 === 7 }));
  const every = world.pages.find(({ account }) => account?.lacksAnalyze === false)?.tasks ?? [];
  const pages = world.pages.map((page) => {
    const account = page.account === null ? null : (lacks[page.account.index] ?? page.account);
    return {
      ...page,
      account,
      tasks: account?.lacksAnalyze === true ? every.filter((task) => task !== "ANALYZE" && task !== "MANAGE") : every,
    };
  });
  const dead = world.accounts.filter((_account, index) => index % 20 === 13);
  const sandbox = await startSandbox({
    world: { ...world, accounts: lacks, pages },
    now: () => FIRST_WEEK.startedAt,
    settings: { callsPerHour: 10_000_000, refusingPosts: { percent: 7, metrics: REFUSED } },
    faults: dead.map(({ id }) => ({ kind: "refusal" as const, match: { path: id }, refusal: DEAD })),
  });
  await using folder = await makeFolder();
  await using _closing = { [Symbol.asyncDispose]: () => sandbox.close() };
  const firstWeek = (await collectWeek(sandbox, folder.path, FIRST_WEEK)).calls;
  sandbox.setNow(STEADY_WEEK.startedAt);
  const before = sandbox.log().length;
  const secondWeek = (await collectWeek(sandbox, folder.path, STEADY_WEEK)).calls;
  const refusedInSecond = sandbox
    .log()
    .slice(before)
    .filter(({ status }) => status >= 400).length;
  const again = (await collectWeek(sandbox, folder.path, STEADY_WEEK)).calls;
  const minimum = Math.ceil((accounts + 1) / 100) + accounts;
  const search = await measureSearchFloor({
    ...sandbox,
    accounts: lacks.filter(({ lacksAnalyze }, index) => !lacksAnalyze && index % 20 !== 13),
    since: FIRST_WEEK.startedAt,
    metrics: REFUSED,
  });
  return {
    accounts,
    minimum,
    floor: minimum + search,
    firstWeek,
    secondWeek,
    refusedInSecond,
    again,
  };
}

export function printStrict(results: readonly StrictResult[]): string {
  const rows = results.map(
    ({ accounts, minimum, floor, firstWeek, secondWeek, refusedInSecond, again }) =>
      `${accounts} accounts: minimum ${minimum}, floor ${floor}, first week ${firstWeek}, second week ${secondWeek} ` +
      `(× ${(secondWeek / floor).toFixed(2)} of the floor, × ${(secondWeek / minimum).toFixed(2)} of the minimum, ` +
      `${refusedInSecond} refused: what is new), the same again ${again} (× ${(again / minimum).toFixed(2)})`,
  );
  return `\nStrict worlds: 7 % of posts refuse a metric, 5 % of accounts lack a role, one in twenty is dead.\nFloor: ${FLOOR_FORMULA}\n${rows.join("\n")}\n`;
}
