import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { languageCodes } from "../../src/dataset/index.ts";
import { type KpiList, kpis, listKpis, tellKpi } from "../../src/report/kpis/index.ts";
import { toWords } from "../../src/report/words/index.ts";

const LISTS: readonly KpiList[] = ["summary", "account", "visits", "league", "groups", "weeks", "sheet", "mail"];

describe("the key figures", () => {
  it("are the files of their folder, each named as its figure", () => {
    const files = readdirSync(join(import.meta.dirname, "../../src/report/kpis"))
      .map((name) => name.replace(/\.ts$/, ""))
      .filter((name) => !["index", "kpi"].includes(name));
    const names = kpis.map(({ id }) => id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
    expect([...names].sort()).toEqual(files.sort());
    expect(kpis.length).toBeGreaterThan(13);
  });

  it("share no place, neither in the order of all nor in a list", () => {
    expect(new Set(kpis.map(({ place }) => place)).size).toBe(kpis.length);
    for (const list of LISTS) {
      const places = listKpis(list).map(({ shows }) => shows[list]);
      expect(new Set(places).size, list).toBe(places.length);
    }
  });

  it("can be sorted by and aimed at only where pages show them", () => {
    for (const { id, isSortable, shows } of kpis) if (isSortable) expect(shows.league, id).toBeDefined();
  });

  it.each(languageCodes)("have their words in %s", (language) => {
    for (const { id, words } of kpis) {
      const text = tellKpi(id, toWords(language));
      expect(text, id).toMatchObject({ name: words[language].name });
      for (const part of [text.name, text.short, text.help, text.formula, text.addsUpOver])
        expect(part, id).toBeTruthy();
    }
  });
});
