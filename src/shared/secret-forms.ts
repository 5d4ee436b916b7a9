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

const HTML_NAMES: Readonly<Record<string, string>> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "#39" };

const percent: Encode = encodeURIComponent;
const html: Encode = (text) => text.replace(/[&<>"']/g, (sign) => `&${HTML_NAMES[sign]};`);
const json: Encode = (text) => JSON.stringify(text).slice(1, -1);
const toJsonUnit: Encode = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
const hex: Encode = spell((byte) => byte);
const base64: Encode = (text) => Buffer.from(text).toString("base64").replace(/=+$/, "");

const ENCODINGS: readonly Encode[] = [
  percent,
  // Libraries differ in what they leave: RFC 3986, forms, whole addresses, paths.
  respell(/[^\w.~-]/gu, (byte) => `%${byte}`),
  (text) => respell(/[^\w.* -]/gu, (byte) => `%${byte}`)(text).replaceAll(" ", "+"),
  encodeURI,
  respell(/[^\w.~/-]/gu, (byte) => `%${byte}`),
  html,
  // And in whether and how they write quotes.
  (text) => html(text).replaceAll("&#39;", "'"),
  (text) => html(text).replaceAll("&#39;", "'").replaceAll("&quot;", '"'),
  (text) => html(text).replaceAll("&#39;", "&#039;"),
  (text) => html(text).replaceAll("&#39;", "&#x27;").replaceAll("&quot;", "&#34;"),
  (text) => html(text).replaceAll("&#39;", "&apos;"),
  json,
  (text) => json(text).replaceAll("/", "\\/"),
  (text) => json(text).replace(/[<>&'\u007f-\uffff]/g, toJsonUnit),
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

/** Every form of the secret, itself included; base64 also as the part of a longer text, whose neighbours change its ends. */
export function listSecretForms(secret: string): readonly string[] {
  const well = secret.toWellFormed();
  const once = [well, ...ENCODINGS.map((encode) => encode(well)), ...listBase64(well)];
  const twice = once.flatMap((form) => [percent, html, json].map((encode) => encode(form)));
  const packed = [percent, hex, base64].flatMap((encode) => [hex, base64].map((pack) => pack(encode(well))));
  return [...new Set([...once, ...twice, ...packed])];
}

function listBase64(text: string): readonly string[] {
  const whole = Buffer.from(text).toString("base64");
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
