// What a mail is made of, read back by a mail parser (RELIABILITY E7, E8, E11).
import { simpleParser } from "mailparser";
import { describe, expect, it } from "vitest";
import { composeMessage, toMessageId } from "../../../src/report/deliver/compose-message.ts";
import { cleanName, parseAddress, parseMailbox } from "../../../src/report/deliver/mail-address.ts";
import { LETTER, SETTINGS } from "./mail-house.ts";

const envelope = {
  messageId: toMessageId("2026-W47", "lead@x.test", 1, "reports@acme.test"),
  recipient: "lead@x.test",
  date: new Date("2026-11-23T06:00:00Z"),
  letter: LETTER,
};

describe("a mail", () => {
  it("says who, whom, when, what, and that a program wrote it", async () => {
    const unsubscribe = "mailto:stop@acme.test";
    const { bytes, from, to } = await composeMessage(envelope, { ...SETTINGS, unsubscribe });
    const mail = await simpleParser(Buffer.from(bytes));
    expect([from, to]).toEqual(["reports@acme.test", "lead@x.test"]);
    expect(mail.from?.value).toEqual([{ name: "Reports", address: "reports@acme.test" }]);
    expect(mail.subject).toBe(LETTER.subject);
    expect(mail.date).toEqual(envelope.date);
    expect(mail.messageId).toBe(envelope.messageId);
    expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
    expect(mail.headers.get("list")).toEqual({ unsubscribe: { mail: "stop@acme.test" } });
    expect([mail.text, mail.html]).toEqual([LETTER.plain, LETTER.html]);
    expect(mail.attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
      ["Acme - 2026-W47.pdf", "application/pdf"],
    ]);
    expect(mail.attachments[0]?.content).toEqual(Buffer.from(LETTER.files[0]?.bytes ?? []));
  });

  it("shows a picture that its body names in the body, and lists it as no file", async () => {
    const picture = { name: "best-post.jpg", mediaType: "image/jpeg", bytes: Uint8Array.of(9, 8, 7) };
    const html = `<p>Hello<img src="cid:best-post.jpg" alt=""></p>`;
    const letter = { ...LETTER, html, files: [...LETTER.files, picture] };
    const { bytes } = await composeMessage({ ...envelope, letter }, SETTINGS);
    const mail = await simpleParser(Buffer.from(bytes));
    expect(mail.headers.get("x-auto-response-suppress")).toBe("OOF, AutoReply");
    expect(
      mail.attachments.map(({ filename, related, cid, contentDisposition }) => [
        filename,
        related === true,
        cid,
        contentDisposition,
      ]),
    ).toEqual([
      ["best-post.jpg", true, "best-post.jpg", "inline"],
      ["Acme - 2026-W47.pdf", false, undefined, "attachment"],
    ]);
    // Without its name in the body it is a file like any other.
    const plain = await composeMessage({ ...envelope, letter: { ...letter, html: "<p>Hello</p>" } }, SETTINGS);
    const { attachments } = await simpleParser(Buffer.from(plain.bytes));
    expect(attachments.map(({ contentDisposition }) => contentDisposition)).toEqual(["attachment", "attachment"]);
  });

  it("is the same, byte for byte, each time it is made", async () => {
    const [one, two] = [await composeMessage(envelope, SETTINGS), await composeMessage(envelope, SETTINGS)];
    expect(Buffer.from(one.bytes).equals(Buffer.from(two.bytes))).toBe(true);
  });

  it("keeps to seven bits and short lines whatever the script", async () => {
    const words = "Grüße aus 東京 🌊 – مرحبا, שלום, สวัสดี ".repeat(60);
    const letter = { ...LETTER, subject: words, plain: words, html: `<p>${words}</p>` };
    const files = [{ name: "東京 – مرحبا 🌊.pdf", mediaType: "application/pdf", bytes: Uint8Array.of(1, 2, 3) }];
    const { bytes } = await composeMessage({ ...envelope, letter: { ...letter, files } }, SETTINGS);
    const raw = Buffer.from(bytes);
    expect(raw.every((byte) => byte < 128)).toBe(true);
    expect(
      Math.max(
        ...raw
          .toString()
          .split("\r\n")
          .map(({ length }) => length),
      ),
    ).toBeLessThanOrEqual(998);
    const mail = await simpleParser(raw);
    expect([mail.subject?.trim(), mail.text?.trim()]).toEqual([words.trim(), words.trim()]);
    expect(mail.attachments[0]?.filename).toBe("東京 – مرحبا 🌊.pdf");
  });

  it("cannot be given more headers or recipients by a name or a subject", async () => {
    const name = cleanName('Evil\r\nBcc: all@x.test\r\n\r\n"<a@evil.test>, \ud800');
    const letter = { ...LETTER, subject: "Hello\r\nBcc: all@x.test" };
    const { bytes } = await composeMessage(
      { ...envelope, letter },
      { ...SETTINGS, from: { name, address: "reports@acme.test" } },
    );
    const mail = await simpleParser(Buffer.from(bytes));
    expect(mail.bcc).toBeUndefined();
    expect(mail.from?.value.map(({ address }) => address)).toEqual(["reports@acme.test"]);
    expect(mail.to).toMatchObject({ value: [{ address: "lead@x.test" }] });
  });

  it("has an id for each report, recipient and round", () => {
    const ids = [
      toMessageId("W47", "a@x.test", 1, "r@acme.test"),
      toMessageId("W48", "a@x.test", 1, "r@acme.test"),
      toMessageId("W47", "b@x.test", 1, "r@acme.test"),
      toMessageId("W47", "a@x.test", 2, "r@acme.test"),
    ];
    expect(new Set(ids).size).toBe(4);
    expect(toMessageId("W47", "a@x.test", 1, "r@acme.test")).toBe(ids[0]);
    expect(ids[0]).toMatch(/^<[0-9a-f]{32}@acme\.test>$/);
  });
});

describe("addresses", () => {
  it.each([
    ["lead@acme.test", "lead@acme.test"],
    ["First.Last+tag@Sub.ACME.test", "First.Last+tag@sub.acme.test"],
    ["büro@bäckerei.test", "büro@xn--bckerei-5wa.test"],
    ["o'neil@x.test", "o'neil@x.test"],
  ])("%s is one", (text, address) => {
    expect(parseAddress(text)).toBe(address);
  });

  it.each([
    '"a@evil, "@good.test',
    "a@x.test, b@x.test",
    "a@x.test\r\nRCPT TO:<b@x.test>",
    "a b@x.test",
    "a@x.test>",
    "<a@x.test>",
    "a..b@x.test",
    "@x.test",
    "a@",
    "a@-x.test",
    "a@[127.0.0.1]",
    "group:a@x.test;",
    "a@x.test (comment)",
    `${"a".repeat(65)}@x.test`,
    "a\u0000@x.test",
    "a@x\ud800.test",
  ])("%j is none", (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  it("takes a sender with a name apart", () => {
    expect(parseMailbox("Bäckerei Nord <reports@acme.test>")).toEqual({
      name: "Bäckerei Nord",
      address: "reports@acme.test",
    });
    expect(parseMailbox("reports@acme.test")).toEqual({ name: "", address: "reports@acme.test" });
    expect(() => parseMailbox("Reports <a@x.test> <b@x.test>")).toThrow(/mail address/);
  });
});
