// Links to one sealed report: for whoever has them, for as long as they were given.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DeskHouse, openDeskHouse, type Reader } from "./desk-house.ts";

let house: DeskHouse;
let manager: Reader;
beforeAll(async () => {
  house = await openDeskHouse();
  manager = await house.signIn("manager");
});
afterAll(() => house[Symbol.asyncDispose]());

async function share(days = "7"): Promise<{ readonly path: string; readonly secret: string }> {
  const made = await manager.post(`/reports/${house.alder}/share`, { days });
  const { body } = await manager.get(String(made.headers.location));
  const secret = /\/s\/([0-9a-f]{32})/.exec(body.replaceAll("&#x2F;", "/"))?.[1] ?? "";
  return { path: `/s/${secret}`, secret };
}

const visit = (path: string) => house.ask({ method: "GET", url: path });

describe("a shared link", () => {
  it("shows its report to whoever has it, counts the view, and is no way to anything else", async () => {
    const { path, secret } = await share();
    const { statusCode, body, headers } = await visit(path);
    expect(statusCode).toBe(200);
    expect(body).toContain("Acme Hospitality");
    expect(headers["content-security-policy"]).toMatch(/^sandbox allow-scripts.*frame-ancestors 'none'/);
    expect(headers["x-robots-tag"]).toContain("noindex");
    expect(headers["referrer-policy"]).toBe("no-referrer");
    expect(headers["cache-control"]).toBe("private, no-store");
    expect(headers["set-cookie"]).toBeUndefined();
    await visit(path);
    const [link] = await house.store.links.list(house.alder);
    expect(link).toMatchObject({ views: 2, madeBy: "manager", seenAt: house.clock.now().toISOString() });
    // The store does not know what opens it, nor does the log.
    const everything = JSON.stringify([await house.store.links.list(house.alder), await house.store.deskLog.list(100)]);
    expect(everything).not.toContain(secret);
    for (const { method, url, isPublic } of house.desk.addresses) {
      if (isPublic) continue;
      const asked = url.replace(":reportId", house.alder).replace(/:\w+/g, secret);
      const other = await house.ask({
        method: method as "GET",
        url: asked,
        headers: { cookie: `gazette_desk=${secret}` },
      });
      expect([303, 403], url).toContain(other.statusCode);
    }
  });

  it("is made once, however often its form is sent", async () => {
    const { body } = await manager.get(`/reports/${house.birch}`);
    const linkId = /name="linkId" value="([0-9a-f-]{36})"/.exec(body)?.[1] ?? "";
    const first = await manager.post(`/reports/${house.birch}/share`, { days: "7", linkId });
    expect((await manager.get(String(first.headers.location))).body).toContain("Link 1");
    const again = await manager.post(`/reports/${house.birch}/share`, { days: "7", linkId });
    expect([again.statusCode, again.headers.location]).toEqual([303, `/reports/${house.birch}#links`]);
    expect(await house.store.links.list(house.birch)).toHaveLength(1);
    expect((await manager.get(`/reports/${house.birch}`)).body).toContain("This link was made already");
  });

  it("ends on its day, when it is revoked, and with its report", async () => {
    const ended = await share("1");
    const revoked = await share("30");
    house.clock.advance(23 * 3_600_000);
    manager = await house.signIn("manager");
    expect((await visit(ended.path)).statusCode).toBe(200);
    house.clock.advance(2 * 3_600_000);
    manager = await house.signIn("manager");
    const gone = await visit(ended.path);
    expect([gone.statusCode, gone.body.includes("DESK_ENDED")]).toEqual([404, true]);
    expect((await visit(revoked.path)).statusCode).toBe(200);
    const link = (await house.store.links.list(house.alder)).find(({ endsAt }) => endsAt > "2026-12-20");
    expect((await manager.post(`/links/${link?.linkId}/revoke`)).statusCode).toBe(303);
    expect((await visit(revoked.path)).statusCode).toBe(404);
    const forgotten = await share("30");
    await house.store.eraser.erase({ accounts: [], clients: ["Alder"] });
    expect((await visit(forgotten.path)).statusCode).toBe(404);
    expect(await house.store.links.list(house.alder)).toEqual([]);
  });

  it.each(["0".repeat(32), "", "x", "0".repeat(31), `${"0".repeat(32)}%00`, "' or 1=1"])(
    "is not guessed: %j",
    async (secret) => {
      const { statusCode, body } = await visit(`/s/${encodeURIComponent(secret)}`);
      expect([303, 400, 404]).toContain(statusCode);
      expect(body).not.toContain("Acme");
    },
  );
});
