// A page written turn by turn is the page written at once, however a template walks its sections.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toLazyList } from "../../../src/report/render/page/lazy-list.ts";
import { PressedText } from "../../../src/report/render/page/pressed-text.ts";
import { readTemplateFolder } from "../../../src/report/render/page/templates.ts";
import { render } from "../../../src/report/render/render.ts";
import { toPicture } from "./pictures.ts";
import { sampleModel } from "./sample-model.ts";

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gazette-loop-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function makeTemplate(text: string): Promise<string> {
  const own = await mkdtemp(join(folder, "own-"));
  await mkdir(join(own, "partials"));
  await writeFile(join(own, "report.hbs"), text);
  await writeFile(join(own, "partials", "inner.hbs"), "[{{#each list}}{{id}}{{/each}}]");
  return own;
}

describe("a loop left open", () => {
  it.each([
    ["once", "<a>{{#each sections}}{{@index}}{{#if @last}}.{{else}},{{/if}}{{id}}{{../title}}{{/each}}</a>"],
    ["twice", "{{#each sections}}{{#if @first}}^{{/if}}{{id}}{{/each}}-{{#each sections}}{{@key}}{{/each}}"],
    ["in a loop", "{{#each others}}{{id}}:{{#each ../sections}}{{id}}{{@../index}}{{/each}};{{/each}}"],
    ["with names", "{{#each sections as |one at|}}{{at}}{{one.id}}{{/each}}"],
    ["in a partial", "{{> inner list=sections}}"],
    ["and a loop of its turn", "{{#each sections}}{{#each blocks}}{{this}}{{@../index}}{{/each}}{{/each}}"],
    ["not at all", "<p>{{title}}</p>"],
  ])("%s gives the text of one that is run", async (_how, text) => {
    const templates = await readTemplateFolder(await makeTemplate(text));
    const held = ["one", "two", "three"].map((id) => ({ id, blocks: [`${id}<`, "b"] }));
    const sections = toLazyList(held, (one) => one);
    const view = { title: "T & t", sections, others: [{ id: "x" }, { id: "y" }] };
    const open = templates.runOpen("report.hbs", view, {}, sections);
    const turns = open.map((piece) => (typeof piece === "string" ? piece : piece.run()));
    expect(turns.join("")).toBe(templates.run("report.hbs", { ...view, sections: held }, {}));
  });

  it("over nothing says what stands for nothing", async () => {
    const templates = await readTemplateFolder(await makeTemplate("{{#each sections}}x{{else}}none{{/each}}"));
    const sections: readonly string[] = [];
    expect(templates.runOpen("report.hbs", { sections }, {}, sections)).toEqual(["none"]);
  });
});

describe("a list made when it is looked at", () => {
  it("makes an entry once for all looks in a row, and holds no other", () => {
    const made: number[] = [];
    const list = toLazyList([1, 2], (value) => made.push(value) && value * 10);
    expect(made).toEqual([]);
    expect([list[0], list[0], list[1], list[0]]).toEqual([10, 10, 20, 10]);
    expect(made).toEqual([1, 2, 1]);
  });
});

describe("text that waits", () => {
  it("comes back as UTF-8, however much it is", () => {
    const lines = Array.from({ length: 90_000 }, (_, at) => `<td>${at} “żółć” 🎉</td>`);
    const text = new PressedText();
    for (const line of lines) text.add(line);
    const pieces = [...text.pieces()];
    expect(pieces.length).toBeGreaterThan(1);
    expect(Buffer.concat(pieces).toString("utf8") === lines.join("")).toBe(true);
  });
});

describe("pictures", () => {
  it("are there where a template of one's own shows them outside its sections, too", async () => {
    const template = await makeTemplate(`{{picture "m1" "first"}}{{#each sections}}<p>{{id}}</p>{{/each}}`);
    const jpeg = await toPicture(40);
    const { files } = await render(sampleModel(), {
      formats: ["html"],
      template,
      images: async (key) => (key === "m1" ? jpeg : undefined),
      signal: new AbortController().signal,
    });
    const page = Buffer.from(files[0]?.bytes ?? []).toString("utf8");
    expect(page).toContain(`src="data:image/jpeg;base64,${Buffer.from(jpeg).toString("base64")}"`);
  });
});
