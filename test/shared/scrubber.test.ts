import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Scrubber } from "../../src/shared/index.ts";
import { WRITINGS } from "../support/secret-writings.ts";

const TOKEN = "EAAG7mexample0Zx9QpL2vT4sK8rW1uY3bN6hJ5gF0dC7aE9iO2kM4nP6qR8tV1wX3zB5yD7fH9jL";
const PASSWORD = `p&ss"w/rd+1 o'=!x`;

/** Each sign that some writers of HTML and JSON escape and others do not. */
const MARKED = `<a&b>'c/"d=e+f`;

function toScrubber(...secrets: readonly string[]): Scrubber {
  const scrubber = new Scrubber(4);
  for (const secret of secrets) scrubber.know(secret);
  return scrubber;
}

describe.each(Object.entries(WRITINGS))("a secret %s", (_how, encode) => {
  it.each([TOKEN, PASSWORD, MARKED])("is blanked, whatever stands around it", (secret) => {
    const scrubber = toScrubber(TOKEN, PASSWORD, MARKED, "another-secret");
    for (let before = 0; before < 40; before += 1) {
      const text = `${"x ".repeat(before).slice(0, before)}<${encode(secret)}> and more`;
      const clean = scrubber.clean(text);
      expect(clean).toContain("[secret]");
      expect(clean.replaceAll("[secret]", "").length).toBeLessThanOrEqual(before + 13 + 4);
    }
  });
});

describe("a scrubber", () => {
  it.each([0, 1, 2])("finds a secret inside a longer text in base64, %i signs in", (shift) => {
    const longer = Buffer.from(`${"ab".slice(0, shift)}access_token=${TOKEN}&v=1`).toString("base64");
    const [, before = "", after = ""] = /^(.*)\[secret\](.*)$/.exec(toScrubber(TOKEN).clean(longer)) ?? [];
    expect(`${Buffer.from(before, "base64")}${Buffer.from(after, "base64")}`).not.toMatch(/EAA|jL&/);
    expect(before.length + after.length).toBeLessThan(32);
  });

  it("finds letters beyond ASCII as PHP and Python write them in JSON", () => {
    const text = JSON.stringify("a/naïve").replace("ï", "\\u00ef");
    expect(toScrubber("a/naïve").clean(text)).toBe('"[secret]"');
    expect(toScrubber("a/naïve").clean(text.replace("/", "\\/"))).toBe('"[secret]"');
  });

  it("finds the beginning of a secret that was cut off", () => {
    expect(toScrubber(TOKEN).clean(`Malformed access token ${TOKEN.slice(0, 40)}…`)).toBe(
      "Malformed access token [secret]…",
    );
  });

  it("gives other texts back as they are, and knows nothing at first", () => {
    const text = "Der Kaffee ist fertig ☕ https://www.instagram.com/reel/Cexample002/?utm=%C3%A9&x=1";
    expect(toScrubber(TOKEN, PASSWORD).clean(text)).toBe(text);
    expect(new Scrubber(4).clean(TOKEN)).toBe(TOKEN);
  });

  it("leaves secrets that are too short to hide anything", () => {
    const scrubber = new Scrubber(6);
    scrubber.know("token");
    expect(scrubber.clean("a token is a token")).toBe("a token is a token");
  });

  it("blanks every one of several secrets, however short and long they are, and nothing else", () => {
    const secret = fc.string({ minLength: 6, maxLength: 60, unit: fc.constantFrom(..."abcXYZ019|-_/+&%") });
    const filler = fc.string({ unit: fc.constantFrom(..."ðñò ,;") });
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 4 }),
        fc.array(filler, { minLength: 5 }),
        (secrets, rest) => {
          const scrubber = new Scrubber(6);
          for (const one of secrets) scrubber.know(one);
          const parts = secrets.map((one, index) => `${rest[index]} ${one}`);
          const clean = scrubber.clean(`${parts.join(" ")} ${rest[4]}`);
          expect(clean.replaceAll("[secret]", "")).not.toMatch(/[abcXYZ019|_/+&%-]{6}/);
          const words = (text: string): string => text.replace(/[^ðñò,;]/g, "");
          expect(words(clean)).toBe(
            words(
              rest
                .slice(0, secrets.length)
                .concat(rest[4] ?? "")
                .join(""),
            ),
          );
        },
      ),
    );
  });
});
