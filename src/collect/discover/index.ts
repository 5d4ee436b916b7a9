export { type Discovery, discoverAccounts } from "./discover-accounts.ts";
export { type AccountFilter, chooseAccounts } from "./choose-accounts.ts";
