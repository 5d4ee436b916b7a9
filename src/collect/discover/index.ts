export { chooseAccounts } from "./choose-accounts.ts";
export { discoverAccounts } from "./discover-accounts.ts";
export { countSearchCalls, type Discovery, type PortfolioSearch } from "./discovery.ts";
export { explainNoLongerListed } from "./explain-missing.ts";
