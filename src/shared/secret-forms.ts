// The ways a server may write a secret it was sent: as it is, encoded once, or encoded once more on its way into an error
// message, an address or a page.

type Encode = (text: string) => string;

const toBytes = (text: string): readonly string[] =>
  [...Buffer.from(text)].map((byte) => byte.toString(16).padStart(2, "0"));
const HTML_NAMES: Readonly<Record<string, string>> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "#39" };

const percent: Encode = encodeURIComponent;
const html: Encode = (text) => text.replace(/[&<>"']/g, (sign) => `&${HTML_NAMES[sign]};`);
const json: Encode = (text) => JSON.stringify(text).slice(1, -1);

const ENCODINGS: readonly Encode[] = [
  percent,
  html,
  json,
  (text) => json(text).replaceAll("/", "\\/"),
  (text) => toBytes(text).join(""),
  (text) =>
    toBytes(text)
      .map((byte) => `%${byte}`)
      .join(""),
  (text) =>
    toBytes(text)
      .map((byte) => `\\x${byte}`)
      .join(""),
  (text) =>
    toBytes(text)
      .map((byte) => `\\u00${byte}`)
      .join(""),
  (text) =>
    toBytes(text)
      .map((byte) => `&#x${byte};`)
      .join(""),
  (text) =>
    toBytes(text)
      .map((byte) => `&#${Number.parseInt(byte, 16)};`)
      .join(""),
];

/** Every form of the secret, itself included; base64 also as the part of a longer text, whose neighbours change its ends. */
export function listSecretForms(secret: string): readonly string[] {
  const well = secret.toWellFormed();
  const once = [well, ...ENCODINGS.map((encode) => encode(well)), ...listBase64(well)];
  const twice = once.flatMap((form) => [percent, html, json].map((encode) => encode(form)));
  return [...new Set([...once, ...twice])];
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
