import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../src/store/open-database.ts";
import type { SealedReports } from "../../src/store/sealed-reports.ts";
import { engines } from "./engines.ts";
import { createTestStores, FakeClock } from "./test-store.ts";

const REPORT = {
  reportId: "2026-11-16_2026-11-22_aa",
  cut: "",
  period: { from: "2026-11-16", to: "2026-11-22" },
  model: [JSON.stringify({ title: "Wöchentlich 🎉", rows: [1, null] })],
};

async function readText(sealed: SealedReports, reportId: string): Promise<string | undefined> {
  const pieces = await sealed.read(reportId);
  if (pieces === undefined) return undefined;
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

describe.each(engines)("sealed reports on $name", ({ createPlace }) => {
  const stores = createTestStores(createPlace);

  it("come back byte for byte, with their hash", async () => {
    const store = await stores.open({ clock: new FakeClock("2026-11-23T08:00:00Z") });
    const sealed = await store.sealed.keep(REPORT);
    expect(sealed).toEqual({
      reportId: REPORT.reportId,
      cut: "",
      period: REPORT.period,
      sealedAt: "2026-11-23T08:00:00.000Z",
      sha256: "af88a8d748c784c6833629fe44671db3213122b406ef41fc64c4db8746d98ef2",
      client: "",
      reportKey: "",
      edition: "full",
    });
    expect(await readText(store.sealed, REPORT.reportId)).toBe(REPORT.model.join(""));
    expect(await readText(store.sealed, "another")).toBeUndefined();
  });

  it("keep their pictures by hash, whatever a thumbnail becomes", async () => {
    const store = await stores.open();
    const bytes = new Uint8Array([255, 216, 1, 2]);
    await store.sealed.keep({ ...REPORT, pictures: [bytes, bytes] });
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    expect(await store.sealed.picture(sha256)).toEqual(bytes);
    expect(await store.sealed.picture("0".repeat(64))).toBeUndefined();
  });

  it("stay as they were first sealed", async () => {
    const clock = new FakeClock();
    const store = await stores.open({ clock });
    const first = await store.sealed.keep(REPORT);
    clock.advance(60_000);
    expect(await store.sealed.keep({ ...REPORT, model: ["{}"] })).toEqual(first);
    expect(await readText(store.sealed, REPORT.reportId)).toBe(REPORT.model.join(""));
    expect(await store.sealed.list(9)).toEqual([first]);
  });

  it("are replaced by a newer one of the same owner, cut and days alone", async () => {
    const clock = new FakeClock();
    const store = await stores.open({ clock });
    const keep = async (reportId: string, parts: object = {}) => {
      await store.sealed.keep({ ...REPORT, client: "Alder", reportKey: "week", reportId, ...parts });
      clock.advance(60_000);
    };
    await keep("first");
    await keep("cut", { cut: "North" });
    await keep("month", { reportKey: "month" });
    await keep("other", { client: "Birch" });
    await keep("next", { period: { from: "2026-11-23", to: "2026-11-29" } });
    const ids = ["first", "cut", "month", "other", "next"];
    expect(await store.sealed.replaced(ids)).toEqual(new Set());
    await keep("second");
    expect(await store.sealed.replaced([...ids, "second"])).toEqual(new Set(["first"]));
    expect(await store.sealed.replaced([])).toEqual(new Set());
  });

  it("are not given out when somebody has changed them", async () => {
    const place = await stores.newPlace();
    const store = await stores.open({ url: place.url });
    await store.sealed.keep(REPORT);
    const { database } = await openDatabase(place.url);
    await database.write((trx) =>
      trx
        .updateTable("sealed_reports")
        .set({ model: new Uint8Array([1, 2, 3]) })
        .execute(),
    );
    await database.close();
    await expect(store.sealed.read(REPORT.reportId)).rejects.toMatchObject({ code: "STORE_SEAL_BROKEN" });
  });

  it("tell the newest of an earlier period, of the same cut", async () => {
    const clock = new FakeClock();
    const store = await stores.open({ clock });
    const keep = (reportId: string, from: string, cut = "") => {
      clock.advance(1_000);
      return store.sealed.keep({ ...REPORT, reportId, cut, period: { from, to: from } });
    };
    await keep("older", "2026-11-02");
    await keep("first", "2026-11-09");
    await keep("second", "2026-11-09");
    await keep("other cut", "2026-11-10", "DACH");
    await keep("same", "2026-11-16");
    expect((await store.sealed.findBefore("2026-11-16", ""))?.reportId).toBe("second");
    expect((await store.sealed.findBefore("2026-11-16", "DACH"))?.reportId).toBe("other cut");
    expect(await store.sealed.findBefore("2026-11-02", "")).toBeUndefined();
    expect((await store.sealed.list(2)).map(({ reportId }) => reportId)).toEqual(["same", "other cut"]);
  });
});
