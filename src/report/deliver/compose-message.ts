// Letter + recipient → the bytes of one mail. The same input gives the same bytes, so that every try sends the same mail.
import { createHash } from "node:crypto";
import type { Envelope, MailSettings, Message } from "./mail.ts";

/** Derived from (edition, recipient) and the round the user asked for, so that servers and mailboxes know a repetition (E7). */
export function toMessageId(edition: string, recipient: string, round: number, sender: string): string {
  const hash = createHash("sha256").update(`${edition}\n${recipient}\n${round}`).digest("hex").slice(0, 32);
  return `<${hash}@${sender.slice(sender.lastIndexOf("@") + 1)}>`;
}

/** Builds the mail. Attachments are bytes only; nothing is read from a path or fetched (E11). */
export async function composeMessage(
  { messageId, recipient, date, letter }: Envelope,
  settings: Pick<MailSettings, "from" | "unsubscribe">,
): Promise<Message> {
  const { from, unsubscribe } = settings;
  const { default: MailComposer } = await import("nodemailer/lib/mail-composer");
  const bytes = await new MailComposer({
    from: { name: from.name, address: from.address },
    to: { name: "", address: recipient },
    subject: letter.subject,
    text: letter.plain,
    html: letter.html,
    attachments: letter.files.map(({ name, mediaType, bytes: content }) => ({
      filename: name,
      contentType: mediaType,
      // What the body shows stands in it, and is no file of its own (RFC 2392).
      ...(letter.html.includes(`cid:${name}`)
        ? { cid: name, contentDisposition: "inline" as const }
        : { contentDisposition: "attachment" as const }),
      content: Buffer.from(content.buffer, content.byteOffset, content.byteLength),
    })),
    messageId,
    date,
    headers: {
      "Auto-Submitted": "auto-generated",
      // Exchange minds this one alone (MS-OXCMAIL 2.2.3.2.14): no out-of-office mail comes back.
      "X-Auto-Response-Suppress": "OOF, AutoReply",
      ...(unsubscribe === undefined ? {} : { "List-Unsubscribe": { prepared: true, value: `<${unsubscribe}>` } }),
    },
    baseBoundary: createHash("sha256").update(messageId).digest("hex").slice(0, 24),
    newline: "win",
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  return { from: from.address, to: recipient, bytes };
}
