// Addresses and names on their way into headers (RELIABILITY E8). What is no single plain address is refused, never
// repaired: a repaired address may be somebody else's.
import { domainToASCII } from "node:url";
import { CollectorError } from "../../shared/index.ts";

export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

/** RFC 5321 §4.5.3.1. */
const ADDRESS_UNITS_MOST = 254;
const LOCAL_UNITS_MOST = 64;
const NAME_UNITS_MOST = 100;

/** An address without quotes, comments, routes or blanks: what providers give to people. */
const LOCAL = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** The address with its domain in lower case and ASCII; undefined for what is not exactly one plain address. */
export function parseAddress(text: string): string | undefined {
  if (text.length > ADDRESS_UNITS_MOST || !text.isWellFormed()) return undefined;
  const at = text.lastIndexOf("@");
  const local = text.slice(0, at);
  const domain = domainToASCII(text.slice(at + 1));
  const labels = domain.split(".");
  const isPlain = at > 0 && local.length <= LOCAL_UNITS_MOST && LOCAL.test(local);
  return isPlain && domain !== "" && labels.every((label) => LABEL.test(label)) ? `${local}@${domain}` : undefined;
}

/** "Reports <reports@acme.test>" or a bare address. Throws DELIVER_ADDRESS_INVALID. */
export function parseMailbox(text: string): MailAddress {
  const [, name = "", inBrackets] = /^([^<>]*)<([^<>]+)>\s*$/u.exec(text) ?? [];
  const address = parseAddress((inBrackets ?? text).trim());
  if (address !== undefined) return { name: cleanName(name), address };
  throw new CollectorError({
    code: "DELIVER_ADDRESS_INVALID",
    sentence: `Could not use ${JSON.stringify(text)} as a mail address.`,
    hint: 'Write one address, as in "Reports <reports@acme.test>" or reports@acme.test.',
  });
}

/** A name no header can be broken with: one line, whole characters, nothing unseen, no quotes or brackets. */
export function cleanName(name: string): string {
  return name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[\u202A-\u202E\u2066-\u2069\uFEFF\uFFFD"<>\\]/gu, "")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, NAME_UNITS_MOST)
    .toWellFormed()
    .replace(/\uFFFD/g, "");
}
