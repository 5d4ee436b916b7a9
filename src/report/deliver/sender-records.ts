// What a domain says about who may send in its name, asked by DNS (RELIABILITY E10). Advice, never a reason not to send.
import { Resolver } from "node:dns/promises";

/** The part of node:dns this asks; a test may answer instead. */
export interface TxtResolver {
  resolveTxt(name: string): Promise<string[][]>;
}

export interface RecordCheck {
  readonly name: "SPF" | "DKIM" | "DMARC";
  readonly state: "ok" | "warn" | "unasked";
  readonly message: string;
  readonly hint?: string | undefined;
}

export interface SenderQuestion {
  readonly domain: string;
  readonly dkimSelector?: string | undefined;
}

const ASK_MS = 4_000;
/** Names no resolver of the world knows (RFC 2606, RFC 6761). */
const RESERVED = /(^|\.)(test|example|invalid|localhost|local|internal)$/;

export function createResolver(): TxtResolver {
  return new Resolver({ timeout: ASK_MS, tries: 2 });
}

/** One line a record; a name server that does not answer gives "could not be asked", and no alarm. */
export async function checkSender(question: SenderQuestion, resolver: TxtResolver): Promise<readonly RecordCheck[]> {
  const { domain, dkimSelector } = question;
  if (RESERVED.test(domain)) {
    return [
      { name: "SPF", state: "unasked", message: `${domain} is a name for tests; no mailbox outside will know it` },
    ];
  }
  const [spf, dmarc, dkim] = await Promise.all([
    ask(domain, resolver),
    askDmarc(domain, resolver),
    dkimSelector === undefined ? undefined : ask(`${dkimSelector}._domainkey.${domain}`, resolver),
  ]);
  return [judgeSpf(domain, spf), judgeDkim(domain, dkimSelector, dkim), judgeDmarc(domain, dmarc)];
}

/** TXT records with their parts joined; empty where there are none, undefined where nobody answered. */
async function ask(name: string, resolver: TxtResolver): Promise<readonly string[] | undefined> {
  try {
    return (await resolver.resolveTxt(name)).map((parts) => parts.join(""));
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    return code === "ENODATA" || code === "ENOTFOUND" ? [] : undefined;
  }
}

/** A subdomain without a record of its own falls under its organisation's (RFC 7489 §6.6.3). */
async function askDmarc(domain: string, resolver: TxtResolver): Promise<readonly string[] | undefined> {
  let unanswered = false;
  const labels = domain.split(".");
  for (let from = 0; from <= labels.length - 2; from += 1) {
    const records = await ask(`_dmarc.${labels.slice(from).join(".")}`, resolver);
    if (records === undefined) unanswered = true;
    else if (records.some(isDmarc)) return records;
  }
  return unanswered ? undefined : [];
}

const isSpf = (record: string): boolean => /^v=spf1( |$)/i.test(record);
const isDmarc = (record: string): boolean => /^v=DMARC1\s*(;|$)/i.test(record);

function judgeSpf(domain: string, records: readonly string[] | undefined): RecordCheck {
  if (records === undefined) return unasked("SPF", domain);
  const found = records.filter(isSpf);
  const [record = ""] = found;
  if (found.length === 0) {
    return {
      name: "SPF",
      state: "warn",
      message: `${domain} does not say which servers may send for it`,
      hint: `Publish one TXT record at ${domain}: "v=spf1 include:YOUR-MAIL-PROVIDER -all"; your mail provider names the include.`,
    };
  }
  if (found.length > 1) {
    return {
      name: "SPF",
      state: "warn",
      message: `${domain} has ${found.length} SPF records; receivers then believe none (RFC 7208 §4.5)`,
      hint: "Join them into one TXT record.",
    };
  }
  if (/(^|\s)\+?all(\s|$)/i.test(record)) {
    return {
      name: "SPF",
      state: "warn",
      message: `${domain} lets anybody send for it ("+all")`,
      hint: 'Let its SPF record end in "-all" or "~all".',
    };
  }
  return { name: "SPF", state: "ok", message: record };
}

function judgeDkim(domain: string, selector: string | undefined, records: readonly string[] | undefined): RecordCheck {
  if (selector === undefined) {
    return {
      name: "DKIM",
      state: "unasked",
      message: "not looked at: its selector is not known",
      hint: "Name it in delivery.dkimSelector; it stands as s= in the DKIM-Signature of any mail you have sent.",
    };
  }
  const name = `${selector}._domainkey.${domain}`;
  if (records === undefined) return unasked("DKIM", name);
  const key = records.find((record) => /(^|;)\s*p=/.test(record));
  const publicKey = /(?:^|;)\s*p=([^;]*)/.exec(key ?? "")?.[1]?.replace(/\s+/g, "");
  if (publicKey === undefined || publicKey === "") {
    return {
      name: "DKIM",
      state: "warn",
      message: publicKey === "" ? `the key at ${name} is withdrawn` : `there is no key at ${name}`,
      hint: `Publish the TXT record your mail provider shows for ${name} ("v=DKIM1; k=rsa; p=…"), or mend delivery.dkimSelector.`,
    };
  }
  return { name: "DKIM", state: "ok", message: `a key stands at ${name}` };
}

function judgeDmarc(domain: string, records: readonly string[] | undefined): RecordCheck {
  if (records === undefined) return unasked("DMARC", `_dmarc.${domain}`);
  const found = records.filter(isDmarc);
  const policy = /;\s*p\s*=\s*(none|quarantine|reject)\b/i.exec(found[0] ?? "")?.[1]?.toLowerCase();
  if (found.length !== 1 || policy === undefined) {
    return {
      name: "DMARC",
      state: "warn",
      message:
        found.length === 0
          ? `${domain} does not say what to do with mail that is not its own`
          : `the DMARC record of ${domain} cannot be read, or there are two`,
      hint: `Publish one TXT record at _dmarc.${domain}: "v=DMARC1; p=none; rua=mailto:postmaster@${domain}"; large mailboxes ask for it.`,
    };
  }
  return { name: "DMARC", state: "ok", message: `policy ${policy}` };
}

function unasked(name: RecordCheck["name"], place: string): RecordCheck {
  return { name, state: "unasked", message: `${place} could not be asked: no name server answered` };
}
