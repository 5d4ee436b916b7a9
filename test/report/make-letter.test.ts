// The way down to a mail that fits (PRODUCT §7, RELIABILITY E1, E12).
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDFDocument } from "@cantoo/pdf-lib";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { composeMessage, writeFiles } from "../../src/report/deliver/index.ts";
import { makeLetter } from "../../src/report/make-letter.ts";
import { type Attachment, type ReportFormat, render } from "../../src/report/render/index.ts";
import type { ReportOutcome } from "../../src/report/report.ts";
import type { NewLetter } from "../../src/store/index.ts";
import { shareBrowser } from "../support/share-browser.ts";
import { SETTINGS } from "./deliver/mail-house.ts";
import { sampleModel } from "./render/sample-model.ts";

shareBrowser();

const signal = new AbortController().signal;
const attach: readonly ReportFormat[] = ["html"];
let folder: string;
let picture: Uint8Array;
let outcome: ReportOutcome;
const images = async (): Promise<Uint8Array> => picture;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gazette-letter-"));
  // Noise, which no format makes small.
  picture = await sharp({
    create: {
      width: 480,
      height: 480,
      channels: 3,
      background: "#888",
      noise: { type: "gaussian", mean: 128, sigma: 60 },
    },
  })
    .jpeg({ quality: 95 })
    .toBuffer();
  const model = sampleModel();
  const { files, failures } = await render(model, { formats: attach, template: "weekly", images, signal });
  outcome = { model, files: await writeFiles(files, folder), failures };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function make(
  bytesMost: number,
  changes: Partial<ReportOutcome> = {},
  formats: readonly Attachment[] = attach,
): Promise<NewLetter> {
  const letter = await makeLetter({
    outcome: { ...outcome, ...changes },
    attach: formats,
    cut: "DACH",
    images,
    make: { template: "weekly" },
    settings: SETTINGS,
    bytesMost,
    links: [],
    signal,
  });
  if (letter instanceof Error) throw letter;
  return letter;
}

async function weigh(letter: NewLetter): Promise<number> {
  const parts = { messageId: "<x@acme.test>", recipient: "a@x.test", date: new Date(0), letter };
  return (await composeMessage(parts, SETTINGS)).bytes.byteLength;
}

const bodyOf = ({ files }: NewLetter): string => Buffer.from(files[0]?.bytes ?? []).toString();

describe("a letter", () => {
  it("goes whole, as written, where it fits", async () => {
    const letter = await make(100_000_000);
    expect(letter.files.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^Acme Hospitality - Instagram weekly - DACH - .*\.html$/),
    ]);
    expect(letter.files[0]?.bytes.byteLength).toBe(outcome.files[0]?.bytes);
    expect(letter.plain).not.toMatch(/smaller|left out|No file/);
  });

  it("makes its pictures smaller, leaves the appendix out, then the files, and never the figures", async () => {
    const whole = await weigh(await make(100_000_000));
    const small = await make(whole - 1);
    expect(small.plain).toContain("pictures are smaller");
    expect(bodyOf(small)).toContain('id="a1"');
    const smallWeight = await weigh(small);
    expect(smallWeight).toBeLessThan(whole * 0.8);
    const short = await make(smallWeight - 1);
    expect(short.plain).toContain("appendix is left out");
    expect(bodyOf(short)).not.toMatch(/id="a1"|href="#a1"/);
    const light = await make((await weigh(short)) - 1_000);
    expect(light.files).toEqual([]);
    expect(light.plain).toContain("No file is attached");
    for (const letter of [small, short, light]) expect(letter.plain).toContain("Followers: ");
    expect(await weigh(light)).toBeLessThan(40_000);
  });

  it("goes down the same way as a PDF", async () => {
    const model = sampleModel();
    const { files, failures } = await render(model, { formats: ["pdf"], template: "weekly", images, signal });
    expect(failures).toEqual([]);
    const printed = { model, files: await writeFiles(files, folder), failures };
    const makePdf = (bytesMost: number): Promise<NewLetter> => make(bytesMost, printed, ["pdf", "appendix"]);
    const readPdf = ({ files: [file] }: NewLetter): Promise<PDFDocument> =>
      PDFDocument.load(file?.bytes ?? new Uint8Array());
    const whole = await makePdf(100_000_000);
    const small = await makePdf((await weigh(whole)) - 1);
    expect(small.plain).toContain("pictures are smaller");
    // Most of the sample's PDF is type; what can be saved is its one picture, which print has made 320 pixels wide.
    expect((await weigh(whole)) - (await weigh(small))).toBeGreaterThan(25_000);
    const pages = (await readPdf(whole)).getPageCount();
    expect((await readPdf(small)).getPageCount()).toBe(pages);
    const short = await makePdf((await weigh(small)) - 1);
    expect(short.plain).toContain("appendix is left out");
    expect(whole.files.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^Acme .*\d\.pdf$/),
      expect.stringMatching(/^Acme .* - appendix\.pdf$/),
    ]);
    expect(short.files.map(({ name }) => name)).toEqual(
      whole.files.map(({ name }) => name).filter((name) => !name.includes("appendix")),
    );
    expect((await readPdf(short)).getPageCount()).toBe(pages);
    const light = await makePdf((await weigh(short)) - 1);
    expect(light.files).toEqual([]);
    expect(light.plain).toContain("No file is attached");
  });

  it("counts the mail as it travels, a third above its files", async () => {
    const whole = await make(100_000_000);
    const bytes = whole.files[0]?.bytes.byteLength ?? 0;
    expect(await weigh(whole)).toBeGreaterThan(bytes * 1.33);
    expect((await make(Math.ceil(bytes * 1.2))).plain).toMatch(/smaller|left out|No file/);
  });

  it("has no files where none were asked for, and tells nobody that some are missing", async () => {
    const letter = await make(100_000_000, {}, []);
    expect(letter.files).toEqual([]);
    expect(letter.plain).not.toMatch(/Attached|No file/);
  });

  it("is none when the file it should carry could not be made", async () => {
    const failure = Object.assign(new Error("no browser"), { code: "RENDER_NO_BROWSER" });
    const failures = [failure] as unknown as ReportOutcome["failures"];
    await expect(make(100_000_000, { files: [], failures })).rejects.toThrow("no browser");
  });
});
