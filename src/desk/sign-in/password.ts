// Passwords as scrypt hashes in PHC string format. Parameters: OWASP Password Storage Cheat Sheet, scrypt with 32 MB.
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import pLimit from "p-limit";

const COST = { ln: 15, r: 8, p: 3 } as const;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** What a hash may ask for; more would be a way to make the machine busy. */
const MEMORY_MOST = 256 * 1024 * 1024;

/** One at a time: each takes 32 MB and a core for a tenth of a second. */
const inTurn = pLimit(1);

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const { ln, r, p } = COST;
  const key = await derive(password, salt, KEY_BYTES, { ln, r, p });
  return `$scrypt$ln=${ln},r=${r},p=${p}$${toText(salt)}$${toText(key)}`;
}

/** False for a wrong password, and for a hash that is none. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [, ln, r, p, salt, key] = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(hash) ?? [];
  if (salt === undefined || key === undefined) return false;
  const wanted = Buffer.from(key, "base64");
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  const found = await derive(password, Buffer.from(salt, "base64"), wanted.length, cost).catch(() => undefined);
  return found !== undefined && found.length === wanted.length && timingSafeEqual(found, wanted);
}

function derive(
  password: string,
  salt: Buffer,
  length: number,
  { ln, r, p }: { readonly ln: number; readonly r: number; readonly p: number },
): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** ln, r, p, maxmem: MEMORY_MOST };
  return inTurn(
    () =>
      new Promise<Buffer>((done, fail) =>
        // The same word typed on two keyboards is one password.
        scrypt(password.normalize("NFKC"), salt, length, options, (error, key) =>
          error === null ? done(key) : fail(error),
        ),
      ),
  );
}

/** PHC's base64 has no padding. */
function toText(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
