// The ways a server may write a secret it was sent: as it is, encoded once, or encoded once more on its way into an error
// message, an address or a page.

type Encode = (text: string) => string;

const toBytes = (text: string): readonly string[] =>
  [...Buffer.from(text)].map((byte) => byte.toString(16).padStart(2, "0"));
const spell =
  (write: (byte: string) => string): Encode =>
  (text) =>
    toBytes(text).map(write).join("");
/** Writes what fits the pattern otherwise, and leaves the rest. */
const respell =
  (pattern: RegExp, write: (byte: string) => string): Encode =>
  (text) =>
    text.replace(pattern, (sign) => spell(write)(sign));

const percent: Encode = encodeURIComponent;
const html: Encode = (text) => listHtml(text)[0] ?? text;
const json: Encode = (text) => JSON.stringify(text).slice(1, -1);
const hex: Encode = spell((byte) => byte);
const padded: Encode = (text) => Buffer.from(text).toString("base64");
const base64: Encode = (text) => padded(text).replace(/=+$/, "");

const ENCODINGS: readonly Encode[] = [
  percent,
  // Libraries differ in what they leave: RFC 3986, forms, whole addresses, paths.
  respell(/[^\w.~-]/gu, (byte) => `%${byte}`),
  (text) => respell(/[^\w.* -]/gu, (byte) => `%${byte}`)(text).replaceAll(" ", "+"),
  encodeURI,
  respell(/[^\w.~/-]/gu, (byte) => `%${byte}`),
  // As mail writes it.
  respell(/[^!-<>-~ ]/gu, (byte) => `=${byte}`),
  hex,
  spell((byte) => `%${byte}`),
  spell((byte) => `=${byte}`),
  spell((byte) => `\\x${byte}`),
  spell((byte) => `\\u00${byte}`),
  spell((byte) => `&#x${byte};`),
  spell((byte) => `&#${Number.parseInt(byte, 16)};`),
];

type Choice = readonly [signs: RegExp, writings: readonly Encode[]];

const as =
  (written: string): Encode =>
  () =>
    written;
const kept: Encode = (sign) => sign;
const jsonUnit: Encode = (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** What writers of HTML and JSON escape, each sign in one of these ways: libraries differ in which. */
const HTML: readonly Choice[] = [
  [/&/g, [as("&amp;")]],
  [/</g, [as("&lt;"), kept]],
  [/>/g, [as("&gt;"), kept]],
  [/"/g, [as("&quot;"), as("&#34;"), kept]],
  [/'/g, [as("&#39;"), as("&#039;"), as("&#x27;"), as("&apos;"), kept]],
];
const JSON_ESCAPES: readonly Choice[] = [
  [/\//g, [kept, as("\\/")]],
  [/[<>]/g, [kept, jsonUnit]],
  [/&/g, [kept, jsonUnit]],
  [/'/g, [kept, jsonUnit]],
  [/[\u007f-\uffff]/g, [kept, jsonUnit]],
];

const spellOut = (text: string, choices: readonly Choice[]): readonly string[] =>
  choices
    .filter(([signs]) => text.search(signs) >= 0)
    .reduce<readonly string[]>(
      (forms, [signs, writings]) => forms.flatMap((form) => writings.map((write) => form.replace(signs, write))),
      [text],
    );

const listHtml = (text: string): readonly string[] => spellOut(text, HTML);
const listJson = (text: string): readonly string[] => spellOut(json(text), JSON_ESCAPES);

/** Every form of the secret, itself included; base64 also as the part of a longer text, whose neighbours change its ends. */
export function listSecretForms(secret: string): readonly string[] {
  const well = secret.toWellFormed();
  const encoded = ENCODINGS.map((encode) => encode(well));
  const once = [well, ...encoded, ...listHtml(well), ...listJson(well), ...listBase64(well)];
  const twice = once.flatMap((form) => [percent, html, json].map((encode) => encode(form)));
  const packed = [percent, hex, base64, padded].flatMap((encode) => [hex, base64].map((pack) => pack(encode(well))));
  return [...new Set([...once, ...twice, ...packed])];
}

function listBase64(text: string): readonly string[] {
  const whole = padded(text);
  const inside = [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
    const isEven = bytes.byteLength % 3 === 0;
    // What shares a sign with a neighbour's bits is not known: `before` bytes reach into `before + 1` signs.
    return bytes
      .toString("base64")
      .replace(/=+$/, "")
      .slice(before === 0 ? 0 : before + 1, isEven ? undefined : -1);
  });
  return [whole, ...inside].flatMap((form) => [form, form.replaceAll("+", "-").replaceAll("/", "_")]);
}
