// Names of the configuration against the accounts there are: one resolver, and nobody who is meant by nothing goes untold.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Services } from "../../src/cli/compose.ts";
import {
  findStrangers,
  listConfiguredNames,
  listNearest,
  tellNames,
  tellStranger,
  tellUnmatched,
} from "../../src/cli/configured-names.ts";
import type { Check } from "../../src/cli/doctor/check.ts";
import { checkConnections } from "../../src/cli/doctor/check-connections.ts";
import { checkNames } from "../../src/cli/doctor/check-names.ts";
import { listRecipients, tellLacking } from "../../src/cli/report/recipients.ts";
import type { Settings } from "../../src/config/index.ts";
import { isNamed, resolveMembers } from "../../src/dataset/index.ts";
import { BudgetSpent } from "../../src/graph/index.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { account } from "../report/summarise/memory-dataset.ts";

const ACCOUNTS = ["fjellvik", "fjellvik_no", "fjellvik_se", "hafen.de", "kaffee"].map((username, at) =>
  account(`1784${at}`, { username, pageName: `${username} Page` }),
);

function toSettings(rest: {
  readonly groups?: Record<string, string[]>;
  readonly alias?: Record<string, string>;
  readonly recipients?: readonly { readonly to: string[]; readonly group?: string; readonly accounts?: string[] }[];
}): Settings {
  const { groups = {}, alias = {}, recipients = [] } = rest;
  return {
    accounts: { include: ["*"], exclude: [], groups, alias },
    report: { goals: { all: {}, groups: {}, accounts: { kaffe: { views: 1 } } } },
    delivery: { recipients: recipients.map((one) => ({ attach: ["pdf"], ...one })) },
    comments: { rules: [{ name: "r", when: { accounts: ["@HAFEN.de"] }, action: "flag" }] },
    clients: [],
  } as unknown as Settings;
}

describe("whom a name means", () => {
  test("a pattern, @name in any case, an id or a Page name; each account once", () => {
    const [first] = ACCOUNTS;
    for (const name of ["fjellvik", "@Fjellvik", "17840", "Fjellvik page", "fjell*k", "*VIK"]) {
      expect([name, first !== undefined && isNamed([name], first)]).toEqual([name, true]);
    }
    expect(resolveMembers(["fjellvik*", "@fjellvik_no", "17842", "nobody"], ACCOUNTS)).toEqual({
      accountIds: ["17840", "17841", "17842"],
      strangers: ["nobody"],
    });
    // Nothing of a name is a pattern but the star.
    expect(resolveMembers(["hafen?de", "hafenxde"], ACCOUNTS).accountIds).toEqual([]);
  });

  test("names that mean nobody are listed with their key and the nearest name", () => {
    const settings = toSettings({ groups: { Fjell: ["fjelvik*", "fjellvik_no"] }, alias: { hafn_de: "Port" } });
    const strangers = findStrangers(listConfiguredNames(settings), ACCOUNTS);
    expect(strangers.map(tellStranger)).toEqual([
      "accounts.groups.Fjell names fjelvik*, which means no account. Did you mean fjellvik?",
      "accounts.alias names hafn_de, which means no account. Did you mean hafen.de?",
      "report.goals.accounts names kaffe, which means no account. Did you mean kaffee?",
    ]);
    expect(checkNames(listConfiguredNames(settings), ACCOUNTS)).toMatchObject({ state: "warn" });
    expect(listNearest("zzz", ACCOUNTS)).toEqual([]);
  });
});

describe("what the operator is told", () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore({ url: "sqlite::memory:" });
    await store.keepDiscovery(ACCOUNTS.slice(0, 3), []);
  });
  afterAll(() => store.close());

  test("a recipient lacks the account a name does not find, and gets nothing where none does", async () => {
    const settings = toSettings({
      groups: { Gone: ["kaffee*"] },
      recipients: [
        { to: ["a@x.test"], accounts: ["fjellvik*", "hafen.de"] },
        { to: ["b@x.test"], group: "Gone" },
      ],
    });
    const known = await store.read.accounts();
    expect(listRecipients(settings, known).map(({ cut }) => cut)).toEqual([
      { name: "fjellvik*, hafen.de", accountIds: ["17840", "17841", "17842"], strangers: ["hafen.de"], groups: [] },
      { name: "Gone", accountIds: [], strangers: ["kaffee*"], groups: ["Gone"] },
    ]);
    expect(tellLacking(settings, known)).toEqual([
      "a@x.test (fjellvik*, hafen.de) lacks hafen.de: no account is meant by it.",
      "b@x.test (Gone) gets nothing: kaffee* means no account.",
    ]);
  });

  test("a name that means others than last time is told once", async () => {
    const settings = toSettings({ groups: { Fjell: ["fjellvik*"] } });
    const strangers = await tellNames(settings, await store.read.accounts(), store);
    expect(strangers).toHaveLength(2);
    await store.keepDiscovery([account("17849", { username: "fjellvik_dk", pageName: "Dk" })], []);
    expect(await tellNames(settings, await store.read.accounts(), store)).toEqual([
      ...strangers,
      "accounts.groups.Fjell names fjellvik*, which now means also fjellvik_dk.",
    ]);
    expect(await tellNames(settings, await store.read.accounts(), store)).toEqual(strangers);
  });

  test("a name of include or exclude that a collection found to mean nobody is told with the nearest one collected", async () => {
    const settings = {
      ...toSettings({}),
      accounts: { include: ["*", "fjell*"], exclude: ["fjelvik_se", "hafen.de"], groups: {}, alias: {} },
    } as unknown as Settings;
    expect(tellUnmatched(settings, ["fjelvik_se", "17840"], await store.read.accounts())).toEqual([
      "accounts.exclude names fjelvik_se, which means no account. Did you mean fjellvik_se?",
    ]);
    expect(tellUnmatched(settings, undefined, await store.read.accounts())).toEqual([]);
  });

  test("check names strangers by whom it holds while the hour is spent, and calls nobody one who was collected", async () => {
    const graph = {
      connections: ["agency"],
      callsLeft: async () => ({ left: 0, perHour: 180 }),
      send: async (): Promise<never> => {
        throw new BudgetSpent("agency", new Date(0), "the hour's calls are spent");
      },
    };
    const names = listConfiguredNames(toSettings({ groups: { Fjell: ["fjellvik", "fjelvik"] } }));
    const said: Check[] = [];
    const services = { graph, store, clock: { now: () => new Date(0) } } as unknown as Services;
    const options = { version: "v25.0", filter: { include: ["*"], exclude: [] }, names, mustCalibrate: false };
    await checkConnections(services, options, (check) => said.push(check), new AbortController().signal);
    const told = said.find(({ name }) => name === "names");
    expect(told).toMatchObject({ state: "warn" });
    expect(told?.message).toContain(
      "accounts.groups.Fjell names fjelvik, which means no account. Did you mean fjellvik?",
    );
    expect(told?.message).not.toContain("names fjellvik,");
  });
});
