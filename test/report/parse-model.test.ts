import { describe, expect, it } from "vitest";
import { parseModel } from "../../src/report/parse-model.ts";

const MODEL = {
  schema: 1,
  period: { from: "2026-11-16", to: "2026-11-22" },
  title: "Kaffee Nord – “Bericht” 🦊",
  sections: [{ id: "a", blocks: [null, 1.5, -0, 1e21, true] }],
  sheets: [],
};
const inPieces = (text: string): readonly string[] => text.match(/[\s\S]{1,7}/g) ?? [];

describe.each([
  ["as one text", Number.POSITIVE_INFINITY],
  ["as it comes, being too long for one text", 10],
])("parseModel, %s", (_way, charactersWhole) => {
  const parse = (text: string) => parseModel(inPieces(text), "the seal", charactersWhole);

  it("gives the model as it was written", async () => {
    expect(await parse(JSON.stringify(MODEL))).toEqual(JSON.parse(JSON.stringify(MODEL)));
  });

  it.each([
    ["a text that breaks off", JSON.stringify(MODEL).slice(0, -9)],
    ["what is no JSON", "<!doctype html>"],
    ["nothing", ""],
    ["null", "null"],
    ["a model of another schema", JSON.stringify({ ...MODEL, schema: 2 })],
    ["a model without sheets", JSON.stringify({ ...MODEL, sheets: undefined })],
  ])("refuses %s", async (_what, text) => {
    await expect(parse(text)).rejects.toMatchObject({
      code: "REPORT_MODEL_UNREADABLE",
      message: expect.stringContaining("the model the seal"),
    });
  });
});
