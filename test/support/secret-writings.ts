// How a server might write a text it was sent; written down here apart from the code under test.

const hexOf = (text: string, before: string, after = ""): string =>
  [...Buffer.from(text)].map((byte) => before + byte.toString(16).padStart(2, "0") + after).join("");

export const WRITINGS: Readonly<Record<string, (text: string) => string>> = {
  "as it is": (text) => text,
  "in capitals": (text) => text.toUpperCase(),
  "in small letters": (text) => text.toLowerCase(),
  "percent-encoded": encodeURIComponent,
  "percent-encoded twice": (text) => encodeURIComponent(encodeURIComponent(text)),
  "every sign percent-encoded": (text) => hexOf(text, "%"),
  "every sign percent-encoded twice": (text) => hexOf(text, "%25").toUpperCase(),
  base64: (text) => Buffer.from(text).toString("base64"),
  "base64, percent-encoded": (text) => encodeURIComponent(Buffer.from(text).toString("base64")),
  base64url: (text) => Buffer.from(text).toString("base64url"),
  "base64 in lines": (text) => Buffer.from(text).toString("base64").replace(/.{64}/g, "$&\r\n"),
  hex: (text) => hexOf(text, ""),
  "hex in capitals": (text) => hexOf(text, "").toUpperCase(),
  "escaped for HTML": (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;"),
  "as numbers of HTML": (text) => [...text].map((sign) => `&#${sign.charCodeAt(0)};`).join(""),
  "as hex numbers of HTML": (text) => hexOf(text, "&#x", ";"),
  "escaped for JSON": (text) => JSON.stringify(text).slice(1, -1),
  "escaped for JSON as PHP does": (text) => JSON.stringify(text).slice(1, -1).replaceAll("/", "\\/"),
  "in a document in a document": (text) => JSON.stringify(JSON.stringify(text)),
  "percent-encoded as PHP does": (text) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (sign) => hexOf(sign, "%").toUpperCase()),
  "percent-encoded as a form": (text) => new URLSearchParams({ a: text }).toString().slice(2),
  "percent-encoded as a whole address": encodeURI,
  "base64 twice": (text) => Buffer.from(Buffer.from(text).toString("base64")).toString("base64"),
  "hex of base64": (text) => hexOf(Buffer.from(text).toString("base64"), ""),
  "base64 of hex": (text) => Buffer.from(hexOf(text, "")).toString("base64"),
  "base64 of percent-encoded": (text) => Buffer.from(encodeURIComponent(text)).toString("base64"),
  "escaped for HTML, quotes left": (text) => text.replaceAll("&", "&amp;"),
  "escaped for HTML as PHP does": (text) =>
    text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("'", "&#039;"),
  "escaped for HTML as Go does": (text) =>
    text.replaceAll("&", "&amp;").replaceAll('"', "&#34;").replaceAll("'", "&#x27;"),
  "escaped for HTML as a browser writes text": (text) =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
  "escaped for HTML as a browser writes attributes": (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;"),
  "escaped for HTML, every sign that may be": (text) =>
    text
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      .replaceAll("'", "&apos;"),
  "escaped for JSON as PHP and Python do": (text) =>
    JSON.stringify(text)
      .slice(1, -1)
      .replaceAll("/", "\\/")
      .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
  "escaped for JSON as Go does": (text) =>
    JSON.stringify(text).slice(1, -1).replaceAll("&", "\\u0026").replaceAll("'", "\\u0027"),
  "quoted-printable": (text) => text.replaceAll("=", "=3D"),
  "every sign quoted-printable": (text) => hexOf(text, "=").toUpperCase(),
  "as \\u of JSON": (text) => hexOf(text, "\\u00"),
};

/** The writings of these secrets that stand in the text, whatever the case; white space aside. */
export function findWritings(text: string, secrets: readonly string[]): readonly string[] {
  const flat = (some: string): string => some.toLowerCase().replace(/\\r|\\n|\s/g, "");
  const shown = flat(text);
  return secrets.flatMap((secret) =>
    Object.entries(WRITINGS)
      .filter(([, write]) => shown.includes(flat(write(secret))))
      .map(([how]) => `${secret.slice(0, 4)}… ${how}`),
  );
}
