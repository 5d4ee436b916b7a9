// Nothing of one client reaches another: from the configuration through accounts, options and model to page, workbook, mail,
// folder and web address. Each client bears a mark of its own in everything that can be said of it.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chooseTasks } from "../../src/cli/clients/report-tasks.ts";
import { listCuts } from "../../src/cli/report/list-cuts.ts";
import { listRecipients } from "../../src/cli/report/recipients.ts";
import { toReportScope } from "../../src/cli/report/report-scope.ts";
import { toReportOptions } from "../../src/cli/report-options.ts";
import { loadSettings, type Settings } from "../../src/config/index.ts";
import { toReportFolder } from "../../src/report/index.ts";
import { toMailings } from "../../src/report/mailings.ts";
import { render, renderMail } from "../../src/report/render/index.ts";
import { buildModel, type ReportModel } from "../../src/report/summarise/index.ts";
import type { Store } from "../../src/store/index.ts";
import { account, type Dataset, gap, merge, openMemory, post, whole } from "../report/summarise/memory-dataset.ts";

const NOW = new Date("2026-11-24T09:00:00Z");
const MARKS = ["zzama", "zzobo", "zzuku"] as const;
/** Of the house, or of several clients at once. */
const HOUSE = "zzhaus";
type Mark = (typeof MARKS)[number];

interface ClientDraw {
  readonly accounts: number;
  readonly brand: boolean;
  readonly title: boolean;
  readonly notes: boolean;
  readonly goals: boolean;
  readonly split: "none" | "groups" | "accounts";
  readonly edition: "full" | "brief";
  readonly every: "week" | "month";
  readonly locale: "en-GB" | "de-DE" | "fr";
}

interface Draw {
  readonly clients: readonly ClientDraw[];
  /** A group with accounts of several clients, one of somebody nobody has, and recipients cut to them. */
  readonly crossed: boolean;
  readonly houseGoals: boolean;
}

const draws: fc.Arbitrary<Draw> = fc.record({
  clients: fc.array(
    fc.record<ClientDraw>({
      accounts: fc.integer({ min: 1, max: 2 }),
      brand: fc.boolean(),
      title: fc.boolean(),
      notes: fc.boolean(),
      goals: fc.boolean(),
      split: fc.constantFrom("none", "groups", "accounts"),
      edition: fc.constantFrom("full", "brief"),
      every: fc.constantFrom("week", "month"),
      locale: fc.constantFrom("en-GB", "de-DE", "fr"),
    }),
    { minLength: 2, maxLength: 3 },
  ),
  crossed: fc.boolean(),
  houseGoals: fc.boolean(),
});

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gazette-apart-"));
  mkdirSync(join(folder, "config"));
  for (const mark of [...MARKS, HOUSE]) writeFileSync(join(folder, `config/${mark}.md`), `Words of ${mark}.`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const toId = (mark: string, at: number): string =>
  `1784000000000${([...MARKS, HOUSE] as readonly string[]).indexOf(mark)}00${at}`;

function toDataset({ clients }: Draw): Dataset {
  const owned = clients.flatMap(({ accounts }, at) =>
    Array.from({ length: accounts }, (_, index) => ({ mark: MARKS[at] ?? HOUSE, index })),
  );
  return merge(
    ...[...owned, { mark: HOUSE, index: 0 } as const].map(({ mark, index }) => {
      const id = toId(mark, index);
      const own = whole(id, index + 1);
      return merge(
        {
          ...own,
          accounts: [account(id, { username: `${mark}_${index}`, name: `${mark} ${index}`, pageName: `${mark} Page` })],
          gaps: [gap(id, { message: `${mark} says`, metric: "reposts", reason: "metric-refused" })],
        },
        post(
          id,
          `${id}7`,
          "2026-11-18T10:00:00.000Z",
          { reach: 90, likes: 9 },
          { caption: `${mark} caption #${mark}` },
        ),
      );
    }),
  );
}

function toYaml({ clients, crossed, houseGoals }: Draw): string {
  const groups = clients.map((_, at) => `    ${MARKS[at]} group: ["${MARKS[at]}_*"]`);
  const cross = crossed ? [`    ${HOUSE} cross: ["${MARKS[0]}_0", "${MARKS[1]}_0"]`, `    ${HOUSE} all: ["*"]`] : [];
  const goals = [
    `all: { views: ${houseGoals ? 7_777_777 : 1} }`,
    `groups: { ${clients.map((_, at) => `${MARKS[at]} group: { views: ${at + 1}00 }`).join(", ")} }`,
    `accounts: { ${clients.map((_, at) => `${MARKS[at]}_0: { reach: ${at + 1}0 }`).join(", ")} }`,
  ];
  return [
    "accounts:",
    "  groups:",
    ...groups,
    ...cross,
    `  alias: { ${clients.map((_, at) => `${MARKS[at]}_1: ${MARKS[at]} alias`).join(", ")} }`,
    `report: { annotations: [${clients.map((_, at) => `{ date: 2026-11-18, text: ${MARKS[at]} day, accounts: ["${MARKS[at]}_*"] }`).join(", ")}], notes: ${HOUSE}.md, formats: [html, xlsx], labels: [{ name: ${HOUSE} label, contains: ["#${HOUSE}"] }], goals: { ${goals.join(", ")} } }`,
    "delivery: { smtp: 'smtp://x.test', from: 'Agency <r@agency.test>', filesUrl: 'https://files.test' }",
    "clients:",
    ...clients.map((one, at) => toClient(one, MARKS[at] ?? "zzama", crossed)),
  ].join("\n");
}

function toClient(one: ClientDraw, mark: Mark, crossed: boolean): string {
  const report = [
    `locale: ${one.locale}, split: ${one.split}`,
    ...(one.brand ? [`brand: { name: ${mark} brand }`] : []),
    ...(one.title ? [`title: ${mark} title`] : []),
    ...(one.notes
      ? [
          `notes: ${mark}.md`,
          `labels: [{ name: ${mark} label, contains: [caption] }]`,
          `annotations: [{ date: 2026-11-19, text: ${mark} words }]`,
        ]
      : []),
    ...(one.goals ? ["goals: { all: { views: 4321 } }"] : []),
  ];
  const recipients = [
    `{ to: [${mark}@x.test], attach: [html] }`,
    `{ to: [group.${mark}@x.test], group: ${mark} group }`,
    ...(crossed ? [`{ to: [cross.${mark}@x.test], group: ${HOUSE} cross }`] : []),
  ].map((line) => line.replace("group }", "group, attach: [] }").replace("cross }", "cross, attach: [] }"));
  return `  - { name: ${mark} & Co, accounts: ["${mark}_*"], report: { ${report.join(", ")} }, delivery: { recipients: [${recipients.join(", ")}] }, reports: [{ every: ${one.every}, edition: ${one.edition} }] }`;
}

function load(draw: Draw): Settings {
  writeFileSync(join(folder, "config/gazette.yaml"), toYaml(draw));
  const settings = loadSettings({ cwd: folder, env: { GAZETTE_TOKEN: "t" } });
  expect(settings.brokenClients).toEqual([]);
  return settings;
}

interface Told {
  readonly mark: string;
  readonly model: ReportModel;
  readonly cut: string | undefined;
  /** Everything else a reader, or a neighbour of the reader's folder, can see. */
  readonly around: readonly string[];
}

/** Every report and cut of every client, with where it goes and what its mail is called. */
async function tellAll(draw: Draw): Promise<readonly Told[]> {
  const settings = load(draw);
  const reader = openMemory(toDataset(draw));
  const store = { read: reader, notes: { read: async () => undefined } } as unknown as Store;
  const known = await store.read.accounts();
  const told: Told[] = [];
  for (const { client = "", settings: own, span } of chooseTasks(settings, { client: [] }, NOW)) {
    const only = toReportScope(own, known);
    const options = await toReportOptions(own, store, { span, only, now: NOW });
    const recipients = listRecipients(own, known);
    const mailings = toMailings(recipients, options);
    const parts = listCuts(own.report.split, own, known, only.accountIds);
    const cuts = [
      { name: undefined, only },
      ...parts.map(({ name, ...part }) => ({ name, only: part })),
      ...recipients.flatMap(({ cut }) => (cut === undefined ? [] : [{ name: cut.name, only: cut }])),
    ];
    for (const { name, only: part } of cuts) {
      const model = await buildModel(reader, {
        ...options,
        only: part.accountIds === only.accountIds ? only : { accountIds: part.accountIds, groups: part.groups },
      });
      const where = toReportFolder(span, { outDir: own.report.outDir, cut: name }).slice(folder.length);
      told.push({
        mark: client.slice(0, 5),
        model,
        cut: name,
        around: [where, own.delivery.filesUrl ?? "", ...mailings.map(({ addresses }) => addresses.join())],
      });
    }
  }
  return told;
}

/** What of a text belongs to somebody else; a client's own name may stand in it. */
function findForeign(text: string, mark: string, cut: string | undefined): readonly string[] {
  const others = [...MARKS, HOUSE].filter((one) => one !== mark);
  // A recipient that is cut to a group over several clients is told by that group's name, whose name is the configuration's.
  const own = cut?.startsWith(HOUSE) === true ? text.replaceAll(cut, "").replaceAll(cut.replace(" ", "_"), "") : text;
  return [...others.filter((one) => own.toLowerCase().includes(one)), ...(text.includes("7777777") ? ["7777777"] : [])];
}

describe("clients", () => {
  it("property: nothing of one stands in a report, a folder, an address or a mail of another", async () => {
    await fc.assert(
      fc.asyncProperty(draws, async (draw) => {
        for (const { mark, model, cut, around } of await tellAll(draw)) {
          expect(findForeign(JSON.stringify(model), mark, cut)).toEqual([]);
          for (const text of around) expect(findForeign(text, mark, cut)).toEqual([]);
        }
      }),
      { numRuns: 12 },
    );
  });

  it("nor in its page, its workbook or the words of its mail", async () => {
    const client = {
      accounts: 2,
      brand: true,
      title: true,
      notes: true,
      goals: true,
      split: "groups",
      locale: "en-GB",
    } as const;
    const draw: Draw = {
      clients: [
        { ...client, edition: "full", every: "week" },
        { ...client, edition: "brief", every: "month", brand: false },
      ],
      crossed: true,
      houseGoals: true,
    };
    const all = await tellAll(draw);
    const wholes = all.filter(({ cut }) => cut === undefined);
    expect(wholes.map(({ mark }) => mark)).toEqual(["zzama", "zzobo"]);
    for (const { mark, model, cut } of wholes) {
      const signal = new AbortController().signal;
      const made = await render(model, {
        formats: ["html", "xlsx"],
        template: "weekly",
        images: async () => undefined,
        signal,
      });
      expect(made.failures).toEqual([]);
      const mail = await renderMail(model, {
        template: "weekly",
        cut,
        files: { attached: [], reduced: "no", links: [] },
      });
      const texts = made.files.flatMap(({ name, bytes }) =>
        name.endsWith(".xlsx")
          ? Object.entries(unzipSync(bytes)).map(([part, text]) => part + strFromU8(text))
          : [strFromU8(bytes)],
      );
      for (const text of [mail.subject, mail.html, mail.plain, ...texts])
        expect(findForeign(text, mark, cut)).toEqual([]);
      // What is its own does stand there: its notes, its goal of all, its group.
      const own = JSON.stringify(model);
      for (const words of [`Words of ${mark}.`, `${mark} group`, `${mark} alias`, `${mark}_0`])
        expect(own).toContain(words);
      // The other one had no post in its month.
      if (mark === "zzama") expect(own).toContain(`${mark} label`);
    }
  });
});
