import { cp, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { render } from "../../../src/report/render/index.ts";
import { sampleModel } from "./sample-model.ts";

const model = sampleModel({ sections: sampleModel().sections.slice(0, 2) });
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gazette-templates-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function renderWith(file: string, text: string, formats: readonly ("html" | "xlsx")[] = ["html", "xlsx"]) {
  const own = await mkdtemp(join(folder, "own-"));
  await cp(new URL("../../../templates/weekly", import.meta.url), own, { recursive: true });
  await writeFile(join(own, file), text);
  return render(model, {
    formats,
    template: own,
    images: async () => undefined,
    signal: new AbortController().signal,
  });
}

describe("a broken template names file and line and stops its own format only", () => {
  it.each([
    ["report.hbs", "<p>\n\n{{#if title}}\n</p>", /report\.hbs, line 4/],
    ["report.hbs", "<p>\n{{titel}}</p>", /report\.hbs, line 2: "titel" not defined/],
    ["report.hbs", "<p>\n\n{{shout title}}</p>", /report\.hbs, line 3/],
    ["report.hbs", '<p>\n{{t "nothing"}}</p>', /report\.hbs, line .*there is no phrase "nothing"/],
    ["partials/tiles.hbs", "<p>\n\n{{figur}}</p>", /partials\/tiles\.hbs, line 3: "figur" not defined/],
    ["partials/tiles.hbs", "<p>{{> tiles}}", /partials\/tiles\.hbs.*: it includes itself without end\./],
    ["report.hbs", "<p>\n{{> nowhere}}", /report\.hbs, line 2: The partial nowhere could not be found/],
  ])("%s: %s", async (file, text, sentence) => {
    const { files, failures } = await renderWith(file, text);
    expect(files.map(({ name }) => name)).toEqual(["report.xlsx"]);
    expect(failures).toHaveLength(1);
    expect(failures[0]?.code).toBe("RENDER_TEMPLATE_BROKEN");
    expect(failures[0]?.message).toMatch(sentence);
  });

  it.each([
    ["title: [", /line/],
    ["title: T\nsheets:\n  - { title: A, from: nonsense }", /sheets\.0\.from: must be/],
    ["title: T\nsheets:\n  - { title: A, from: 'sheet:posts', colour: red }", /colour/],
  ])("workbook.hbs: %s", async (text, sentence) => {
    const { files, failures } = await renderWith("workbook.hbs", text);
    expect(files.map(({ name }) => name)).toEqual(["report.html"]);
    expect(failures[0]?.message).toMatch(sentence);
  });
});

describe("templates see own data only", () => {
  it.each(["{{title.constructor.name}}", '{{lookup title "constructor"}}', "{{__proto__}}", "{{toString}}"])(
    "%s",
    async (words) => {
      const { files, failures } = await renderWith("report.hbs", `<p>${words}</p>`, ["html"]);
      const page = files.map(({ bytes }) => new TextDecoder().decode(bytes)).join("");
      expect(page).not.toMatch(/function|String|Object/);
      expect(failures.length + files.length).toBe(1);
    },
  );

  it("an unknown folder is one clear sentence", async () => {
    const { failures } = await render(model, {
      formats: ["html"],
      template: "nowhere",
      images: async () => undefined,
      signal: new AbortController().signal,
    });
    expect(failures[0]?.message).toContain('template "nowhere"');
  });

  it("a file that is listed and gone when it is read counts as one the folder lacks", async () => {
    const own = await mkdtemp(join(folder, "own-"));
    await cp(new URL("../../../templates/weekly", import.meta.url), own, { recursive: true });
    await rm(join(own, "style.css"));
    await symlink(join(own, "nowhere.css"), join(own, "style.css"));
    const { files, failures } = await render(model, {
      formats: ["html"],
      template: own,
      images: async () => undefined,
      signal: new AbortController().signal,
    });
    expect(failures).toEqual([]);
    expect(new TextDecoder().decode(files[0]?.bytes)).toContain(".headline-text");
  });
});
