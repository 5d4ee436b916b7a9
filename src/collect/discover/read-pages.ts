// Rows of a Page list → accounts and Pages without one.
import { z } from "zod";
import type { AccountRecord, MissingAccount } from "../../dataset/index.ts";
import { ACCOUNT_FIELDS, listFields, wire } from "../../graph/index.ts";
import { explainNoLinkedAccount } from "./explain-missing.ts";

/** The fields of an account, less those withdrawn ("account:website"). */
export function toAccountFields(without: readonly string[] = []): string {
  return listFields("account", ACCOUNT_FIELDS, without);
}

/** The fields of a Page with its account's, less those withdrawn ("account:website"). */
export function toPageFields(isOwn: boolean, without: readonly string[] = []): string {
  // The user's tasks are told by `/me/accounts` alone, a Page itself has no such field.
  return `id,name,${isOwn ? "tasks," : ""}instagram_business_account{${toAccountFields(without)}}`;
}

const wireAccount = z.object({ id: wire.id, ...wire.profile });

const wireFbPage = z.object({
  id: wire.id,
  name: wire.text,
  tasks: z.array(z.string()).optional().catch(undefined),
  instagram_business_account: wireAccount.optional().catch(undefined),
});

export interface ReadPages {
  readonly pageIds: readonly string[];
  readonly accounts: readonly AccountRecord[];
  readonly missing: readonly MissingAccount[];
}

/** Reads the rows whose Page is not among `known`; rows that are no Page are passed over. */
export function readPages(
  rows: readonly unknown[],
  known: ReadonlySet<string>,
  connection: string,
  takenAt: string,
): ReadPages {
  const pageIds = new Set<string>();
  const accounts: AccountRecord[] = [];
  const missing: MissingAccount[] = [];
  for (const row of rows) {
    const read = wireFbPage.safeParse(row);
    if (!read.success || known.has(read.data.id) || pageIds.has(read.data.id)) continue;
    const { id: pageId, name: pageName = "", tasks = [], instagram_business_account: linked } = read.data;
    pageIds.add(pageId);
    if (linked === undefined) {
      missing.push(explainNoLinkedAccount(connection, pageId, pageName, takenAt));
      continue;
    }
    accounts.push(toAccount(linked, { pageId, pageName, connection, tasks, takenAt }));
  }
  return { pageIds: [...pageIds], accounts, missing };
}

/** An account that was asked by its own id, and so without its Page; none when the answer is about something else. */
export function readAccount(body: unknown, accountId: string, connection: string, takenAt: string): ReadPages {
  const read = wireAccount.safeParse(body);
  const isIt = read.success && read.data.id === accountId && read.data.username !== undefined;
  const place = { pageId: "", pageName: "", connection, tasks: [], takenAt };
  return { pageIds: [], accounts: isIt ? [toAccount(read.data, place)] : [], missing: [] };
}

function toAccount(
  linked: z.infer<typeof wireAccount>,
  place: Pick<AccountRecord, "pageId" | "pageName" | "connection" | "tasks" | "takenAt">,
): AccountRecord {
  return {
    ...place,
    accountId: linked.id,
    username: linked.username ?? linked.id,
    name: linked.name,
    followersCount: linked.followers_count,
    followsCount: linked.follows_count,
    mediaCount: linked.media_count,
    biography: linked.biography,
    website: linked.website,
    profilePictureUrl: linked.profile_picture_url,
  };
}
