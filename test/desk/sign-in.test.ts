// Coming in: by name and password, or by the link in the terminal; and when one is out again.
import { describe, expect, it, onTestFinished } from "vitest";
import { hashPassword, isPassword } from "../../src/desk/sign-in/password.ts";
import { type DeskHouse, openDeskHouse, PASSWORD, toCookie, toReader, toToken } from "./desk-house.ts";

async function open(overrides: Readonly<Record<string, unknown>> = {}): Promise<DeskHouse> {
  const house = await openDeskHouse(overrides);
  onTestFinished(() => house[Symbol.asyncDispose]());
  return house;
}

type Form = Awaited<ReturnType<DeskHouse["ask"]>>;

async function tryName(house: DeskHouse, name: string, password: string, remoteAddress = "10.0.0.1", known?: Form) {
  const form = known ?? (await house.ask({ method: "GET", url: "/sign-in", remoteAddress }));
  return house.ask({
    method: "POST",
    url: "/sign-in",
    remoteAddress,
    headers: { cookie: toCookie(form), "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams({ _csrf: toToken(form.body), name, password }).toString(),
  });
}

const MINUTE = 60_000;

describe("a password", () => {
  it("is known by its hash, which says nothing of it and is never the same", async () => {
    const [one, other] = [await hashPassword("correct horse"), await hashPassword("correct horse")];
    expect(one).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$/);
    expect(one).not.toBe(other);
    expect(await isPassword("correct horse", one)).toBe(true);
    expect(await isPassword("correct horse ", one)).toBe(false);
    // A ligature and its letters are one word, on whatever keyboard.
    expect(await isPassword("oﬃce", await hashPassword("office"))).toBe(true);
    for (const broken of ["", "$scrypt$", "$scrypt$ln=40,r=8,p=1$aaaa$bbbb", "plain"])
      expect(await isPassword("x", broken)).toBe(false);
  });
});

describe("signing in by name", () => {
  it("leads to where one wanted to go, and to no other place", async () => {
    const house = await open();
    const bare = await house.ask({ method: "GET", url: "/reports?q=a" });
    expect(bare.headers.location).toBe("/sign-in?next=%2Freports%3Fq%3Da");
    for (const [next, shown] of [
      ["/reports?q=a", "/reports?q=a"],
      ["//evil.test", "/today"],
      ["https://evil.test", "/today"],
      ["/\\evil.test", "/today"],
      ["javascript:alert(1)", "/today"],
    ]) {
      const { body } = await house.ask({ method: "GET", url: `/sign-in?next=${encodeURIComponent(next ?? "")}` });
      expect(body).toContain(`name="next" value="${shown?.replace("=", "&#x3D;")}"`);
    }
  });

  it("gives a new session, bound to this browser and to no other site", async () => {
    const house = await open();
    const form = await house.ask({ method: "GET", url: "/sign-in" });
    const answer = await tryName(house, "manager", PASSWORD, "10.0.0.1", form);
    const [cookie] = answer.cookies;
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict", path: "/" });
    expect(toCookie(answer)).not.toBe(toCookie(form));
    // The one it began with opens nothing.
    const old = await house.ask({ method: "GET", url: "/today", headers: { cookie: toCookie(form) } });
    expect(old.statusCode).toBe(303);
    expect((await toReader(house.ask, toCookie(answer))).csrf).not.toBe("");
  });

  it("is slow to guess, and locks nobody out from elsewhere", async () => {
    const house = await open();
    for (let tries = 0; tries < 5; tries += 1) {
      expect((await tryName(house, "manager", "wrong")).statusCode).toBe(401);
    }
    const locked = await tryName(house, "manager", PASSWORD);
    expect([locked.statusCode, /Try again in 15 minutes/.test(locked.body)]).toEqual([429, true]);
    expect((await tryName(house, "manager", PASSWORD, "10.0.0.2")).statusCode).toBe(303);
    house.clock.advance(16 * MINUTE);
    expect((await tryName(house, "manager", PASSWORD)).statusCode).toBe(303);
    // Two words for one thing: a name that is not there is told nothing else.
    const [unknown, wrong] = [await tryName(house, "nobody", "x"), await tryName(house, "admin", "x")];
    const toWords = (body: string): string => body.replace(/name="_csrf" value="[^"]+"|value="(nobody|admin)"/g, "");
    expect(toWords(unknown.body)).toBe(toWords(wrong.body));
  });

  it("is limited by address, whatever the names", async () => {
    const house = await open();
    const codes: number[] = [];
    for (let tries = 0; tries < 25; tries += 1) codes.push((await tryName(house, `n${tries}`, "x")).statusCode);
    expect(codes.filter((code) => code === 401).length).toBeLessThanOrEqual(20);
    expect(codes.at(-1)).toBe(429);
  });

  it("ends without a click for an hour, and after twelve hours in any case", async () => {
    const house = await open();
    const idle = await house.signIn("viewer");
    house.clock.advance(59 * MINUTE);
    expect((await idle.get("/today")).statusCode).toBe(200);
    house.clock.advance(61 * MINUTE);
    expect((await idle.get("/today")).statusCode).toBe(303);

    const busy = await house.signIn("viewer");
    for (let half = 0; half < 24; half += 1) {
      house.clock.advance(30 * MINUTE);
      expect((await busy.get("/today")).statusCode, `${half}`).toBe(200);
    }
    house.clock.advance(MINUTE);
    expect((await busy.get("/today")).statusCode).toBe(303);
  });

  it("is kept alive by a person, not by a page that is open", async () => {
    const house = await open();
    const reader = await house.signIn("viewer");
    house.clock.advance(40 * MINUTE);
    expect((await reader.get("/today", { "hx-request": "true", "desk-live": "1" })).statusCode).toBe(200);
    house.clock.advance(40 * MINUTE);
    expect((await reader.get("/today")).statusCode).toBe(303);
  });

  it("is over when one signs out, everywhere this session was", async () => {
    const house = await open();
    const reader = await house.signIn("viewer");
    house.clock.advance(MINUTE);
    expect((await reader.post("/sign-out")).statusCode).toBe(303);
    expect((await reader.get("/today")).statusCode).toBe(303);
    const log = await house.store.deskLog.list(10);
    expect(log.map(({ person, action, outcome }) => `${person} ${action} ${outcome}`)).toEqual([
      "viewer sign-out done",
      "viewer sign-in done",
    ]);
  });
});

describe("the link in the terminal", () => {
  it("opens the desk once, for one browser", async () => {
    const house = await open({ desk: { users: [] } });
    expect((await house.ask({ method: "GET", url: "/today" })).statusCode).toBe(401);
    expect((await house.ask({ method: "GET", url: "/enter?key=" })).statusCode).toBe(403);
    const key = house.desk.links.renew();
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    const entered = await house.ask({ method: "GET", url: `/enter?key=${key}` });
    expect(entered.statusCode).toBe(200);
    const reader = await toReader(house.ask, toCookie(entered));
    const today = await reader.get("/today");
    expect(today.body).toContain("signed in as owner, admin");
    expect((await house.ask({ method: "GET", url: `/enter?key=${key}` })).statusCode).toBe(403);
    const [older, newer] = [house.desk.links.renew(), house.desk.links.renew()];
    expect((await house.ask({ method: "GET", url: `/enter?key=${older}` })).statusCode).toBe(403);
    expect((await house.ask({ method: "GET", url: `/enter?key=${newer}` })).statusCode).toBe(200);
  });

  it("is none where people sign in by name", async () => {
    const house = await open();
    const key = house.desk.links.renew();
    expect((await house.ask({ method: "GET", url: `/enter?key=${key}` })).statusCode).toBe(404);
  });
});
