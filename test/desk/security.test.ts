// Who may what, asked of every address there is: a page that is added is asked as well, without a word here.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DESK_ROLES } from "../../src/config/index.ts";
import type { Address } from "../../src/desk/server.ts";
import {
  ALDER_COMMENT,
  type DeskHouse,
  HOST,
  openDeskHouse,
  PASSWORD,
  type Reader,
  ROLES,
  type Seat,
  toCookie,
  toToken,
} from "./desk-house.ts";

let house: DeskHouse;
let linkId: string;
const readers = new Map<Seat, Reader>();

beforeAll(async () => {
  house = await openDeskHouse();
  const endsAt = new Date("2027-01-01T00:00:00Z");
  linkId = (await house.store.links.make({ reportId: house.alder, madeBy: "manager", endsAt }))?.link.linkId ?? "";
  for (const role of ROLES) {
    for (const whose of ["", "alder-", "birch-"] as const) {
      const name: Seat = `${whose}${role}`;
      readers.set(name, await house.signIn(name));
    }
  }
});
afterAll(() => house[Symbol.asyncDispose]());

const seat = (name: Seat): Reader => {
  const reader = readers.get(name);
  if (reader === undefined) throw new Error(`${name} has no seat`);
  return reader;
};

/** What is open to everybody; each is a decision. */
const PUBLIC = ["GET /", "GET /enter", "GET /s/:secret", "GET /sign-in", "POST /sign-in", "POST /sign-out"];

/** Addresses filled in with what is Alder's. */
function fill(url: string): string {
  const values: Readonly<Record<string, string>> = {
    reportId: house.alder,
    linkId,
    format: "html",
    accountId: "17841400000000001",
    commentId: ALDER_COMMENT,
    mediaId: "18000000000000001",
    size: "wide",
    secret: "0".repeat(32),
  };
  return url.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(values[name] ?? "1"));
}

/** What forms would send about Alder, whatever the route wants of it. */
const FORM: Readonly<Record<string, string>> = {
  client: "Alder",
  reportKey: "week",
  from: "2026-11-16",
  to: "2026-11-22",
  why: "no",
  recipients: "owner@alder.test",
  sure: "yes",
  connection: "default",
  topic: "form",
  account: "alder_one",
  text: "From 8 to 14.",
  name: "hours",
  kind: "done",
  ids: ALDER_COMMENT,
};

const listPages = (): readonly Address[] => house.desk.addresses.filter(({ isPublic }) => !isPublic);
/** A stream answers for as long as somebody listens. */
const isStream = ({ route }: Address): boolean => route?.isStream === true;
const ask = (reader: Reader, { method, url }: Address) =>
  method === "GET" ? reader.get(fill(url)) : reader.post(fill(url), FORM);

describe("every address", () => {
  it("is a page behind the gate, or named here as open to everybody", () => {
    const open = house.desk.addresses.filter(({ isPublic }) => isPublic).map(({ method, url }) => `${method} ${url}`);
    expect(open.filter((one) => !one.startsWith("GET /static/")).toSorted()).toEqual(PUBLIC);
    for (const { url, route } of listPages()) expect(route, url).toBeDefined();
    expect(listPages().length).toBeGreaterThan(20);
  });

  it("shows nobody anything who has not signed in", async () => {
    const nobody = await house.ask({ method: "GET", url: "/sign-in" });
    const cookie = toCookie(nobody);
    for (const { method, url } of listPages()) {
      const bare = await house.ask({ method: method as "GET", url: fill(url) });
      const known = await house.ask({
        method: method as "GET",
        url: fill(url),
        headers: { cookie, ...(method === "POST" ? { "content-type": "application/x-www-form-urlencoded" } : {}) },
        ...(method === "POST"
          ? { payload: new URLSearchParams({ _csrf: toToken(nobody.body), ...FORM }).toString() }
          : {}),
      });
      const wanted = method === "GET" ? [303, 303] : [403, 303];
      expect([bare.statusCode, known.statusCode], `${method} ${url}`).toEqual(wanted);
      for (const { body } of [bare, known]) expect(body).not.toMatch(/Alder|Birch/);
    }
  });

  it("asks for at least its role", async () => {
    for (const address of listPages()) {
      const least = DESK_ROLES.indexOf(address.route?.role ?? "admin");
      for (const role of DESK_ROLES.slice(0, least)) {
        const { statusCode, body } = await ask(seat(role), address);
        expect(statusCode, `${role} at ${address.url}`).toBe(403);
        expect(body).toContain("DESK_ROLE");
      }
    }
  });

  it("of another client is not there, for whatever role", async () => {
    for (const address of listPages().filter((one) => !isStream(one))) {
      if (address.route?.about === "scope") continue;
      const { statusCode, body } = await ask(seat("birch-admin"), address);
      expect(statusCode, address.url).toBe(404);
      expect(body).not.toContain("Alder");
    }
  });

  it("tells a client's viewer nothing of another client, whatever is asked for", async () => {
    const pages = listPages().filter((one) => one.method === "GET" && !isStream(one));
    const alders = [house.alder, "Alder", "alder_one", "17841400000000001", "owner@alder.test"];
    const text = fc.oneof(fc.constantFrom(...alders, "", "%", "' or 1=1 --", "../.."), fc.string({ maxLength: 20 }));
    const keys = fc.constantFrom(
      "q",
      "client",
      "with",
      "after",
      "account",
      "accounts",
      "media",
      "period",
      "group",
      "sort",
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...pages),
        fc.array(fc.tuple(keys, text), { maxLength: 4 }),
        async (page, query) => {
          const url = `${fill(page.url)}?${query.map(([key, value]) => `${key}=${encodeURIComponent(value.toWellFormed())}`).join("&")}`;
          const { body, statusCode } = await seat("birch-admin").get(url);
          expect(statusCode).not.toBe(500);
          // What was typed may be shown again in its own field, in the addresses of the same list, as the filter that is set, and
          // where nothing has it.
          const shown = body.replace(/value="[^"]*"|href="[^"]*"|<p class="(chips set|nothing)">.*?<\/p>/gs, "");
          expect(shown).not.toMatch(/Alder|alder_one|alder\.test|a1de5/);
        },
      ),
      { numRuns: 150 },
    );
    expect(house.mistakes).toEqual([]);
  });

  it("takes no write without the token of its own session, and writes nothing down", async () => {
    const before = (await house.store.deskLog.list(1_000)).length;
    for (const { url } of listPages().filter(({ method }) => method === "POST")) {
      for (const form of [{ _csrf: "" }, { _csrf: "x".repeat(40) }, { _csrf: seat("manager").csrf }]) {
        const { statusCode, body } = await seat("admin").post(fill(url), { ...FORM, ...form });
        expect(statusCode, url).toBe(403);
        expect(body).toContain("DESK_FORGED");
      }
      const other = await seat("admin").post(fill(url), FORM, { headers: { origin: "https://evil.test" } });
      expect(other.statusCode, url).toBe(403);
      const site = await seat("admin").post(fill(url), FORM, { headers: { "sec-fetch-site": "same-site" } });
      expect(site.statusCode, url).toBe(403);
    }
    expect((await house.store.deskLog.list(1_000)).length).toBe(before);
    expect((await house.store.outbox.list()).every(({ state }) => state === "held")).toBe(true);
  });

  it("answers to its own names alone", async () => {
    for (const { method, url } of house.desk.addresses) {
      for (const host of ["evil.test", "evil.test:8057", "127.0.0.1", `${HOST}.evil.test`, ""]) {
        const answer = await house.desk.app.inject({ method: method as "GET", url: fill(url), headers: { host } });
        expect(answer.statusCode, `${url} as ${host}`).toBe(421);
      }
    }
  });

  it("is a page of words, whatever is sent", async () => {
    const admin = seat("admin");
    const payloads: readonly (readonly [type: string, payload: string, status: number])[] = [
      ["application/x-www-form-urlencoded", `_csrf=${admin.csrf}&why=${"x".repeat(300_000)}`, 413],
      ["application/json", "{ not json", 400],
      ["application/json", '{"__proto__":{"x":1}}', 400],
      ["text/html", "<p>", 415],
      ["multipart/form-data; boundary=x", "--x", 415],
    ];
    for (const { url } of listPages().filter(({ method }) => method === "POST")) {
      for (const [type, payload, status] of payloads) {
        const answer = await admin.post(fill(url), {}, { headers: { "content-type": type }, payload });
        expect([url, type, answer.statusCode]).toEqual([url, type, status]);
        expect(answer.body).toMatch(/<h1>That did not work/);
      }
      const { body, statusCode } = await admin.post(fill(url), { reportId: "../../etc", linkId: "%00" });
      expect(statusCode, url).toBeLessThan(500);
      expect(body).not.toMatch(/at .*\.ts|node_modules|Error:/);
    }
    expect(house.mistakes).toEqual([]);
  });

  it.each([
    "/static/../../package.json",
    "/static/..%2f..%2fpackage.json",
    "/static/%2e%2e/%2e%2e/package.json",
    "/static//etc/passwd",
    "/static/desk.css%00",
    "/reports/..%2f..%2fetc%2fpasswd",
    "/reports/%00",
    "/reports/a/files/..%2f..",
    "/%",
    "/reports/%E0%A4%A",
    `/reports/${"a".repeat(5_000)}`,
  ])("leads nowhere else: %s", async (url) => {
    const { statusCode, body } = await seat("admin").get(url);
    expect([400, 404, 414]).toContain(statusCode);
    expect(body).not.toMatch(/"name": "gazette"|root:|at .*\.ts/);
  });

  it("sends no page without its policy, and none that a cache may keep", async () => {
    // Somebody whom no form has answered with a page that waits to be shown.
    const admin = await house.signIn("admin");
    for (const address of listPages().filter((one) => one.method === "GET" && !isStream(one))) {
      const { headers, statusCode } = await ask(admin, address);
      expect(statusCode, address.url).toBe(address.route?.isWayBack === true ? 303 : 200);
      expect(headers["content-security-policy"], address.url).toMatch(/default-src 'none'/);
      expect(headers["cache-control"], address.url).toMatch(/no-store/);
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["referrer-policy"]).toBe("same-origin");
      const policy = String(headers["content-security-policy"]);
      if (!policy.startsWith("sandbox")) expect(policy).not.toMatch(/unsafe|https?:/);
    }
  });

  it("shows no token, password or hash", async () => {
    for (const address of listPages().filter((one) => one.method === "GET" && !isStream(one))) {
      const { body } = await ask(seat("admin"), address);
      expect(body, address.url).not.toMatch(/a-token-of-the-agency|\$scrypt|smtp:\/\//);
      expect(body.includes(PASSWORD), address.url).toBe(false);
    }
  });
});
