// What every command about comments needs: the services, the accounts it may work on, and who is asking.

import { findAccounts } from "../../../collect/index.ts";
import type { Settings } from "../../../config/index.ts";
import type { AccountRecord } from "../../../dataset/index.ts";
import type { CarryOutOptions } from "../../../moderate/index.ts";
import { openServices, type Services } from "../../compose.ts";
import type { CommandContext } from "../../context.ts";
import type { Progress } from "../../progress.ts";
import { readOsUser } from "../../run/comment-work.ts";
import { refuseStrangers, selectAccounts, toFilter } from "../../selection.ts";
import { toCalls } from "../../spending.ts";

export interface Moderation extends AsyncDisposable {
  readonly settings: Settings;
  readonly services: Services;
  readonly progress: Progress;
  /** Accounts the flags leave, as last discovered. */
  readonly accounts: readonly AccountRecord[];
  readonly osUser: string;
  readonly carryOut: CarryOutOptions;
}

/**
 * Opens the services; accounts come from the dataset, or from a discovery where none is held yet. With `spends: false` the
 * dataset alone is worked on, for which no token is needed.
 */
export async function openModeration(
  context: CommandContext,
  { spends = true }: { readonly spends?: boolean } = {},
): Promise<Moderation> {
  const { flags, clock, print, signal } = context;
  const settings = context.settings(spends ? {} : { secrets: "optional" });
  const progress = print.progress();
  const services = await openServices(settings, clock, toCalls(settings, flags, print, progress));
  try {
    const held = await services.store.read.accounts();
    const known =
      held.length > 0 || !spends
        ? held
        : (await findAccounts(services, { filter: toFilter(settings, flags) }, signal)).accounts;
    const names = settings.connections.map(({ name }) => name);
    const accounts = selectAccounts(settings, known, flags).filter(
      ({ connection }) => !spends || names.includes(connection),
    );
    if (accounts.length === 0 && (spends || known.length > 0)) refuseStrangers(flags, settings.accounts.exclude, known);
    return {
      settings,
      services,
      progress,
      accounts,
      osUser: readOsUser(context.env),
      carryOut: {
        accounts,
        settleMs: settings.comments.settleSeconds * 1000,
        onDone: (_action, done, of) => progress.update({ done, of, text: "comments" }),
      },
      async [Symbol.asyncDispose]() {
        progress.end();
        await services[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    progress.end();
    await services[Symbol.asyncDispose]();
    throw error;
  }
}
