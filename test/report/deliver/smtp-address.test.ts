import { describe, expect, it } from "vitest";
import { cleanWords } from "../../../src/report/deliver/clean-words.ts";
import { nextTryAt } from "../../../src/report/deliver/retry-wait.ts";
import { parseSmtpAddress } from "../../../src/report/deliver/smtp-address.ts";
import { Scrubber } from "../../../src/shared/index.ts";

describe("the mail server's address", () => {
  it.each([
    [
      "smtps://u:p@mail.test",
      { host: "mail.test", port: 465, isSecure: true, tls: "required", user: "u", password: "p" },
    ],
    ["smtp://mail.test", { host: "mail.test", port: 587, isSecure: false, tls: "required", user: "", password: "" }],
    ["smtp://[::1]:2525?tls=off", { host: "::1", port: 2525, isSecure: false, tls: "off" }],
    ["smtps://mail.test:8465?tls=unverified", { port: 8465, isSecure: true, tls: "unverified" }],
    ["smtp://a%40b.test:p%3A%2F%25@mail.test", { user: "a@b.test", password: "p:/%" }],
  ])("%s is understood", (text, parts) => {
    expect(parseSmtpAddress(text)).toMatchObject(parts);
  });

  it.each([
    "mail.test:465",
    "https://u:secret-word@mail.test",
    "smtp://u:secret-word@",
    "smtp://u:secret-word@mail.test?tls=perhaps",
    "smtp://u:secret-word@mail.test?verify=no",
    "smtps://u:secret-word@mail.test?tls=off",
    "smtp://u:secret-word%@mail.test",
  ])("%s is refused, and not quoted", (text) => {
    let failure: unknown;
    try {
      parseSmtpAddress(text);
    } catch (error) {
      failure = error;
    }
    expect(failure).toMatchObject({ code: "CONFIG_INVALID" });
    expect(String(failure)).not.toMatch(/secret-word|mail\.test/);
  });
});

describe("a server's words", () => {
  it("lose what hides, breaks lines or is secret, whatever its writing", () => {
    const scrubber = new Scrubber(4);
    for (const secret of ["hunter2!", "\0me\0hunter2!"]) scrubber.know(secret);
    const login = Buffer.from("\0me\0hunter2!").toString("base64");
    const words = `535 no hunter2!\r\n\u202Eolleh\u0000 ${login} \u001b[31m`;
    expect(cleanWords(words, scrubber)).toBe("535 no [secret] olleh [secret] [31m");
    expect(cleanWords("x".repeat(1_000), scrubber).length).toBe(300);
  });
});

describe("the waits", () => {
  const queued = new Date("2026-11-23T06:00:00Z");
  const minutesAfter = (tries: number, atMinute: number): number | undefined => {
    const now = new Date(queued.getTime() + atMinute * 60_000);
    const next = nextTryAt(queued, tries, now);
    return next === undefined ? undefined : (next.getTime() - now.getTime()) / 60_000;
  };

  it.each([
    [1, 0, 5],
    [2, 5, 10],
    [6, 155, 160],
    [7, 315, 240],
    [30, 600, 240],
    [8, 1_300, 140],
    [8, 1_440, undefined],
    [1, 5_000, undefined],
  ])("after try %i, %i minutes in, are %s minutes", (tries, atMinute, minutes) => {
    expect(minutesAfter(tries, atMinute)).toBe(minutes);
  });

  it.each(["9999-12-31T00:00:00Z", "no moment"])("begin now for what was queued at %j", (queuedAt) => {
    expect(nextTryAt(new Date(queuedAt), 30, queued)).toEqual(new Date("2026-11-23T10:00:00Z"));
  });
});
