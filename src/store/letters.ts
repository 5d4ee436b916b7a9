// Letters at rest: whole, so that a later process sends the very same bytes.
import type { WriteTransaction } from "./database.ts";
import type { NewLetter } from "./delivery.ts";

export async function writeLetter(
  trx: WriteTransaction,
  letterId: string,
  letter: NewLetter,
  madeAt: string,
): Promise<void> {
  await trx
    .insertInto("letters")
    .values({
      letter_id: letterId,
      subject: letter.subject,
      html: letter.html,
      plain: letter.plain,
      light_html: letter.light.html,
      light_plain: letter.light.plain,
      made_at: madeAt,
    })
    .execute();
  for (const [position, { name, mediaType, bytes }] of letter.files.entries()) {
    await trx
      .insertInto("letter_files")
      .values({ letter_id: letterId, position, name, media_type: mediaType, bytes })
      .execute();
  }
}

/** Undefined when it is not there any more. */
export async function readLetter(trx: WriteTransaction, letterId: string): Promise<NewLetter | undefined> {
  const row = await trx.selectFrom("letters").selectAll().where("letter_id", "=", letterId).executeTakeFirst();
  if (row === undefined) return undefined;
  const files = await trx
    .selectFrom("letter_files")
    .selectAll()
    .where("letter_id", "=", letterId)
    .orderBy("position")
    .execute();
  return {
    subject: row.subject,
    html: row.html,
    plain: row.plain,
    light: { html: row.light_html, plain: row.light_plain },
    files: files.map(({ name, media_type, bytes }) => ({ name, mediaType: media_type, bytes })),
  };
}

/**
 * Letters nobody waits for any more go; what was sent can be made again from the dataset. A sender that fell silent may wake
 * and have heard that its mail is to be tried later: of an unknown one with a holder the letter stays.
 */
export async function dropIdleLetters(trx: WriteTransaction): Promise<void> {
  const waiting = trx
    .selectFrom("deliveries")
    .select("letter_id")
    .where(({ and, eb, or }) =>
      or([
        eb("state", "in", ["queued", "sending", "held"]),
        and([eb("state", "=", "unknown"), eb("holder", "<>", "")]),
      ]),
    );
  await trx.deleteFrom("letter_files").where("letter_id", "not in", waiting).execute();
  await trx.deleteFrom("letters").where("letter_id", "not in", waiting).execute();
}
