import { addDays, type CommentRecord, toDayInZone } from "../../../dataset/index.ts";
import type { DatasetReader } from "../../../store/index.ts";
import type { Frame } from "../../figures/index.ts";

/** An account's comments written on the period's days in the report's zone, newest first; those gone since are left out. */
export async function readComments(
  reader: DatasetReader,
  accountId: string,
  { span, timeZone }: Frame,
): Promise<readonly CommentRecord[]> {
  // A day of margin on both sides: the zone decides, not these bounds.
  const from = `${addDays(span.from, -1)}T00:00:00.000Z`;
  const to = `${addDays(span.to, 2)}T00:00:00.000Z`;
  const comments = await reader.comments(accountId, from, to);
  return comments.filter(({ createdAt }) => {
    const day = toDayInZone(new Date(createdAt), timeZone);
    return day >= span.from && day <= span.to;
  });
}
