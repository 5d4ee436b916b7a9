// Meta's own SDK, pointed at the stand-in: an outside client that shares neither code nor mistakes with ours.

import { FacebookAdsApi } from "facebook-nodejs-business-sdk";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/index.ts";
import { NOW } from "./ask.ts";

export interface Sdk {
  readonly sandbox: Sandbox;
  /** The user's API, which is also the SDK's default one. */
  readonly api: FacebookAdsApi;
  /** Instagram id of the account with this user name. */
  accountId(username: string): string;
}

/** Starts a sandbox and makes it the SDK's server; close `sandbox`. One at a time: the SDK has one host for all. */
export async function openSdk(options: SandboxOptions = {}): Promise<Sdk> {
  const sandbox = await startSandbox({ now: () => NOW, ...options });
  // The host is a static getter of the class and every call reads it there, so a subclass would not be asked.
  Object.defineProperty(FacebookAdsApi, "GRAPH", { configurable: true, get: () => sandbox.url });
  // Its HTTP client heeds proxy variables; a developer's proxy must not see the loopback.
  process.env.NO_PROXY = "127.0.0.1";
  return {
    sandbox,
    // Without its crash reporter, which listens for uncaught exceptions and would report them to Meta.
    api: FacebookAdsApi.init(sandbox.token, "en_US", false),
    accountId: (username) => {
      const account = sandbox.world.accounts.find((one) => one.username === username);
      if (account === undefined) throw new Error(`no ${username} in the world`);
      return account.id;
    },
  };
}
