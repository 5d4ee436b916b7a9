// Letters at rest: whole, so that a later process sends the very same bytes.
import type { WriteTransaction } from "./database.ts";
import type { NewLetter } from "./delivery.ts";
import { StoreError } from "./store-error.ts";

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

export async function readLetter(trx: WriteTransaction, letterId: string): Promise<NewLetter> {
  const row = await trx.selectFrom("letters").selectAll().where("letter_id", "=", letterId).executeTakeFirst();
  if (row === undefined) {
    throw new StoreError({
      code: "STORE_UNAVAILABLE",
      sentence: "Could not send a mail that waits in the outbox: its text is no longer in the store.",
      hint: "Send it again with `gazette send --again`.",
    });
  }
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

/** Letters nobody waits for any more go; what was sent can be made again from the dataset. */
export async function dropIdleLetters(trx: WriteTransaction): Promise<void> {
  const waiting = trx.selectFrom("deliveries").select("letter_id").where("state", "in", ["queued", "sending", "held"]);
  await trx.deleteFrom("letter_files").where("letter_id", "not in", waiting).execute();
  await trx.deleteFrom("letters").where("letter_id", "not in", waiting).execute();
}
