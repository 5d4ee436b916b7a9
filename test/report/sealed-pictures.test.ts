// A sealed report made again: its pictures are those it was sealed with, whatever a thumbnail became since.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { expect, onTestFinished, test } from "vitest";
import { makeReport, summariseReport } from "../../src/report/index.ts";
import { parseModel } from "../../src/report/parse-model.ts";
import { fixedOptions, withCollected } from "../support/collect-model.ts";
import { WEEK } from "./summarise/memory-dataset.ts";

const paint = (colour: string): Promise<Buffer> =>
  sharp({ create: { width: 32, height: 32, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();

test("shows the pictures of the seal, and a new report of the same period the new ones", async () => {
  const outDir = await mkdtemp(join(tmpdir(), "gazette-pictures-"));
  onTestFinished(() => rm(outDir, { recursive: true, force: true }));
  await withCollected({ accounts: 1, seed: 7 }, async (store) => {
    const [{ accountId } = { accountId: "" }] = await store.read.accounts();
    const posts = await store.read.media(accountId, "2026-01-01T00:00:00Z", "2026-12-31T00:00:00Z");
    const keep = async (colour: string): Promise<void> => {
      const bytes = await paint(colour);
      for (const { mediaId } of posts)
        await store.keepThumbnail({ mediaId, mediaType: "image/jpeg", bytes, fetchedAt: "2026-11-23T12:00:00.000Z" });
    };
    const make = async (model: Parameters<typeof makeReport>[1], folder: string): Promise<string> => {
      const options = { formats: ["html"], template: "weekly", outDir: join(outDir, folder) } as const;
      const { files, failures } = await makeReport(store, model, options, new AbortController().signal);
      expect(failures).toEqual([]);
      return readFile(files[0]?.path ?? "", "utf8");
    };
    await keep("#d02020");
    const model = await summariseReport(store, fixedOptions());
    expect(model.period).toMatchObject(WEEK);
    expect(Object.keys(model.pictures ?? {}).length).toBeGreaterThan(3);
    const first = await make(model, "first");
    await keep("#2020d0");
    const sealed = await store.sealed.read(model.reportId);
    if (sealed === undefined) throw new Error("the report was sealed");
    expect(await make(await parseModel(sealed, "the seal"), "again")).toBe(first);
    const anew = await summariseReport(store, fixedOptions());
    expect(anew.pictures).not.toEqual(model.pictures);
    expect(await make(anew, "anew")).not.toBe(first);
  });
});
