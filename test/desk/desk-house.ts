// A desk over a small store: two clients of one agency, each with a report, and somebody of every role.

import { scryptSync } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InjectOptions, LightMyRequestResponse } from "fastify";
import { createDeskPorts } from "../../src/cli/desk/desk-ports.ts";
import { type LoadInput, loadSettings } from "../../src/config/index.ts";
import { buildDesk, type Desk, type DeskOptions } from "../../src/desk/server.ts";
import { findTemplateFolder, type ReportModel } from "../../src/report/index.ts";
import { toJsonPieces } from "../../src/shared/index.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { sampleModel } from "../report/render/sample-model.ts";
import { account, batch, comment, media, openWeek } from "../store/records.ts";
import { FakeClock } from "../support/fake-clock.ts";

export const HOST = "127.0.0.1:8057";
/** The comment of Alder's account. */
export const ALDER_COMMENT = "19000000000000001";
export const PASSWORD = "a sentence nobody guesses";
export const WEEK = { from: "2026-11-16", to: "2026-11-22" };

/** As `--add-user` writes it, at a cost a test can bear. */
function hash(password: string): string {
  const salt = Buffer.from("sixteen bytes of");
  const key = scryptSync(password, salt, 32, { N: 16, r: 8, p: 1 });
  const toText = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");
  return `$scrypt$ln=4,r=8,p=1$${toText(salt)}$${toText(key)}`;
}

export const ROLES = ["viewer", "moderator", "manager", "admin"] as const;
const USERS = [
  ...ROLES.map((role) => ({ name: role, role })),
  ...ROLES.map((role) => ({ name: `alder-${role}`, role, clients: ["Alder"] })),
  ...ROLES.map((role) => ({ name: `birch-${role}`, role, clients: ["Birch"] })),
].map((user) => ({ ...user, hash: hash(PASSWORD) }));

export type Seat = `${"" | "alder-" | "birch-"}${(typeof ROLES)[number]}`;

export interface Reader {
  get(url: string, headers?: Readonly<Record<string, string>>): Promise<LightMyRequestResponse>;
  /** With the form's token, as a page of the desk would send it. */
  post(url: string, form?: Readonly<Record<string, string>>, options?: InjectOptions): Promise<LightMyRequestResponse>;
  readonly csrf: string;
  readonly cookie: string;
}

export interface DeskHouse extends AsyncDisposable {
  readonly desk: Desk;
  readonly store: Store;
  readonly clock: FakeClock;
  /** Ids of the two clients' reports. */
  readonly alder: string;
  readonly birch: string;
  readonly mistakes: readonly unknown[];
  ask(options: InjectOptions): Promise<LightMyRequestResponse>;
  signIn(name: Seat): Promise<Reader>;
}

/** `overrides` of the configuration; users `[]` makes it a desk with a link. */
export async function openDeskHouse(overrides: Readonly<Record<string, unknown>> = {}): Promise<DeskHouse> {
  const folder = await mkdtemp(join(tmpdir(), "gazette-desk-test-"));
  const clock = new FakeClock("2026-11-24T09:00:00.000Z");
  const toClient = (name: string, accounts: readonly string[]) => ({
    name,
    accounts,
    review: { when: "always", by: "lead@agency.test" },
    reports: [{ every: "week", cron: "0 9 * * 2", to: [`owner@${name.toLowerCase()}.test`] }],
  });
  const load: LoadInput = {
    cwd: folder,
    env: { GAZETTE_TOKEN: "a-token-of-the-agency" },
    overrides: {
      store: { url: "sqlite::memory:" },
      report: { outDir: join(folder, "reports"), brand: { name: "The Agency" } },
      delivery: { from: "Reports <reports@agency.test>", smtp: "smtp://127.0.0.1:9?tls=off" },
      clients: [toClient("Alder", ["alder_*"]), toClient("Birch", ["birch_*"])],
      desk: { users: USERS },
      ...(overrides as Record<string, never>),
    },
  };
  const settings = loadSettings(load);
  const store = await openStore({ url: settings.store.url.reveal(), clock });
  await store.keepDiscovery(
    [
      account({ accountId: "17841400000000001", username: "alder_one", name: "Alder One", pageId: "101" }),
      account({ accountId: "17841400000000002", username: "birch_one", name: "Birch One", pageId: "102" }),
    ],
    [],
  );
  const run = await openWeek(store, "alder");
  const post = media({ accountId: "17841400000000001", mediaId: "18000000000000001" });
  await run.keep(batch({ media: [post] }), { callKey: "alder", done: true }, []);
  await run.close({ state: "complete", accounts: 1, now: clock.now() });
  const [mediaType, fetchedAt] = ["image/png", clock.now().toISOString()];
  await store.keepThumbnail({ mediaId: post.mediaId, mediaType, bytes: Buffer.from("a picture"), fetchedAt });
  const wroteTo = (accountId: string, commentId: string, mediaId: string) =>
    comment({ accountId, commentId, mediaId, text: "Are you open?", username: "guest" });
  await store.comments.keep(
    [
      wroteTo("17841400000000001", ALDER_COMMENT, "18000000000000001"),
      wroteTo("17841400000000002", "19000000000000002", "18000000000000002"),
    ],
    [],
  );
  const alder = await seal(store, "Alder", sampleModel({ reportId: `${WEEK.from}_${WEEK.to}_a1de5` }));
  const birch = await seal(store, "Birch", sampleModel({ reportId: `${WEEK.from}_${WEEK.to}_b1ec4` }));
  const mistakes: unknown[] = [];
  const options: DeskOptions = {
    ports: createDeskPorts({ settings, load, store, clock }),
    templates: findTemplateFolder("desk"),
    hosts: () => [HOST],
    owner: "owner",
    requestsAMinute: 100_000,
    onMistake: (error) => mistakes.push(error),
  };
  const desk = await buildDesk(options);
  const ask: DeskHouse["ask"] = (asked) => desk.app.inject({ ...asked, headers: { host: HOST, ...asked.headers } });
  return {
    desk,
    store,
    clock,
    alder,
    birch,
    mistakes,
    ask,
    signIn: (name) => signIn(ask, name),
    async [Symbol.asyncDispose]() {
      await desk.app.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function seal(store: Store, client: string, model: ReportModel): Promise<string> {
  const { reportId } = model;
  const owner = { client, reportKey: "week" };
  await store.sealed.keep({ reportId, cut: "", period: WEEK, ...owner, coverage: 0.71, model: toJsonPieces(model) });
  const letter = { subject: "", html: "", plain: "", light: { html: "", plain: "" }, files: [] };
  await store.outbox.queue(
    {
      kind: "report",
      edition: `${WEEK.from} ${client}`,
      cut: "",
      period: WEEK,
      reportId,
      ...owner,
      recipients: [`owner@${client.toLowerCase()}.test`],
      state: "held",
      code: "REVIEW",
      message: `Waits for lead@agency.test, of ${client}`,
      toMessageId: (recipient, round) => `<${recipient}.${round}@x.test>`,
    },
    letter,
  );
  return reportId;
}

async function signIn(ask: DeskHouse["ask"], name: string): Promise<Reader> {
  const form = await ask({ method: "GET", url: "/sign-in" });
  const before = toCookie(form);
  const answer = await ask({
    method: "POST",
    url: "/sign-in",
    headers: { cookie: before, "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams({ _csrf: toToken(form.body), name, password: PASSWORD }).toString(),
  });
  if (answer.statusCode !== 303) throw new Error(`${name} could not sign in: ${answer.statusCode} ${answer.body}`);
  return toReader(ask, toCookie(answer));
}

/** Whoever has this cookie. */
export async function toReader(ask: DeskHouse["ask"], cookie: string): Promise<Reader> {
  const get: Reader["get"] = (url, headers = {}) => ask({ method: "GET", url, headers: { cookie, ...headers } });
  const csrf = toToken((await get("/today")).body);
  return {
    get,
    csrf,
    cookie,
    post: (url, form = {}, options = {}) =>
      ask({
        method: "POST",
        url,
        payload: new URLSearchParams({ _csrf: csrf, ...form }).toString(),
        ...options,
        headers: { cookie, "content-type": "application/x-www-form-urlencoded", ...options.headers },
      }),
  };
}

export function toCookie(answer: LightMyRequestResponse): string {
  return answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join("; ");
}

export function toToken(html: string): string {
  return /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? "";
}
