// What a client sees: the brand, never the tool or a command of it; and no link but to the web.
import { strFromU8, unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { render, renderMail } from "../../../src/report/render/index.ts";
import type { ReportModel } from "../../../src/report/summarise/index.ts";
import { buildModel } from "../../../src/report/summarise/index.ts";
import { shareBrowser } from "../../support/share-browser.ts";
import { build, merge, openMemory, options, post, whole } from "../summarise/memory-dataset.ts";
import { readPdfWords } from "./pdf-words.ts";

shareBrowser();

const SCRIPT = "javascript:alert(document.domain)";

async function write(model: ReportModel): Promise<{ readonly html: string; readonly all: readonly string[] }> {
  const { files, failures } = await render(model, {
    formats: ["html", "xlsx", "pdf"],
    template: "weekly",
    images: async () => undefined,
    signal: new AbortController().signal,
  });
  expect(failures).toEqual([]);
  const [html, book, pdf] = ["html", "xlsx", "pdf"].map((end) => files.find(({ name }) => name.endsWith(end))?.bytes);
  const mail = await renderMail(model, { template: "weekly", files: { attached: [], reduced: "no", links: [] } });
  const parts = Object.values(unzipSync(book ?? new Uint8Array())).map((part) => strFromU8(part));
  const page = strFromU8(html ?? new Uint8Array());
  const printed = await readPdfWords(pdf ?? new Uint8Array());
  return { html: page, all: [page, mail.html, mail.plain, mail.subject, ...parts, ...printed] };
}

describe("a report without credit", () => {
  let made: Awaited<ReturnType<typeof write>>;
  beforeAll(async () => {
    const evil = post(
      "1",
      "evil",
      "2026-11-20T10:00:00.000Z",
      { reach: 9_000, views: 1, likes: 900, comments: 1, saved: 1, shares: 1 },
      {
        caption: `[click](${SCRIPT}) ${SCRIPT}`,
        permalink: SCRIPT,
      },
    );
    const story = post(
      "1",
      "story",
      "2026-11-20T11:00:00.000Z",
      { reach: 10, views: 12 },
      { mediaProductType: "STORY", permalink: SCRIPT },
    );
    const data = merge(whole("1"), whole("2"), evil, story);
    const notes = `Read [this](${SCRIPT}).`;
    made = await write(await buildModel(openMemory(data), options({ generator: "Bakeries", notes })));
  });

  it("names the tool and its commands nowhere", () => {
    for (const text of made.all) expect(/.{0,40}gazette.{0,40}/is.exec(text)?.[0]).toBeUndefined();
  });

  it("names the brand as its maker, in the page and in the mail", () => {
    expect(made.html).toContain('<meta name="generator" content="Bakeries">');
    expect(made.all[2]).toContain("Made by Bakeries.");
  });

  it("leads to the web and into itself alone, whatever a permalink or a note says", () => {
    for (const text of made.all) {
      const links = [...text.matchAll(/(?:href|src|Target|location)="([^"]*)"/g)].map(([, link = ""]) => link);
      expect(links.filter((link) => /^\s*(javascript|vbscript|data:text)/i.test(link))).toEqual([]);
    }
    // The caption itself is text, and stays.
    expect(made.html).toContain("javascript:alert(document.domain)");
  });
});

it("names the tool where it is given credit, and nobody where there is no brand", async () => {
  const credited = await write(await build(whole("1"), { generator: "Gazette 1.2.3" }));
  expect(credited.html).toContain('content="Gazette 1.2.3"');
  const bare = await renderMail(await build(whole("1"), { generator: "", brand: { name: "", colour: "#0b5fff" } }), {
    template: "weekly",
    files: { attached: [], reduced: "no", links: [] },
  });
  expect(bare.plain).not.toContain("Made by");
  expect(bare.plain).toMatch(/\nReport 2026-11-16_2026-11-22_[0-9a-f]{12}\./);
});
