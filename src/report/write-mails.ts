import type { NewLetter } from "../store/index.ts";
import { composeMessage, type MailSettings, toMessageId, writeFiles } from "./deliver/index.ts";

export interface WrittenMails {
  readonly edition: string;
  readonly addresses: readonly string[];
  readonly letter: NewLetter;
  readonly settings: MailSettings;
  readonly date: Date;
  readonly folder: string;
}

/** Writes each mail, as it would be sent, as an .eml file; tells the paths. */
export async function writeMails(mails: WrittenMails): Promise<readonly string[]> {
  const { edition, addresses, letter, settings, date, folder } = mails;
  const paths: string[] = [];
  for (const recipient of addresses) {
    const messageId = toMessageId(edition, recipient, 1, settings.from.address);
    const { bytes } = await composeMessage({ messageId, recipient, date, letter }, settings);
    const file = { name: `mail ${recipient}.eml`, mediaType: "message/rfc822", bytes };
    const written = await writeFiles([file], folder, true);
    paths.push(...written.map(({ path }) => path));
  }
  return paths;
}
