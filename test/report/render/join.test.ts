// What joins printed parts reads bytes: what looks like a reference and is none stays, and what Chromium would not write is
// told apart from what it does.
import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import { PDFDict, PDFDocument, PDFName, type PDFRef, PDFString } from "@cantoo/pdf-lib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ELSEWHERE } from "../../../src/report/render/pdf/copy.ts";
import { PdfJoiner } from "../../../src/report/render/pdf/join.ts";
import { PrintedPart } from "../../../src/report/render/pdf/printed-part.ts";
import { BrokenPdf } from "../../../src/report/render/pdf/syntax.ts";
import { toPlainPart, toPlainPdf } from "./plain-pdf.ts";
import { detailsOf } from "./printing.ts";

async function join(parts: readonly Uint8Array[]): Promise<PDFDocument> {
  const target = new PassThrough();
  const bytes = buffer(target);
  const joiner = new PdfJoiner(target);
  for (const part of parts) await joiner.add(new PrintedPart(part));
  await joiner.finish(detailsOf("x"));
  return PDFDocument.load(await bytes, { updateMetadata: false, throwOnInvalidObject: true });
}

/** Every object of the joined file as text. */
function textsOf(file: PDFDocument): readonly string[] {
  return file.context.enumerateIndirectObjects().map(([, object]) => String(object).replace(/\s+/g, " "));
}

describe("an object of the second part", () => {
  /** As it stands in the whole, and by how much its numbers were moved. */
  async function copyOf(object: string): Promise<{ readonly text: string; readonly shift: number }> {
    const marked = `<</Marked true\n/X ${object}\n/Own 11 0 R>>`;
    const file = await join([toPlainPart(), toPlainPart([marked])]);
    const [found] = file.context
      .enumerateIndirectObjects()
      .filter(([, one]) => one instanceof PDFDict && one.has(PDFName.of("Own")));
    if (found === undefined) throw new Error("the object is gone");
    const [key, dict] = found as [PDFRef, PDFDict];
    expect(dict.get(PDFName.of("Own"))).toBe(key);
    return { text: String(dict.get(PDFName.of("X"))).replace(/\s+/g, " "), shift: key.objectNumber - 11 };
  }

  it.each([
    "(4 0 R)",
    "(a \\) 4 0 R \\\\)",
    "((4 0 R) /ID (x))",
    "<34203020>",
    "/4#200#20R",
    "[ 4 0 0 ]",
    "[ 1.4 0 0.5 -4 ]",
    "true",
  ])("keeps %s", async (object) => {
    expect((await copyOf(object)).text).toBe(object);
  });

  it.each(["[4 0 R 5 0 R]", "[0 4 0 R\n9]", "<</A 4  0\nR/B[<</C 5 0 R>>]>>"])(
    "moves what %s refers to",
    async (object) => {
      const { text, shift } = await copyOf(object);
      expect(shift).toBeGreaterThan(10);
      const numbers = (source: string): readonly number[] =>
        [...source.matchAll(/(\d+)\s+0\s+R/g)].map(([, number]) => Number(number));
      expect(numbers(text)).toEqual(numbers(object).map((number) => number + shift));
    },
  );

  it("has names of table heads and keys of tags that no other part has", async () => {
    const file = await join([toPlainPart(), toPlainPart()]);
    const texts = textsOf(file).join("\n");
    expect(texts.match(/\/ID \((.*?)\)/g)).toEqual(["/ID (p0000-h)", "/ID (p0001-h)"]);
    expect(texts.match(/\/Headers \[ .*? \]/g)).toEqual([
      "/Headers [ (p0000-h) (p0000-h) ]",
      "/Headers [ (p0001-h) (p0001-h) ]",
    ]);
    expect(texts.match(/\/Names \[ \(.*?\)/g)).toEqual(["/Names [ (p0000-h)", "/Names [ (p0001-h)"]);
    expect(texts.match(/\/StructParents? \d+/g)?.sort()).toEqual([
      "/StructParent 1",
      "/StructParent 3",
      "/StructParents 0",
      "/StructParents 2",
    ]);
    expect(texts.match(/\/Nums \[ [023] .*?\]/g)).toHaveLength(3);
  });

  it("leads to the anchor of another part where its link was led out", async () => {
    const file = await join([toPlainPart(), toPlainPart([], `(${ELSEWHERE}account-1)`)]);
    const links = file.context
      .enumerateIndirectObjects()
      .flatMap(([, one]) =>
        one instanceof PDFDict && String(one.get(PDFName.of("Subtype"))) === "/Link" ? [one] : [],
      );
    const [out, inward] = links;
    expect(out?.lookup(PDFName.of("A"), PDFDict).get(PDFName.of("URI"))).toEqual(PDFString.of("https://a.example/"));
    expect([inward?.has(PDFName.of("A")), String(inward?.get(PDFName.of("Dest")))]).toEqual([false, "/account-1"]);
  });
});

describe("a part that Chromium would not write", () => {
  const whole = Buffer.from(toPlainPart()).toString("latin1");
  const read = (text: string): readonly unknown[] => {
    const part = new PrintedPart(Buffer.from(text, "latin1"));
    return [...part.anchorPages(), ...part.file.objects()];
  };

  it("is whole to begin with, whatever its page is called", () => {
    expect(read(whole)[0]).toEqual(["a#20b", 0]);
    expect(read(whole)).toHaveLength(6);
  });

  it.each<readonly [string, (text: string) => string]>([
    ["is empty", () => ""],
    ["is text", () => "no PDF at all"],
    ["says of no table where it stands", (text) => text.replace("startxref", "startyref")],
    ["has its table elsewhere", (text) => text.replace(/(?<=startxref\n)\d+/, "12")],
    ["has its objects elsewhere", (text) => text.replace("(x)", "(xy)")],
    ["has an object under another's number", (text) => text.replace("8 0 obj", "9 0 obj")],
    ["lacks an object", (text) => text.replace("/Contents 5 0 R", "/Contents 99 0 R").replace("/Root 2", "/Root 99")],
    ["has a stream of another length", (text) => text.replace("/Length 8", "/Length 7")],
    ["says a stream's length elsewhere", (text) => text.replace("<</Length 8>>", "<</Length 5 0 R>>")],
    ["has a string without an end", (text) => text.replace("/URI (https://a.example/)", "/URI (https://a.example/ ")],
    ["has pages that hold themselves", (text) => text.replace("[4 0 R]>>", "[3 0 R]>>")],
    [
      "names what is no dictionary",
      (text) => text.replace("/Dests 6", "/Dests 5").replace("<</Length 8>>", "[/Length 8 ]"),
    ],
  ])("is told apart when it %s", (_name, change) => {
    expect(() => read(change(whole))).toThrow(BrokenPdf);
  });

  it("never makes anything but that of it, wherever it is cut or changed", () => {
    fc.assert(
      fc.property(
        fc.nat(whole.length),
        fc.nat(whole.length),
        fc.constantFrom("", "(", ">>", "]", "0", " ", "R"),
        (at, to, sign) => {
          try {
            read(whole.slice(0, Math.min(at, to)) + sign + whole.slice(Math.max(at, to)));
          } catch (error) {
            expect(error).toBeInstanceOf(BrokenPdf);
          }
        },
      ),
      { numRuns: 500, seed: 8 },
    );
  });
});

describe("an untagged part", () => {
  it("is laid over a page, from which on it is told", async () => {
    const target = new PassThrough();
    const bytes = buffer(target);
    const joiner = new PdfJoiner(target);
    await joiner.add(new PrintedPart(toPlainPart()));
    await joiner.add(new PrintedPart(toPlainPart()));
    const over = toPlainPdf([
      "<</Producer (x)>>",
      "<</Type /Catalog/Pages 3 0 R>>",
      "<</Type /Pages/Count 1/Kids [4 0 R]>>",
      "<</Type /Page/Resources <<>>/MediaBox [0 0 100 100]/Contents 5 0 R/Parent 3 0 R>>",
      "<</Length 8>> stream\n0 1 0 RG\nendstream",
    ]);
    await joiner.lay(new PrintedPart(over), 2);
    await joiner.finish(detailsOf("x"));
    const file = await PDFDocument.load(await bytes, { updateMetadata: false });
    const overs = file.getPages().map(({ node }) => String(node.Resources()?.get(PDFName.of("XObject")) ?? ""));
    expect(overs).toEqual(["", expect.stringMatching(/\/Over0 \d+ 0 R/)]);
  });
});
