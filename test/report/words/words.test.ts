import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  explainNoLinkedAccount,
  explainNoLongerListed,
  explainNothingListed,
  explainRefusedPortfolio,
} from "../../../src/collect/discover/explain-missing.ts";
import { explainThreshold } from "../../../src/collect/plan/index.ts";
import { metrics } from "../../../src/dataset/index.ts";
import { explainCut, GraphError } from "../../../src/graph/index.ts";
import { kpis } from "../../../src/report/kpis/index.ts";
import { toSheetTitle } from "../../../src/report/render/xlsx/layout.ts";
import { createWriter } from "../../../src/report/summarise/writer.ts";
import { sayFormula, sayOrQuote, sayReason, toWords } from "../../../src/report/words/index.ts";
import { listPhrases } from "./phrases.ts";
import { SAME } from "./same.ts";

const LOCALES = ["de-DE", "fr-FR", "es-ES", "pt-BR"] as const;
const FIGURES = ["figures", "kpis", "summarise"].map((room) => join(import.meta.dirname, "../../../src/report", room));
const english = toWords("en-GB");
const wanted = listPhrases(english);

describe("the language of a locale", () => {
  it.each([
    ["de-AT", "Konten"],
    ["fr", "Comptes"],
    ["es-MX", "Cuentas"],
    ["pt-BR", "Contas"],
    ["pt", "Contas"],
    ["PT-br", "Contas"],
    ["en-US", "Accounts"],
    ["nl-NL", "Accounts"],
  ])("%s says %s", (locale, accounts) => {
    expect(toWords(locale).phrases.accounts).toBe(accounts);
  });
});

describe.each(LOCALES)("the words in %s", (locale) => {
  const words = toWords(locale);
  const told = listPhrases(words);

  it("have every phrase, and none is empty", () => {
    expect([...told.keys()].sort()).toEqual([...wanted.keys()].sort());
    const empty = [...told].filter(([path, { text }]) => text.trim() === "" && wanted.get(path)?.text !== "");
    expect(empty.map(([path]) => path)).toEqual([]);
  });

  it("are not the English ones, but for those the languages share", () => {
    const untold = [...told].filter(([path, { text }]) => text === wanted.get(path)?.text && /\p{L}{3}/u.test(text));
    expect(untold.map(([, { text }]) => text).filter((text) => !SAME[locale].includes(text))).toEqual([]);
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
    expect(taken.size).toBe(10);
  });
});

describe("figures that explain themselves", () => {
  it("give only reasons the words know", () => {
    const sources = FIGURES.flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts"))
        .map((name) => readFileSync(join(room, name), "utf8")),
    ).join("\n");
    const reasons = [
      ...[...sources.matchAll(/absent\("([^"]+)"/g)].map((match) => match[1]),
      ...[...sources.matchAll(/because: "([^"]+)"/g)].map((match) => match[1]),
      ...[...sources.matchAll(/agree\(\w+, "([^"]+)"/g)].map((match) => match[1]),
    ];
    expect(reasons.length).toBeGreaterThan(15);
    expect(reasons.filter((reason) => reason === undefined || !Object.hasOwn(english.reasons, reason))).toEqual([]);
  });

  it("say a reason of the period before whole", () => {
    expect(sayReason(toWords("de"), "period before: no stories seen")).toBe("Zeitraum davor: keine Stories gesehen");
    expect(sayReason(toWords("de"), "(#10) Not enough viewers")).toBe("(#10) Not enough viewers");
  });

  it.each([
    ["account insight reach, total of the window", "Konto-Insight reach, Summe des Zeitraums"],
    [
      "media insight navigation, bucket tap_exit, lifetime, as last read",
      "Medien-Insight navigation, Gruppe tap_exit, gesamte Laufzeit, zuletzt gelesen",
    ],
    ["sum over accounts of: Σ daily reach", "Summe über Konten von: Σ Tagesreichweiten"],
    [
      "middle reach of the last 90 days' posts with the hashtag",
      "mittlerer Wert der Reichweiten der letzten 90 Tage: Beiträge mit dem Hashtag",
    ],
    ["something new", "something new"],
  ])("say %s", (formula, german) => {
    expect(sayFormula(toWords("de"), formula)).toBe(german);
    expect(sayFormula(english, formula)).toBe(formula);
  });

  it("name every key figure, its formula and every metric of the catalogue", () => {
    expect(kpis.filter(({ id }) => !Object.hasOwn(english.kpis, id))).toEqual([]);
    expect(kpis.filter(({ formula }) => sayFormula(toWords("fr"), formula) === formula)).toEqual([]);
    for (const { name, label } of metrics) expect(english.metrics).toHaveProperty(name, label);
  });
});

describe("what a collection notes", () => {
  const seenAt = "2026-11-23T06:00:00.000Z";
  const account = {
    accountId: "1",
    username: "kaffee_nord",
    pageId: "10",
    pageName: "Kaffee",
    connection: "agency",
    tasks: [],
    takenAt: seenAt,
  };
  const permissions = {
    granted: [],
    missing: ["pages_show_list", "business_management"],
    declined: ["pages_show_list"],
  };
  const refused = new GraphError({
    code: "GRAPH_NOT_PERMITTED",
    sentence: "Could not read it: (#200) Requires permission",
    apiMessage: "(#200) Requires permission",
    recovery: "skip",
    scope: "call",
  });
  const portfolio = {
    kind: "portfolio-pages",
    path: "7/owned_pages",
    about: 'the owned Pages of Business portfolio "X"',
  } as const;
  const noted = [
    explainNoLinkedAccount("agency", "10", "Kaffee", seenAt),
    explainNoLongerListed(account, seenAt),
    explainNothingListed("agency", undefined, seenAt),
    explainNothingListed("agency", { granted: [], missing: [], declined: [] }, seenAt),
    explainNothingListed("agency", permissions, seenAt),
    explainNothingListed("agency", { granted: [], missing: ["pages_show_list"], declined: [] }, seenAt),
    explainRefusedPortfolio("agency", portfolio, refused, seenAt),
  ].map(({ message }) => message);

  it.each(LOCALES)("is said in %s, Meta's own words in it left alone", (locale) => {
    const words = toWords(locale);
    for (const message of [...noted, explainThreshold(100), explainCut('the Pages of connection "agency"').message]) {
      const said = sayOrQuote(words, message);
      expect(said).not.toBe(words.quote(message));
      // Little words that each of our English sentences has one of, and none of the four languages.
      expect(said.replace("(#200) Requires permission", "")).not.toMatch(/\b(the|and|its|this|lacks|only)\b/);
    }
    expect(sayOrQuote(words, noted.at(-1) ?? "")).toContain("(#200) Requires permission");
  });

  it("stands in English as it was noted, and what Meta said in quotation marks", () => {
    expect(noted.map((message) => sayOrQuote(english, message))).toEqual(noted);
    expect(sayOrQuote(english, "(#10) Not enough viewers")).toBe("“(#10) Not enough viewers”");
    expect(sayOrQuote(toWords("de"), "(#10) Not enough viewers")).toBe("„(#10) Not enough viewers“");
    expect(sayOrQuote(toWords("fr"), "(#10) No")).toBe("«\u00a0(#10) No\u00a0»");
  });
});

describe("a writer", () => {
  it.each([
    ["en-GB", ["0 posts", "1 post", "2 posts", "1,234 posts"]],
    ["de-DE", ["0 Beiträge", "1 Beitrag", "2 Beiträge", "1.234 Beiträge"]],
    ["fr-FR", ["0 publication", "1 publication", "2 publications", "1\u202f234 publications"]],
    ["es-ES", ["0 publicaciones", "1 publicación", "2 publicaciones", "1234 publicaciones"]],
    ["pt-BR", ["0 publicação", "1 publicação", "2 publicações", "1.234 publicações"]],
  ])("counts by the plural rules of %s", (locale, told) => {
    const write = createWriter(locale, "UTC");
    expect([0, 1, 2, 1234].map((count) => write.plural(count, "post"))).toEqual(told);
  });

  it("names countries in the report's language", () => {
    expect(LOCALES.map((locale) => createWriter(locale, "UTC").country("DE"))).toEqual([
      "Deutschland",
      "Allemagne",
      "Alemania",
      "Alemanha",
    ]);
    expect(createWriter("de-DE", "UTC").country("Unknown")).toBe("Unknown");
  });
});
