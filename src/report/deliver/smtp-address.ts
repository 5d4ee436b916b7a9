// `delivery.smtp` taken apart. TLS is required and its certificate checked, unless the address itself says otherwise.
import { CollectorError } from "../../shared/index.ts";

export interface SmtpAddress {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (smtps) instead of STARTTLS. */
  readonly isSecure: boolean;
  /** `unverified` encrypts without checking whom it talks to; `off` does not encrypt. */
  readonly tls: "required" | "unverified" | "off";
  readonly user: string;
  readonly password: string;
  /** "http://user:password@proxy:3128", or "" for none. */
  readonly proxy: string;
}

const PORTS: Readonly<Record<string, number>> = { "smtp:": 587, "smtps:": 465 };
const TLS = ["required", "unverified", "off"] as const;

/**
 * "smtps://user:password@host:465", "smtp://user:password@host:587" (STARTTLS), with `?tls=unverified` or `?tls=off`, and
 * `?proxy=http://host:3128` for a way through an HTTP proxy.
 * Throws CONFIG_INVALID, whose sentence never quotes the address.
 */
export function parseSmtpAddress(text: string): SmtpAddress {
  const url = URL.parse(text);
  if (url === null) throw refuse("it is no address");
  const port = PORTS[url.protocol];
  if (port === undefined) throw refuse("it starts neither with smtps:// nor with smtp://");
  if (url.hostname === "") throw refuse("it names no host");
  const unknown = [...url.searchParams.keys()].find((key) => key !== "tls" && key !== "proxy");
  if (unknown !== undefined) throw refuse("it has a parameter other than tls and proxy");
  const tls = TLS.find((one) => one === (url.searchParams.get("tls") ?? "required"));
  if (tls === undefined) throw refuse("its parameter tls is none of required, unverified and off");
  if (tls === "off" && url.protocol === "smtps:") throw refuse("smtps:// with tls=off contradicts itself");
  const proxy = url.searchParams.get("proxy") ?? "";
  if (proxy !== "" && !isProxyUrl(proxy)) throw refuse("its parameter proxy is no http:// or https:// address");
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? port : Number(url.port),
    isSecure: url.protocol === "smtps:",
    tls,
    user: decode(url.username),
    password: decode(url.password),
    proxy,
  };
}

function isProxyUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname !== "";
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw refuse("its user or password has a % that stands for nothing; write %25 for a %");
  }
}

function refuse(reason: string): CollectorError {
  return new CollectorError({
    code: "CONFIG_INVALID",
    sentence: `Could not use delivery.smtp: ${reason}.`,
    hint: "Write smtps://user:password@host:465 or smtp://user:password@host:587; an @, : or / in the password as %40, %3A or %2F.",
  });
}
