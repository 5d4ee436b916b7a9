// The link in the terminal that opens the desk once, as Jupyter's does.
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

export interface OneTimeLinks {
  /** A new key, 128 random bits in hex; the one before opens nothing any more. */
  renew(): string;
  /** True once for the newest key. */
  spend(key: string): boolean;
}

export function createOneTimeLinks(): OneTimeLinks {
  let held: Buffer | undefined;
  return {
    renew() {
      const key = randomBytes(16).toString("hex");
      held = toHash(key);
      return key;
    },
    spend(key) {
      const isRight = held !== undefined && timingSafeEqual(held, toHash(key));
      if (isRight) held = undefined;
      return isRight;
    },
  };
}

function toHash(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}
