import { describe, expect, it } from "vitest";
import { listPortfolioEdges } from "../../../src/collect/discover/discovery.ts";
import {
  explainCutShort,
  explainNoLinkedAccount,
  explainNoLongerListed,
  explainNothingListed,
  explainRefusedPortfolio,
} from "../../../src/collect/discover/explain-missing.ts";
import { explainThreshold } from "../../../src/collect/plan/index.ts";
import { metrics, type Noted, toLanguage } from "../../../src/dataset/index.ts";
import { explainCut, GraphError } from "../../../src/graph/index.ts";
import type { Formula } from "../../../src/report/figures/index.ts";
import { kpis } from "../../../src/report/kpis/index.ts";
import { toSheetTitle } from "../../../src/report/render/xlsx/layout.ts";
import { createWriter } from "../../../src/report/summarise/model/writer.ts";
import { toWords } from "../../../src/report/words/index.ts";
import { FOREIGN_LOCALES, LOCALES } from "../../support/locales.ts";
import { listPhrases } from "./phrases.ts";
import { SAME } from "./same.ts";

const english = toWords("en-GB");
const wanted = listPhrases(english);

describe("the language of a locale", () => {
  it.each([
    ["de-AT", "Konten"],
    ["fr", "Comptes"],
    ["es-MX", "Cuentas"],
    ["it-CH", "Account"],
    ["pt-BR", "Contas"],
    ["pt", "Contas"],
    ["PT-br", "Contas"],
    ["en-US", "Accounts"],
    ["nl-NL", "Accounts"],
  ])("%s says %s", (locale, accounts) => {
    expect(toWords(locale).phrases.accounts).toBe(accounts);
  });
});

describe.each(FOREIGN_LOCALES)("the words in %s", (locale) => {
  const words = toWords(locale);
  const told = listPhrases(words);

  it("have every phrase, and none is empty", () => {
    expect([...told.keys()].sort()).toEqual([...wanted.keys()].sort());
    const empty = [...told].filter(([path, { text }]) => text.trim() === "" && wanted.get(path)?.text !== "");
    expect(empty.map(([path]) => path)).toEqual([]);
  });

  it("are not the English ones, but for those the languages share", () => {
    const untold = [...told].filter(([path, { text }]) => text === wanted.get(path)?.text && /\p{L}{3}/u.test(text));
    expect(
      untold
        .map(([, { text }]) => text)
        .filter((text) => !SAME[toLanguage(locale) as keyof typeof SAME].includes(text)),
    ).toEqual([]);
  });

  it("keep in each sentence what it is given", () => {
    const lost = [...told].filter(([path, { given }]) => {
      const kept = wanted.get(path)?.given ?? [];
      return [...kept].sort().join() !== [...given].sort().join();
    });
    expect(lost.map(([path, { text }]) => `${path}: ${text}`)).toEqual([]);
  });

  it("keep the places of phrases and formulas that are filled later", () => {
    const places = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort().join();
    const lost = [...told].filter(([path, { text }]) => places(text) !== places(wanted.get(path)?.text ?? ""));
    expect(lost.map(([path]) => path)).toEqual([]);
  });

  it("give sheets names that Excel takes as they are, each its own", () => {
    const taken = new Set<string>();
    const titles = Object.entries(words.phrases).filter(([key]) => key.startsWith("sheet"));
    expect(titles.map(([, title]) => toSheetTitle(title, taken))).toEqual(titles.map(([, title]) => title));
    expect(taken.size).toBe(11);
  });
});

describe("figures that explain themselves", () => {
  const german = createWriter("de-DE", "UTC");

  it("say a reason of the period before whole, and whom a shared one is about", () => {
    const reason = { code: "no-stories" } as const;
    expect(german.reason({ code: "period-before", args: { reason } })).toBe("Zeitraum davor: keine Stories gesehen");
    expect(german.reason({ code: "of-accounts", args: { reason, some: 3, all: 14 } })).toBe(
      "keine Stories gesehen (3/14 Konten)",
    );
  });

  it.each<[Formula, string]>([
    [{ code: "account-total", args: { metric: "reach" } }, "Konto-Insight reach, Summe des Zeitraums"],
    [
      { code: "media-bucket", args: { metric: "navigation", bucket: "tap_exit" } },
      "Medien-Insight navigation, Gruppe tap_exit, gesamte Laufzeit, zuletzt gelesen",
    ],
    [
      { code: "over-accounts", args: { formula: { code: "kpi", id: "sumDailyReach" } } },
      "Summe über Konten von: Σ Tagesreichweiten",
    ],
    [
      {
        code: "like-for-like",
        args: { formula: { code: "net-of-follows" }, accounts: "2 Konten", kind: "week" },
      },
      "gewonnen − verloren aus follows_and_unfollows; über 2 Konten, für die jede gezeigte Woche vorliegt",
    ],
  ])("say %j", (formula, told) => {
    expect(german.formula(formula)).toBe(told);
  });

  it("name every key figure by its own words, and every metric of the catalogue", () => {
    for (const { id, words } of kpis) expect(german.formula({ code: "kpi", id })).toBe(words.de.formula);
    for (const { name, label } of metrics) expect(english.metrics).toHaveProperty(name, label);
  });
});

describe("what a collection notes", () => {
  const seenAt = "2026-11-23T06:00:00.000Z";
  const takenAt = "2026-11-16T06:00:00.000Z";
  const account = {
    accountId: "1",
    username: "kaffee_nord",
    pageId: "10",
    pageName: "Kaffee",
    connection: "agency",
    tasks: [],
    takenAt,
  };
  const refused = new GraphError({
    code: "GRAPH_NOT_PERMITTED",
    sentence: "Could not read it: (#200) Requires permission",
    apiMessage: "(#200) Requires permission",
    recovery: "skip",
    scope: "call",
  });
  const [portfolio] = listPortfolioEdges("7", "X");
  if (portfolio === undefined) throw new Error("a portfolio has two lists");
  const about = { kind: "own-pages", path: "me/accounts", about: "the Pages" } as const;
  const lacking = (missing: readonly string[]) => ({ granted: [], missing, declined: ["pages_show_list"] });
  const noted: readonly Noted[] = [
    explainNoLinkedAccount("agency", "10", "Kaffee", seenAt),
    explainNoLongerListed(account, seenAt),
    explainNothingListed("agency", undefined, seenAt),
    explainNothingListed("agency", { granted: [], missing: [], declined: [] }, seenAt),
    explainNothingListed("agency", lacking(["pages_show_list", "business_management"]), seenAt),
    explainNothingListed("agency", lacking(["pages_show_list"]), seenAt),
    explainCutShort("agency", about, explainCut("the Pages"), seenAt),
    explainThreshold(100),
    explainRefusedPortfolio("agency", portfolio, refused, seenAt),
  ];

  it.each(FOREIGN_LOCALES)("is said in %s, Meta's own words in it left alone", (locale) => {
    const write = createWriter(locale, "UTC");
    for (const one of noted) {
      expect(one.note).toBeDefined();
      // Little words that each of our English sentences has one of, and none of the other languages.
      const said = write.message(one).replace("(#200) Requires permission", "");
      expect(said).not.toMatch(/\b(the|and|its|this|lacks|only)\b/);
    }
    expect(write.message(noted.at(-1) ?? { message: "" })).toContain("(#200) Requires permission");
  });

  it("stands in English as the operator was told it", () => {
    const write = createWriter("en-GB", "UTC");
    const told = noted.filter(({ note }) => note?.code !== "list-cut-short");
    expect(told.map((one) => write.note(one))).toEqual(told.map(({ message }) => message));
    expect(noted[0]?.message).toMatch(/^This Page has no Instagram business account/);
    expect(noted.at(-1)?.message).toBe(
      'Could not list the owned Pages of Business portfolio "X": (#200) Requires permission. Ask an admin of the portfolio for access.',
    );
  });

  it("is Meta's where it has no code: as it came in lists, in quotation marks elsewhere", () => {
    const message = "(#10) Not enough viewers";
    for (const locale of LOCALES) expect(createWriter(locale, "UTC").note({ message })).toBe(message);
    const quoted = (locale: string) => createWriter(locale, "UTC").message({ message });
    expect(quoted("en-GB")).toBe("“(#10) Not enough viewers”");
    expect(quoted("de-DE")).toBe("„(#10) Not enough viewers“");
    expect(quoted("fr-FR")).toBe("«\u00a0(#10) Not enough viewers\u00a0»");
    expect(createWriter("de-DE", "UTC").message({ message: "" })).toBe("");
  });
});

describe("a writer", () => {
  it.each([
    ["en-GB", ["0 posts", "1 post", "2 posts", "1,234 posts"]],
    ["de-DE", ["0 Beiträge", "1 Beitrag", "2 Beiträge", "1.234 Beiträge"]],
    ["fr-FR", ["0 publication", "1 publication", "2 publications", "1\u202f234 publications"]],
    ["es-ES", ["0 publicaciones", "1 publicación", "2 publicaciones", "1234 publicaciones"]],
    ["it-IT", ["0 post", "1 post", "2 post", "1234 post"]],
    ["pt-BR", ["0 publicação", "1 publicação", "2 publicações", "1.234 publicações"]],
  ])("counts by the plural rules of %s", (locale, told) => {
    const write = createWriter(locale, "UTC");
    expect([0, 1, 2, 1234].map((count) => write.plural(count, "post"))).toEqual(told);
  });

  it("names countries in the report's language", () => {
    const name = (locale: string) => createWriter(locale, "UTC").country("DE");
    expect(["de-DE", "fr-FR", "es-ES", "it-IT", "pt-BR"].map(name)).toEqual([
      "Deutschland",
      "Allemagne",
      "Alemania",
      "Germania",
      "Alemanha",
    ]);
    expect(createWriter("de-DE", "UTC").country("Unknown")).toBe("Unknown");
  });
});
