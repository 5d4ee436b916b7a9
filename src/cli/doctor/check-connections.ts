// Everything that has to be asked of the API: tokens, permissions, Pages, and with --calibrate what a stamp means.
import { calibrateStamps, findAccounts, readCalibration } from "../../collect/index.ts";
import { type AccountRecord, mayBy } from "../../dataset/index.ts";
import { BudgetSpent, readToken, type TokenReading } from "../../graph/index.ts";
import { CollectorError } from "../../shared/index.ts";
import type { Services } from "../compose.ts";
import type { ConfiguredName } from "../configured-names.ts";
import { rememberToken } from "../run/token-memory.ts";
import type { Check } from "./check.ts";
import { checkAccounts } from "./check-accounts.ts";
import { checkNames } from "./check-names.ts";
import { checkToken, checkVersion } from "./check-token.ts";

export interface ConnectionsOptions {
  readonly version: string;
  readonly filter: Parameters<typeof findAccounts>[1]["filter"];
  /** Every name of the configuration that ought to mean an account. */
  readonly names: readonly ConfiguredName[];
  readonly mustCalibrate: boolean;
}

/** Lines about every connection, each passed on as soon as it is known. True when the spent hour cut it short. */
export async function checkConnections(
  services: Services,
  options: ConnectionsOptions,
  add: (check: Check) => void,
  signal: AbortSignal,
): Promise<{ readonly isPaused: boolean }> {
  let isPaused = false;
  /** A refusal is a line of the screen; only a stop signal and mistakes of ours end it. */
  const attempt = async (name: string, state: Check["state"], work: () => Promise<void>): Promise<void> => {
    if (isPaused) return;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof CollectorError)) throw error;
      isPaused = error instanceof BudgetSpent;
      add({ name, state: isPaused ? "warn" : state, message: error.message, hint: error.hint });
    }
  };
  const tokens = new Map<string, TokenReading>();
  for (const connection of services.graph.connections) {
    await attempt(`token ${connection}`, "fail", async () => {
      const token = await readToken(services.graph, connection, signal);
      tokens.set(connection, token);
      await rememberToken(services.store, connection, token, services.clock.now());
      for (const check of checkToken(connection, token, services.clock.now())) add(check);
    });
  }
  for (const check of checkVersion(
    options.version,
    [...tokens.values()].map(({ servedVersion }) => servedVersion),
  ))
    add(check);
  let reachable: readonly AccountRecord[] = [];
  let isWhole = false;
  if ([...tokens.values()].some(({ isValid }) => isValid)) {
    await attempt("accounts", "fail", async () => {
      const maySeePortfolios = (name: string) =>
        tokens.get(name)?.permissions?.missing.includes("business_management") !== true;
      const { filter } = options;
      const found = await findAccounts(services, { filter, isThorough: maySeePortfolios }, signal);
      const { accounts, missing } = found;
      for (const { connection, message, hint } of found.spent) {
        isPaused = true;
        add({ name: `Pages ${connection}`, state: "warn", message, hint });
      }
      // A dead token has had its line.
      const others = missing.filter(({ connection }) => tokens.get(connection)?.isValid !== false);
      for (const check of checkAccounts(accounts, others, toGranted(tokens))) add(check);
      reachable = found.reachable;
      isWhole = found.spent.length === 0 && [...tokens.values()].every(({ isValid }) => isValid);
      for (const connection of services.graph.connections) {
        if (tokens.get(connection)?.isValid !== true || isPaused) continue;
        await attempt(`days ${connection}`, "warn", async () =>
          add(
            await (options.mustCalibrate
              ? calibrate(services, connection, accounts, signal)
              : tellDays(services, connection)),
          ),
        );
      }
    });
  }
  // Where not everybody could be asked for, whoever was collected is known, and nobody is called a stranger for a pause.
  const known = isWhole ? reachable : [...reachable, ...(await services.store.read.accounts())];
  if (isWhole || known.length > 0) add(checkNames(options.names, known));
  for (const connection of services.graph.connections) add(await checkCallsLeft(services, connection));
  return { isPaused };
}

/** Which day a daily figure belongs to is open in the API's documents: until it is settled, that is said. */
async function tellDays(services: Services, connection: string): Promise<Check> {
  const settled = await readCalibration(services, connection);
  const message =
    settled ??
    "not settled which end of a day a stamp marks: the next collection settles it by itself, `gazette check --calibrate` now";
  return { name: `days ${connection}`, state: "ok", message };
}

/** By connection, where the API tells them. */
function toGranted(tokens: ReadonlyMap<string, TokenReading>): ReadonlyMap<string, readonly string[]> {
  return new Map(
    [...tokens].flatMap(([name, { permissions }]) => (permissions === undefined ? [] : [[name, permissions.granted]])),
  );
}

/** The account with most followers has the most distinct days. */
async function calibrate(
  services: Services,
  connection: string,
  accounts: readonly AccountRecord[],
  signal: AbortSignal,
): Promise<Check> {
  const name = `days ${connection}`;
  const [account] = accounts
    .filter((one) => one.connection === connection && mayBy(one.tasks, "insights") !== false)
    .toSorted((a, b) => (b.followersCount ?? 0) - (a.followersCount ?? 0));
  if (account === undefined) return { name, state: "warn", message: "no account with insights to calibrate by" };
  const { reading, evidence } = await calibrateStamps(services, account, signal);
  return { name, state: reading === undefined ? "warn" : "ok", message: evidence };
}

async function checkCallsLeft({ graph }: Services, connection: string): Promise<Check> {
  const name = `calls ${connection}`;
  const { left, perHour, nextAt } = await graph.callsLeft(connection);
  const message = `${left} of ${perHour} left this hour`;
  if (left > 0) return { name, state: "ok", message };
  return {
    name,
    state: "warn",
    message,
    hint: nextAt === undefined ? undefined : `The next one is there at ${nextAt.toISOString()}.`,
  };
}
