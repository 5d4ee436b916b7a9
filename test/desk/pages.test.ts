// What pages show and forms do, asked without a socket.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { readViews } from "../../src/desk/http/views.ts";
import { toState } from "../../src/desk/reports/report-state.ts";
import { toJsonPieces } from "../../src/shared/index.ts";
import type { DeliveryRow } from "../../src/store/index.ts";
import { captions } from "../report/render/captions.ts";
import { sampleModel } from "../report/render/sample-model.ts";
import { batch, openWeek } from "../store/records.ts";
import { type DeskHouse, openDeskHouse, WEEK } from "./desk-house.ts";

async function open(): Promise<DeskHouse> {
  const house = await openDeskHouse();
  onTestFinished(() => house[Symbol.asyncDispose]());
  return house;
}

const NO_LETTER = { subject: "", html: "", plain: "", light: { html: "", plain: "" }, files: [] };

describe("a page", () => {
  it("shows whatever others have written as text", async () => {
    const house = await open();
    for (const [at, message] of captions.entries()) {
      await house.store.outbox.queue(
        {
          kind: "report",
          edition: `caption ${at}`,
          cut: message.slice(0, 40),
          period: WEEK,
          reportId: house.alder,
          client: "Alder",
          reportKey: "week",
          recipients: [`r${at}@x.test`],
          state: "held",
          message,
          toMessageId: () => `<${at}@x.test>`,
        },
        NO_LETTER,
      );
    }
    const admin = await house.signIn("admin");
    const { body } = await admin.get(`/reports/${house.alder}`);
    expect(captions.length).toBeGreaterThan(50);
    const tags = [...body.matchAll(/<(script|img|svg|iframe|object|embed|style|link|base|b|a)\b[^>]*>/gi)].map(
      ([tag]) => tag,
    );
    const own =
      /^<(script src="\/static\/|link rel="stylesheet"|link rel="icon" href="data:,"|iframe class="frame"|a )/;
    expect(tags.filter((tag) => !own.test(tag))).toEqual([]);
    expect(body).not.toMatch(/<[a-z][^>]*\son\w+=/i);
  });

  it("says of whom a report is, how complete it was, and what waits", async () => {
    const house = await open();
    const viewer = await house.signIn("alder-viewer");
    const { body } = await viewer.get("/today");
    expect(body).toContain("waits for a review");
    expect(body).toContain("71\u00a0%");
    expect(body).toContain("owner@alder.test");
    // A viewer is offered to look, and nothing else.
    expect(body).not.toMatch(/Look and release|Reject|Make it now/);
    expect((await viewer.get(`/reports/${house.alder}`)).body).not.toMatch(/id="release"|Share by link|Send again/);
    expect((await (await house.signIn("manager")).get(`/reports/${house.alder}`)).body).toContain('id="release"');
  });

  it("finds reports by their client, their words and their days, a page at a time", async () => {
    const house = await open();
    for (let at = 0; at < 60; at += 1) {
      house.clock.advance(1_000);
      const reportId = `2026-10-01_2026-10-07_${at}`;
      const period = { from: "2026-10-01", to: "2026-10-07" };
      await house.store.sealed.keep({
        reportId,
        cut: at === 7 ? "100%_DACH" : "",
        period,
        client: "Birch",
        reportKey: "week",
        model: ["{}"],
      });
    }
    const admin = await house.signIn("admin");
    const first = await admin.get("/reports?client=Birch");
    const rows = (html: string): readonly string[] =>
      [...html.matchAll(/href="\/reports\/(\d[^"]+)"/g)].map(([, id]) => id ?? "");
    const next = /href="(\/reports\?[^"]+)">Older ones/
      .exec(first.body)?.[1]
      ?.replaceAll("&amp;", "&")
      .replaceAll("&#x3D;", "=");
    const second = await admin.get(next ?? "");
    expect(rows(first.body)).toHaveLength(50);
    expect(rows(second.body)).toHaveLength(11);
    expect(new Set([...rows(first.body), ...rows(second.body)]).size).toBe(61);
    expect(rows((await admin.get("/reports?q=100%25_dach")).body)).toEqual(["2026-10-01_2026-10-07_7"]);
    expect(rows((await admin.get("/reports?q=alder%202026-11")).body)).toEqual([house.alder]);
    expect((await admin.get("/reports?after=nonsense")).statusCode).toBe(400);
  });
});

describe("a decision", () => {
  it("tells an earlier edition from the newest, in the archive, on its page and on Today", async () => {
    const house = await open();
    const manager = await house.signIn("manager");
    const rows = await house.store.outbox.list({ reportIds: [house.alder] });
    const ids = rows.filter(({ kind }) => kind === "report").map(({ deliveryId }) => deliveryId);
    await house.store.outbox.release(ids);
    const claim = await house.store.outbox.claim(new Set(ids));
    await claim?.settle({ state: "sent", message: "250 ok" });
    house.clock.advance(60_000);
    const anew = `${WEEK.from}_${WEEK.to}_a1de6`;
    const model = toJsonPieces(sampleModel({ reportId: anew }));
    await house.store.sealed.keep({ reportId: anew, cut: "", period: WEEK, client: "Alder", reportKey: "week", model });
    const own = (body: string) => body.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
    expect(own((await manager.get("/today")).body)).toContain("made anew; the edition before was sent to 1 of 1 at");
    const [earlier, newest, archive] = await Promise.all(
      [`/reports/${house.alder}`, `/reports/${anew}`, "/reports?client=Alder"].map(
        async (path) => (await manager.get(path)).body,
      ),
    );
    expect(earlier).toContain(`<a href="/reports/${anew}">Open the newest</a>`);
    expect(newest).not.toContain("Open the newest");
    expect(own(newest ?? "")).toContain("made anew; the edition before was sent to 1 of 1 at");
    expect(archive?.match(/made anew since/g)).toHaveLength(1);
    const compared = own((await manager.get(`/reports/${anew}/compare`)).body);
    expect(compared).toContain("Week 47, made 09:01");
    expect(compared).toContain("Week 47, made 09:00");
  });

  it("names what a report lacks, what is of one kind together, and nothing of another client", async () => {
    const house = await open();
    const lacking = (accountId: string, mediaId: string | undefined, metric: string) => ({
      subject: `${accountId}/${mediaId ?? ""}/${metric}`,
      accountId,
      mediaId,
      metric,
      fromDay: mediaId === undefined ? WEEK.from : undefined,
      toDay: mediaId === undefined ? WEEK.to : undefined,
      reason: "metric-refused" as const,
      message: "(#100) metric <b>refused</b>",
      seenAt: house.clock.now().toISOString(),
    });
    const alder = "17841400000000001";
    const run = await openWeek(house.store, "lacking");
    const gaps = [
      lacking(alder, "18000000000000001", "total_interactions"),
      lacking(alder, "18000000000000003", "total_interactions"),
      lacking(alder, undefined, "views"),
      lacking("17841400000000002", undefined, "reach"),
    ];
    await run.keep(batch({ gaps }), { callKey: "lacking", done: true }, []);
    const viewer = await house.signIn("alder-viewer");
    const { body } = await viewer.get(`/reports/${house.alder}/missing`);
    const items = [...body.matchAll(/<li><strong>(.*?)<\/strong>(.*?)<\/li>/g)].map(([item]) =>
      item.replace(/<[^>]+>/g, ""),
    );
    expect(items).toEqual([
      "Total interactions of 2 posts: Meta refused this metric(#100) metric &lt;b&gt;refused&lt;/b&gt;",
      "Views, 16–22 November 2026: Meta refused this metric(#100) metric &lt;b&gt;refused&lt;/b&gt;",
    ]);
    const account = await viewer.get(`/accounts/${alder}`);
    expect(account.body).toContain("(#100) metric &lt;b&gt;refused");
    expect(account.body).not.toContain("object Object");
  });

  it("is not compiled where a field bears the name of one of its words", () => {
    const folder = mkdtempSync(join(tmpdir(), "gazette-views-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    for (const kind of ["pages", "partials"]) mkdirSync(join(folder, kind));
    writeFileSync(join(folder, "layout.hbs"), "{{body}}");
    const read = () => readViews(folder, "UTC", { now: () => new Date(0) });
    writeFileSync(join(folder, "pages", "one.hbs"), "{{#each rows}}{{words}} {{said words}}{{/each}}");
    expect(read).not.toThrow();
    writeFileSync(join(folder, "pages", "one.hbs"), "{{#each rows}}{{#if said}}{{said}}{{/if}}{{/each}}");
    expect(read).toThrow(/one\.hbs has \{\{said\}\}/);
  });

  it("lets a report go once, by name, and tells whoever comes too late", async () => {
    const house = await open();
    const manager = await house.signIn("alder-manager");
    const first = await manager.post(`/reports/${house.alder}/release`);
    expect([first.statusCode, first.headers.location]).toEqual([303, `/reports/${house.alder}`]);
    const second = await manager.post(`/reports/${house.alder}/release`);
    expect([second.statusCode, second.body.includes("DESK_TOO_LATE")]).toEqual([409, true]);
    const log = await house.store.deskLog.list(10);
    const lines = log.map(({ person, action, outcome }) => `${person} ${action} ${outcome}`);
    expect(lines).toContain("alder-manager report-release done");
    expect(lines).toContain("alder-manager report-release refused");
    const told = (await (await house.signIn("admin")).get("/settings/log")).body;
    expect(told).toMatch(
      new RegExp(`Release a report</td><td><span[^>]*><a href="/reports/${house.alder}">Alder, Week 47</a>`),
    );
    // Birch's waits as it did.
    expect((await house.store.outbox.list({ states: ["held"] })).map(({ client }) => client)).toEqual(["Birch"]);
    await house.desk.work.idle();
  });

  it.each([
    ["reject", { why: " " }, "must say why"],
    ["again", { recipients: "owner@alder.test" }, "must be ticked"],
    ["again", { recipients: "stranger@x.test", sure: "yes" }, "is not among the recipients"],
    ["share", { days: "0" }, "days"],
    ["share", { days: "x" }, "days"],
  ])("that is not whole changes nothing: %s %j", async (what, form, words) => {
    const house = await open();
    const { statusCode, body } = await (await house.signIn("manager")).post(`/reports/${house.alder}/${what}`, form);
    expect([statusCode, body.includes(words)]).toEqual([400, true]);
    expect((await house.store.outbox.list()).every(({ state }) => state === "held")).toBe(true);
    expect(await house.store.links.list(house.alder)).toEqual([]);
  });

  it("that cannot be carried out is told on the pages, with its remedy", async () => {
    const house = await open();
    const manager = await house.signIn("manager");
    // The dataset holds nothing of these days.
    const form = { client: "Alder", reportKey: "week", from: "2026-01-05", to: "2026-01-11" };
    expect((await manager.post("/reports/make", form)).statusCode).toBe(303);
    await house.desk.work.idle();
    const { body } = await manager.get("/today");
    expect(body).toMatch(/being made: .*nothing to report/i);
    expect((await (await house.signIn("birch-admin")).get("/today")).body).not.toContain("being made");
    expect(house.mistakes).toEqual([]);
  });
});

describe("the state of a report", () => {
  const row = (state: DeliveryRow["state"], parts: Partial<DeliveryRow> = {}): DeliveryRow => ({
    deliveryId: state,
    kind: "report",
    state,
    recipient: `${state}@x.test`,
    edition: "",
    cut: "",
    period: WEEK,
    reportId: "r",
    messageId: "",
    round: 1,
    tries: 0,
    queuedAt: "2026-11-24T08:00:00.000Z",
    updatedAt: "2026-11-24T08:00:00.000Z",
    isLight: false,
    client: "",
    reportKey: "",
    ...parts,
  });
  const seal = {
    reportId: "r",
    cut: "",
    period: WEEK,
    sealedAt: "2026-11-24T08:00:00.000Z",
    client: "",
    reportKey: "",
    edition: "full" as const,
  };

  it.each([
    ["review before all else", [row("held", { code: "REVIEW" }), row("failed")], "review", "waits for a review"],
    ["held with its share", [row("held")], "held", "held: 71\u00a0% complete, and you want 95\u00a0%"],
    [
      "in doubt",
      [row("unknown"), row("sent")],
      "unknown",
      "may have reached unknown@x.test, or not: the mail server's answer was lost",
    ],
    [
      "refused",
      [row("failed", { message: "550 no such user." }), row("sent")],
      "failed",
      "did not reach failed@x.test: 550 no such user, sent to 1 of 2",
    ],
    ["on its way", [row("queued"), row("sent")], "sending", "on its way, 1 of 2 sent"],
    ["sent", [row("sent", { sentAt: "2026-11-24T08:01:00.000Z" })], "sent", "sent to 1 of 1"],
    ["rejected", [row("rejected", { message: "Rejected by mia: old logo" })], "rejected", "rejected by mia: old logo"],
    ["made", [], "made", "made, and sent to nobody"],
  ] as const)("%s", (_name, deliveries, code, words) => {
    expect(toState({ seals: [{ ...seal, coverage: 0.719 }], deliveries, holdBelow: 0.95 })).toMatchObject({
      code,
      words,
    });
  });

  it.each([
    ["made again after it was sent", "2026-11-24T07:00:00.000Z", "made anew; the edition before was sent to 1 of 1"],
    ["the one before what was sent", "2026-11-24T09:00:00.000Z", "a newer edition was sent to 1 of 1"],
  ])("%s: says which edition went out", (_name, sealedAt, words) => {
    const others = [{ ...seal, reportId: "other", sealedAt }];
    const deliveries = [row("sent", { reportId: "other", sentAt: "2026-11-24T09:01:00.000Z" })];
    expect(toState({ seals: [seal], deliveries, others })).toMatchObject({ code: "sent", words });
    // Of another cut nothing was made anew.
    const cut = [{ ...seal, cut: "North" }];
    expect(toState({ seals: cut, deliveries, others })).toMatchObject({ words: "sent to 1 of 1" });
  });

  it("of one that was not made says why, or when", () => {
    const nothing = { seals: [], deliveries: [] };
    expect(toState(nothing)).toMatchObject({ code: "open" });
    expect(toState({ ...nothing, dueAt: "2026-12-01T08:00:00.000Z" })).toMatchObject({ code: "due" });
    const run = { runId: "", kind: "collect", fromDay: "", toDay: "", startedAt: "", done: 3, of: 12 };
    expect(toState({ ...nothing, run })).toMatchObject({
      words: "collecting, 3 of 12 questions answered",
      share: 0.25,
    });
    const slot = { job: "run", slotAt: "", state: "missed" as const, message: "It was too old." };
    expect(toState({ ...nothing, slot })).toMatchObject({ code: "slot-failed", words: "missed: It was too old" });
  });
});
