import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { renderMail } from "../../../src/report/render/mail/mail.ts";
import type { ReportModel } from "../../../src/report/summarise/index.ts";
import { awkwardTexts, sampleModel } from "./sample-model.ts";

const FILES = { attached: ["Acme - 2026-W47.pdf"], reduced: "no", links: [] } as const;
const model = sampleModel();

const toText = (html: string): string =>
  html
    .replace(/<style>[\s\S]*?<\/style>|<title>[\s\S]*?<\/title>|<div style="display:none[\s\S]*?<\/div>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&nbsp;/g, " ")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#(?:39|x27);/g, "'")
    .replace(/&#x3D;/g, "=")
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ");

/** The same model with other findings on its summary. */
function withFindings(words: readonly string[]): ReportModel {
  return {
    ...model,
    sections: model.sections.map((section) => ({
      ...section,
      blocks: section.blocks.map((block) =>
        block.kind === "findings"
          ? { ...block, findings: words.map((text) => ({ tone: "good" as const, text })) }
          : block,
      ),
    })),
  };
}

describe("the body of a mail", () => {
  it("tells six figures with their change, findings, coverage and what is missing, in both forms alike", async () => {
    const { html, plain } = await renderMail(model, { template: "weekly", files: FILES });
    const lines = plain.split("\n");
    const figures = lines.slice(
      lines.indexOf("Key figures") + 2,
      lines.findIndex((line) => line.startsWith("Changes against")),
    );
    expect(figures.length).toBe(6);
    const words = toText(html);
    for (const line of figures) {
      const [, label = "", figure = ""] = /^([^:]+): (.+?)(?: \(p\))?(?: \[\d+\])?, /.exec(line) ?? [];
      expect(words).toContain(label);
      expect(words).toContain(figure);
    }
    for (const line of plain.split("\n").filter((one) => one.startsWith("* "))) {
      expect(words).toContain(line.slice(2).replace(/\s+/g, " "));
    }
    for (const one of [model.coverage.sentence, model.period.label, "Acme - 2026-W47.pdf", model.reportId]) {
      expect(words).toContain(one);
      expect(plain).toContain(one);
    }
  });

  it("loads nothing, runs nothing and stays under what Gmail shows whole", async () => {
    const long = withFindings(Array.from({ length: 40 }, () => awkwardTexts.long));
    const { html } = await renderMail(long, { template: "weekly", files: FILES });
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    expect(html).not.toMatch(/<(script|img|link|iframe|object|svg|form|video)\b|url\(|@import|src=|javascript:/i);
    // Mail programs drop style sheets: what matters stands at each element.
    expect(
      html.match(/<(td|p|h1|h2|table)\b(?![^>]*style=)[^>]*>/g)?.filter((tag) => !/role="presentation"/.test(tag)) ??
        [],
    ).toEqual([]);
  });

  it("takes any text for text", async () => {
    const { html, plain, subject } = await renderMail(
      { ...withFindings(Object.values(awkwardTexts)), title: `A\r\nBcc: x@y.test ${awkwardTexts.override}` },
      { template: "weekly", cut: `<b>"Group"</b>`, files: FILES },
    );
    expect(html).not.toMatch(/<script>|<img|<b>|onmouseover=x>'/);
    for (const part of [html, plain, subject]) expect(part).not.toMatch(/[\u0000-\u0008\u000B\u001B\u202A-\u202E]/);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(subject).toContain(`<b>"Group"</b>`);
    expect(toText(html)).toContain(awkwardTexts.arabic);
  });

  it.each([
    ["small-pictures", /pictures are smaller/],
    ["no-appendix", /appendix is left out/],
    ["no-files", /No file is attached/],
  ] as const)("says so when the files were reduced (%s)", async (reduced, words) => {
    const links = [{ name: "report.pdf", href: "https://reports.acme.test/2026-W47/report.pdf" }];
    const { html, plain } = await renderMail(model, { template: "weekly", files: { attached: [], reduced, links } });
    for (const part of [html, plain]) {
      expect(part).toMatch(words);
      expect(part).toContain(links[0]?.href);
    }
  });

  it("uses the templates of a folder of one's own", async () => {
    const folder = await mkdtemp(join(tmpdir(), "gazette-template-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, "report.hbs"), "-");
    await writeFile(
      join(folder, "mail.hbs"),
      "<p>{{title}} {{#each rows}}{{#each this}}{{label}};{{/each}}{{/each}}</p>",
    );
    const { html } = await renderMail(model, { template: folder, files: FILES });
    expect(html.match(/;/g)?.length).toBe(6);
    await writeFile(join(folder, "mail.hbs"), "{{nothing}}");
    await expect(renderMail(model, { template: folder, files: FILES })).rejects.toMatchObject({
      code: "RENDER_TEMPLATE_BROKEN",
    });
  });
});
