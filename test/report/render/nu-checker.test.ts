// The page and the mail before the Nu Html Checker, the one behind validator.w3.org. It needs Java and no network; without
// Java the test is skipped, and says so (README, "Tests").
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { render } from "../../../src/report/render/index.ts";
import { renderMail } from "../../../src/report/render/mail/mail.ts";
import type { ReportModel } from "../../../src/report/summarise/index.ts";
import { build, merge, nothing, whole } from "../summarise/memory-dataset.ts";
import { toPicture } from "./pictures.ts";
import { sampleModel } from "./sample-model.ts";

interface Message {
  readonly url: string;
  readonly type: string;
  readonly message: string;
  readonly lastLine?: number;
}

interface Judged {
  readonly in: "page" | "mail";
  readonly says: RegExp;
  readonly because: string;
}

/** What the checker says and we leave as it is; each has to be said still, or it goes. */
const JUDGED: readonly Judged[] = [
  {
    in: "mail",
    says: /^The “(?:align|bgcolor|border|cellpadding|cellspacing|valign|width)” attribute on the “(?:td|table)” element is obsolete\./,
    because: "Outlook lays out by these attributes and passes over the styles beside them",
  },
  {
    in: "page",
    says: /^CSS: “(?:fill|background)”: “color-mix\(in srgb,var\(--[\w-]+\) var\(--[\w-]+\),var\(--[\w-]+\)\)” is not a /,
    because: "CSS Color 5 takes a variable as the share; the checker's style sheets are older (26.9 accepts it)",
  },
  {
    in: "page",
    says: /^CSS: “grid-template-rows”: “subgrid” is not a “grid-template-rows” value\.$/,
    because: "it stands in CSS Grid 2, in every browser since 2023; the checker's style sheets are older",
  },
  {
    in: "page",
    says: /^CSS: “overflow-clip-margin”: Property “overflow-clip-margin” doesn't exist\.$/,
    because: "it stands in CSS Overflow 4; the checker's style sheets are older (26.9 accepts it)",
  },
  {
    in: "page",
    says: /^CSS: Unknown pseudo-element or pseudo-class “::details-content”\.$/,
    because: "it stands in CSS Pseudo-Elements 4, in every browser since 2025; the checker's style sheets are older",
  },
];

const run = promisify(execFile);
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gazette-nu-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function findMessages(paths: readonly string[]): Promise<readonly Message[]> {
  const jar = createRequire(import.meta.url)("vnu-jar") as string;
  const flags = ["-jar", jar, "--format", "json", "--exit-zero-always"];
  const { stderr } = await run("java", [...flags, ...paths], { maxBuffer: 1 << 26 });
  return (JSON.parse(stderr) as { readonly messages: readonly Message[] }).messages;
}

async function writePage(name: string, model: ReportModel): Promise<string> {
  const { files, failures } = await render(model, {
    formats: ["html"],
    template: "weekly",
    images: async (key) => (key === "picture-2" ? undefined : toPicture(key.length * 20)),
    signal: new AbortController().signal,
  });
  expect(failures).toEqual([]);
  const path = join(folder, `page-${name}.html`);
  await writeFile(path, files[0]?.bytes ?? "");
  return path;
}

async function writeMail(name: string, model: ReportModel): Promise<string> {
  const links = [{ name: "report.pdf", href: "https://reports.acme.test/report.pdf?a=1&b=2" }];
  const files = { attached: ["Acme.pdf"], reduced: "no-appendix", links } as const;
  const { html } = await renderMail(model, { template: "weekly", cut: `<b>"North"`, files });
  const path = join(folder, `mail-${name}.html`);
  await writeFile(path, html);
  return path;
}

it("the Nu Html Checker finds no error in page or mail", async ({ skip }) => {
  const java = await run("java", ["-version"]).catch(() => undefined);
  if (java === undefined) return skip("Java is not installed: apt-get install default-jre-headless");
  const two = await build(merge(whole("17841400000000001"), whole("17841400000000002", 3)), {
    locale: "de-DE",
    groups: { Nord: ["user_17841400000000001"] },
  });
  const models = { sample: sampleModel(), two, empty: await build(nothing) };
  const broken = join(folder, "broken.html");
  await writeFile(broken, `<!doctype html><html lang="en"><title>x</title><p id="a"><div id="a">`);
  const paths: string[] = [broken];
  for (const [name, model] of Object.entries(models)) {
    paths.push(await writePage(name, model), await writeMail(name, model));
  }
  const messages = await findMessages(paths);
  const of = ({ url }: Message): string => basename(new URL(url).pathname);
  // It does look: what is broken on purpose is found.
  expect(messages.filter((one) => of(one) === "broken.html" && one.type === "error").length).toBeGreaterThan(1);
  const ours = messages.filter((one) => of(one) !== "broken.html");
  const judged = (one: Message): Judged | undefined =>
    JUDGED.find(({ in: where, says }) => of(one).startsWith(where) && says.test(one.message));
  const open = ours.filter((one) => judged(one) === undefined);
  expect(open.map((one) => `${of(one)}, line ${one.lastLine ?? "?"}: ${one.type}: ${one.message}`)).toEqual([]);
  expect(JUDGED.filter((entry) => !ours.some((one) => judged(one) === entry))).toEqual([]);
});
