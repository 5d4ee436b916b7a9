// Letters at rest: whole, so that a later process sends the very same bytes.
import { createHash } from "node:crypto";
import type { WriteTransaction } from "./database.ts";
import type { NewLetter } from "./delivery.ts";

/**
 * Gives its id, made of its content: one that was damaged at rest does not fit its id, and is mended by being written again.
 */
export async function writeLetter(trx: WriteTransaction, letter: NewLetter, madeAt: string): Promise<string> {
  const letterId = toLetterId(letter);
  await trx.deleteFrom("letter_files").where("letter_id", "=", letterId).execute();
  await trx.deleteFrom("letters").where("letter_id", "=", letterId).execute();
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
  return letterId;
}

/** Undefined when it is not there any more, or not as it was written. */
export async function readLetter(trx: WriteTransaction, letterId: string): Promise<NewLetter | undefined> {
  const row = await trx.selectFrom("letters").selectAll().where("letter_id", "=", letterId).executeTakeFirst();
  if (row === undefined) return undefined;
  const files = await trx
    .selectFrom("letter_files")
    .selectAll()
    .where("letter_id", "=", letterId)
    .orderBy("position")
    .execute();
  const letter = {
    subject: row.subject,
    html: row.html,
    plain: row.plain,
    light: { html: row.light_html, plain: row.light_plain },
    files: files.map(({ name, media_type, bytes }) => ({ name, mediaType: media_type, bytes })),
  };
  return toLetterId(letter) === letterId ? letter : undefined;
}

function toLetterId({ subject, html, plain, light, files }: NewLetter): string {
  const parts = [subject, html, plain, light.html, light.plain];
  for (const { name, mediaType, bytes } of files) parts.push(name, mediaType, toDigest(bytes));
  return toDigest(parts.map(toDigest).join("\n"));
}

/** What stands where text or bytes should is taken as text, so that it fits no id. */
function toDigest(content: string | Uint8Array): string {
  return createHash("sha256")
    .update(content instanceof Uint8Array ? content : String(content))
    .digest("hex");
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
