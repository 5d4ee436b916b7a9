export { type AccountFilter, chooseAccounts, matchesFilter } from "./choose-accounts.ts";
export { type Discovery, discoverAccounts } from "./discover-accounts.ts";
