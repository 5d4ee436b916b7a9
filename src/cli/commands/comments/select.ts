// Flags → which comments are meant, and reading them from the dataset or from Instagram.
import { TZDate } from "@date-fns/tz";
import { addDays, parseScript, SCRIPT_NAMES } from "../../../dataset/index.ts";
import { BudgetSpent, GraphError } from "../../../graph/index.ts";
import {
  type CommentFilter,
  type CountMismatch,
  filterThreads,
  findMedia,
  type LiveReading,
  type Match,
  readAccountComments,
  readHeldComments,
  readOneMedia,
} from "../../../moderate/index.ts";
import type { Flags } from "../../context.ts";
import { UsageError } from "../../exit.ts";
import type { Moderation } from "./open-moderation.ts";

export interface Selection {
  readonly matches: readonly Match[];
  readonly mismatches: readonly CountMismatch[];
  /** User names of accounts whose comments the dataset has never read. */
  readonly onlyCounted: readonly string[];
  readonly unreadable: readonly { readonly username: string; readonly message: string }[];
  /** Set when the hour was spent before everything was read. */
  readonly spent: BudgetSpent | undefined;
}

const FILTER_FLAGS = ["media", "since", "until", "age", "unanswered", "hidden", "contains", "language", "author"];

export function hasFilter(flags: Flags): boolean {
  return FILTER_FLAGS.some((name) => flags[name] !== undefined);
}

/** Days are those of the configured zone. */
export function toCommentFilter(flags: Flags, timeZone: string, now: Date): CommentFilter {
  const since = [
    ...(typeof flags.since === "string" ? [toMidnight(flags.since, timeZone)] : []),
    ...(typeof flags.age === "number" ? [new Date(now.getTime() - flags.age).toISOString()] : []),
  ].toSorted();
  return {
    mediaIds: toNames(flags.media),
    since: since.at(-1),
    until: typeof flags.until === "string" ? toMidnight(addDays(flags.until, 1), timeZone) : undefined,
    unanswered: flags.unanswered === true,
    hidden: flags.hidden === true,
    contains: toNames(flags.contains),
    script: typeof flags.language === "string" ? readScript(flags.language) : undefined,
    authors: toNames(flags.author),
  };
}

/** The comments that are meant; one account that cannot be read costs that one. */
export async function select(
  { services, accounts, settings, progress }: Moderation,
  flags: Flags,
  signal: AbortSignal,
): Promise<Selection> {
  const now = services.clock.now();
  const filter = toCommentFilter(flags, settings.period.timeZone, now);
  if (flags.live !== true) {
    const { since, until, mediaIds } = filter;
    const held = await readHeldComments(services.store, accounts, { since, until, mediaIds });
    const onlyCounted = held.onlyCounted.map(({ username }) => username);
    const matches = filterThreads(held.threads, filter);
    return { matches, mismatches: held.mismatches, onlyCounted, unreadable: [], spent: undefined };
  }
  const mediaSince = new Date(now.getTime() - settings.collect.mediaDays * 86_400_000).toISOString();
  const readings: LiveReading[] = [];
  const unreadable: { username: string; message: string }[] = [];
  let spent: BudgetSpent | undefined;
  const dead = new Map<string, string>();
  const jobs =
    filter.mediaIds === undefined
      ? accounts.map((account) => ({
          name: `@${account.username}`,
          connection: account.connection,
          read: () => readAccountComments(services, account, { mediaSince, since: filter.since }, signal),
        }))
      : filter.mediaIds.map((mediaId) => ({
          name: `media ${mediaId}`,
          connection: undefined,
          read: async () => {
            const { account } = await findMedia(services, accounts, mediaId, signal);
            return readOneMedia(services, account, mediaId, filter.since, signal);
          },
        }));
  for (const [done, { name, connection, read }] of jobs.entries()) {
    progress.update({ done, of: jobs.length, text: name });
    if (spent !== undefined && (connection === undefined || spent.connection === connection)) continue;
    const username = name.replace(/^@/, "");
    const why = dead.get(connection ?? "");
    if (why !== undefined) {
      unreadable.push({ username, message: why });
      continue;
    }
    try {
      const reading = await read();
      readings.push(reading);
      for (const message of reading.cutShort) unreadable.push({ username, message });
    } catch (error) {
      if (error instanceof BudgetSpent) spent = error;
      else if (error instanceof GraphError) {
        unreadable.push({ username, message: error.message });
        // A dead token is not asked again for every other account.
        if (error.recovery === "stop" && connection !== undefined) dead.set(connection, error.message);
      } else throw error;
    }
  }
  progress.end();
  const threads = readings
    .flatMap((reading) => reading.threads)
    .toSorted((a, b) => (a.top.createdAt < b.top.createdAt ? 1 : -1));
  const mismatches = readings.flatMap((reading) => reading.mismatches);
  return { matches: filterThreads(threads, filter), mismatches, onlyCounted: [], unreadable, spent };
}

function toMidnight(day: string, timeZone: string): string {
  const [year = 1970, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(TZDate.tz(timeZone, year, month - 1, date).getTime()).toISOString();
}

function toNames(flag: unknown): readonly string[] | undefined {
  return Array.isArray(flag) && flag.length > 0 ? flag.map(String) : undefined;
}

function readScript(name: string) {
  const script = parseScript(name);
  if (script !== undefined) return script;
  throw new UsageError(
    `--language does not know "${name}".`,
    `Use a code such as ja or de, or ${SCRIPT_NAMES.join(", ")}.`,
  );
}
