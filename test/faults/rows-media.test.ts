// RELIABILITY §2.4 and §2.5, the rows no test elsewhere proves: M3, M7, M16, P4, P7, P8, P9. docs/reliability.md lists all.
import { describe, expect, it } from "vitest";
import { planCalls } from "../../src/collect/plan/index.ts";
import { parseFaultList } from "../../src/sandbox/index.ts";
import { listStoriesOfDay } from "../../src/sandbox/posts.ts";
import { account, planInput } from "../collect/plans.ts";
import { NOW, openFaultHouse, readDataset, teachPageSize, toConnection } from "./fault-house.ts";

const DAY_MS = 86_400_000;
const HALF_DAY_MS = DAY_MS / 2;
const PLAIN = { aliases: "refused" } as const;
const EVERYTHING = { from: "2026-10-01", to: "2026-12-31" };

describe("M3: Meta withdraws a metric", () => {
  it("is asked without it in the same run; the others come, and the report can say withdrawn; a word alone is no lesson", async () => {
    await using house = await openFaultHouse();
    const message =
      "(#100) Starting from version v26.0 and above, the replies metric is no longer supported for the queried user.";
    const refusal = { httpStatus: 400, code: 100, message };
    house.sandbox.injectFaults([{ kind: "refusal", refusal, match: { path: "178414", nth: 1 } }]);
    await house.run();
    const withdrawn = (await house.store.read.gaps(EVERYTHING)).filter(({ reason }) => reason === "withdrawn");
    expect(new Set(withdrawn.map(({ metric }) => metric))).toEqual(new Set(["replies"]));
    // A story has a metric of that name, too, which nobody has withdrawn.
    expect(withdrawn.filter(({ subject }) => !subject.includes("/totals/"))).toEqual([]);
    await using calm = await openFaultHouse();
    await calm.run();
    const countRefused = ({ sandbox }: typeof house) => sandbox.log().filter(({ status }) => status === 400).length;
    expect(countRefused(house)).toBe(countRefused(calm) + 1);
    const before = house.sandbox.log().length;
    house.clock.advance(DAY_MS);
    await house.run();
    const asked = house.sandbox
      .log()
      .slice(before)
      .map(({ parameters }) => parameters.fields ?? "");
    // One account's word against the others' answers is no lesson: it is asked again the next time.
    const again = asked.filter((fields) => /metric\([^)]*replies[^)]*\)\.period\(day\)/.test(fields));
    expect(again.length).toBe(house.sandbox.world.accounts.length);
  });
});

describe("M7: a week of stories", () => {
  it("is caught by a look every twelve hours, each story once; a weekly look sees one day of it", async () => {
    const start = new Date("2026-11-16T00:00:00.000Z");
    const looks = async (everyMs: number) => {
      let nowMs = start.getTime();
      await using house = await openFaultHouse({ accounts: 3, now: () => new Date(nowMs) });
      house.clock.set(start.getTime() - NOW.getTime());
      for (nowMs = start.getTime() + everyMs; nowMs <= start.getTime() + 7 * DAY_MS; nowMs += everyMs) {
        house.clock.set(nowMs - house.clock.now().getTime());
        const outcome = await house.run({ collect: { storiesOnly: true } });
        expect(["complete", "partial"]).toContain(outcome.outcome);
      }
      const until = new Date(start.getTime() + 7 * DAY_MS).toISOString();
      const held = await Promise.all(
        house.sandbox.world.accounts.map(({ id }) => house.store.read.media(id, start.toISOString(), until)),
      );
      const stories = held.flat().filter(({ mediaProductType }) => mediaProductType === "STORY");
      return { ids: stories.map(({ mediaId }) => mediaId).toSorted(), world: house.sandbox.world };
    };
    const often = await looks(HALF_DAY_MS);
    const firstDay = Math.floor(start.getTime() / DAY_MS) - 1;
    const posted = often.world.accounts.flatMap((one) =>
      Array.from({ length: 9 }, (_, day) => listStoriesOfDay(one, firstDay + day)).flat(),
    );
    const inWeek = posted.filter(
      ({ postedAt }) => postedAt >= start.getTime() && postedAt < start.getTime() + 7 * DAY_MS,
    );
    expect(inWeek.length).toBeGreaterThan(15);
    expect(often.ids).toEqual(inWeek.map(({ id }) => id).toSorted());
    const weekly = await looks(7 * DAY_MS);
    expect(weekly.ids.length).toBeLessThan(often.ids.length / 3);
  });
});

describe("M16: a picture's address dies after days", () => {
  it("changes nothing: the picture was fetched when the post was, and is kept", async () => {
    await using house = await openFaultHouse({ accounts: 1 });
    await house.run({ collect: { pictures: true } });
    const [id = ""] = house.sandbox.world.accounts.map((one) => one.id);
    const posts = await house.store.read.media(id, "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z");
    const read = async () => {
      const pictures = await Promise.all(posts.map(({ mediaId }) => house.store.read.thumbnail(mediaId)));
      return pictures.map((picture) => picture?.bytes);
    };
    const before = await read();
    expect(before.filter((bytes) => bytes !== undefined).length).toBeGreaterThan(0);
    house.clock.advance(7 * DAY_MS);
    house.sandbox.configure({ pictures: "none" });
    await house.run({ collect: { pictures: true } });
    expect(await read()).toEqual(before);
  });
});

describe("P4: a page of one post", () => {
  it("whose cursors before and after are the same is not the end of the list", async () => {
    await using whole = await openFaultHouse({ accounts: 1, settings: PLAIN });
    await whole.run({ collect: { mediaDays: 10 } });
    await using house = await openFaultHouse({ accounts: 1, settings: PLAIN });
    await teachPageSize(house.store, 1);
    await house.run({ collect: { mediaDays: 10 } });
    expect(await readDataset(house.store, house.sandbox.url)).toEqual(
      await readDataset(whole.store, whole.sandbox.url),
    );
    const pages = house.sandbox.log().filter(({ path }) => path.endsWith("/media"));
    expect(pages.length).toBeGreaterThan(5);
    expect(new Set(pages.map(({ parameters }) => parameters.after)).size).toBe(pages.length);
  });
});

describe("P7: media_count", () => {
  it.each([1, 229, 10_000])("of %i bounds no walk: the same is asked whatever it says", (mediaCount) => {
    const requestsOf = (accounts: ReturnType<typeof account>[]) =>
      planCalls(planInput({ accounts })).calls.map(({ requests }) => requests);
    expect(requestsOf([account({ mediaCount })])).toEqual(requestsOf([account({ mediaCount: 243 })]));
  });
});

describe("P8: a walk goes on after eight days", () => {
  it("with a cursor gone stale meanwhile, begins anew and loses no post", async () => {
    await using calm = await openFaultHouse({ accounts: 2, settings: PLAIN });
    await teachPageSize(calm.store, 3);
    await calm.run();
    await using house = await openFaultHouse({ accounts: 2, settings: PLAIN });
    await teachPageSize(house.store, 3);
    let outcome = "";
    const isWalking = (): boolean => house.sandbox.log().some(({ parameters }) => parameters.after !== undefined);
    // An hour of so few calls that the walk of the posts is cut in its middle.
    while (!isWalking()) {
      const connections = [toConnection(house.sandbox, "agency", 3)];
      const run = await house.run({ graph: { connections, whenSpent: "stop" }, collect: { concurrency: 1 } });
      outcome = run.outcome;
      house.clock.advance(3_600_000);
    }
    expect(outcome).toBe("paused");
    house.clock.advance(8 * DAY_MS);
    house.sandbox.injectFaults([{ kind: "stale-cursor", match: { nth: 1 } }]);
    expect((await house.run()).outcome).not.toBe("paused");
    expect(house.sandbox.log().filter(({ status }) => status === 400).length).toBeGreaterThan(0);
    expect(await readDataset(house.store, house.sandbox.url)).toEqual(await readDataset(calm.store, calm.sandbox.url));
  });
});

describe("P9: the address of the next page", () => {
  it("with its token is nowhere in the store, the run's progress included", async () => {
    await using house = await openFaultHouse({ accounts: 2, settings: PLAIN });
    await teachPageSize(house.store, 3);
    const connections = [toConnection(house.sandbox, "agency", 12)];
    await house.run({ graph: { connections, whenSpent: "stop" } });
    const written: string[] = [];
    for (const table of Object.keys(house.store.tables)) {
      for await (const row of house.store.exportRows(table)) written.push(JSON.stringify(row));
    }
    const run = await house.store.findUnfinishedRun("collect", JSON.stringify(["2026-11-16", "2026-11-22", ["*"], []]));
    written.push(JSON.stringify(run ?? {}));
    expect(run).toBeDefined();
    for (const token of house.sandbox.tokens()) expect(written.join("\n").includes(token)).toBe(false);
    expect(written.join("\n")).not.toMatch(/access_token|[?&]after=/);
  });
});

describe("P10: a server that ignores limit", () => {
  it("gives as many posts as it likes, and all come", async () => {
    const { settings } = parseFaultList("limit-ignored");
    await using calm = await openFaultHouse({ accounts: 2, settings: PLAIN });
    await calm.run();
    await using house = await openFaultHouse({ accounts: 2, settings: { ...PLAIN, ...settings } });
    await teachPageSize(house.store, 7);
    await house.run();
    expect(await readDataset(house.store, house.sandbox.url)).toEqual(await readDataset(calm.store, calm.sandbox.url));
  });
});
