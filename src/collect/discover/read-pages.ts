// Rows of a Page list → accounts and Pages without one.
import { z } from "zod";
import type { AccountRecord, MissingAccount } from "../../dataset/index.ts";
import { ACCOUNT_FIELDS, listFields, type ReadProfile, readProfile, wire } from "../../graph/index.ts";
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

const wireFbPage = z.object({
  id: wire.id,
  name: wire.text,
  tasks: z.array(z.string()).optional().catch(undefined),
  instagram_business_account: z.unknown().optional(),
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
    const { id: pageId, name: pageName = "", tasks = [] } = read.data;
    pageIds.add(pageId);
    const linked = readProfile(read.data.instagram_business_account);
    if (linked?.id === undefined) {
      missing.push(explainNoLinkedAccount(connection, pageId, pageName, takenAt));
      continue;
    }
    accounts.push(toAccount(linked.id, linked, { pageId, pageName, connection, tasks, takenAt }));
  }
  return { pageIds: [...pageIds], accounts, missing };
}

/** An account that was asked by its own id, and so without its Page; none when the answer is about something else. */
export function readAccount(body: unknown, accountId: string, connection: string, takenAt: string): ReadPages {
  const read = readProfile(body);
  const isIt = read?.id === accountId && read.username !== undefined;
  const place = { pageId: "", pageName: "", connection, tasks: [], takenAt };
  return { pageIds: [], accounts: isIt ? [toAccount(accountId, read, place)] : [], missing: [] };
}

function toAccount(
  accountId: string,
  linked: ReadProfile,
  place: Pick<AccountRecord, "pageId" | "pageName" | "connection" | "tasks" | "takenAt">,
): AccountRecord {
  return {
    ...place,
    accountId,
    username: linked.username ?? accountId,
    name: linked.name,
    followersCount: linked.followers_count,
    followsCount: linked.follows_count,
    mediaCount: linked.media_count,
    biography: linked.biography,
    website: linked.website,
    profilePictureUrl: linked.profile_picture_url,
  };
}
