import type { AccountRecord } from "../../dataset/index.ts";
import { type ConfiguredName, findStrangers, tellStranger } from "../configured-names.ts";
import type { Check } from "./check.ts";

/** Whether every name of the configuration means somebody the tokens reach; those that mean nobody are all named. */
export function checkNames(names: readonly ConfiguredName[], reachable: readonly AccountRecord[]): Check {
  const strangers = findStrangers(names, reachable);
  if (strangers.length === 0)
    return { name: "names", state: "ok", message: "each name of the configuration means an account" };
  return {
    name: "names",
    state: "warn",
    message: strangers.map(tellStranger).join(" "),
    hint: "Correct the name or take it out; whoever it is meant for goes without that account meanwhile.",
  };
}
