import { describe, expect, test } from "vitest";
import type { CommentRecord } from "../../../src/dataset/index.ts";
import { buildModel, type Section, type Table } from "../../../src/report/summarise/index.ts";
import { type Dataset, merge, openMemory, options, whole } from "./memory-dataset.ts";

const ID = "17841400000000001";
const HOUR_MS = 3_600_000;
const walk = { mediaId: "m1", accountId: ID, walkedAt: "2026-11-23T08:00:00.000Z", returned: 9, isWhole: true };

function comment(commentId: string, createdAt: string, parts: Partial<CommentRecord> = {}): CommentRecord {
  return {
    commentId,
    mediaId: "m1",
    accountId: ID,
    authorId: "61",
    username: "guest",
    text: `words of ${commentId}`,
    createdAt,
    hidden: false,
    takenAt: "2026-11-23T08:00:00.000Z",
    ...parts,
  };
}

const reply = (parentId: string, createdAt: string) =>
  comment(`reply to ${parentId}`, createdAt, { parentId, authorId: ID, username: "me" });

async function buildPage(dataset: Dataset): Promise<Section> {
  const { sections } = await buildModel(openMemory(dataset), options());
  const page = sections.find(({ account }) => account?.accountId === ID);
  if (page === undefined) throw new Error("no page");
  return page;
}

function findTable(page: Section, id: string): Table | undefined {
  return page.blocks.flatMap((block) =>
    block.kind === "table" && block.table.id === `${id}-${ID}` ? [block.table] : [],
  )[0];
}

describe("answers", () => {
  test("are left out where the comments were last read before the period was over", async () => {
    const early = { ...walk, walkedAt: "2026-11-22T20:00:00.000Z" };
    const page = await buildPage(merge(whole(ID), { commentWalks: [early] }));
    expect(findTable(page, "answers")).toBeUndefined();
  });

  test("are left out where comments were only counted, and those received are told", async () => {
    const page = await buildPage(whole(ID));
    expect(findTable(page, "answers")).toBeUndefined();
    expect(page.blocks.some((block) => block.kind === "text" && block.title === "Answers")).toBe(false);
    expect(findTable(page, "comments")?.rows[0]?.cells[0]).toEqual({ kind: "text", text: "Comments received" });
  });

  test("count the period's comments of others, and first replies though they came after it", async () => {
    const comments = [
      comment("answered soon", "2026-11-17T10:00:00.000Z"),
      reply("answered soon", "2026-11-17T11:00:00.000Z"),
      reply("answered soon", "2026-11-17T15:00:00.000Z"),
      comment("answered late", "2026-11-22T20:00:00.000Z"),
      reply("answered late", "2026-11-23T07:00:00.000Z"),
      comment("hidden one", "2026-11-18T10:00:00.000Z", { hidden: true }),
      ...["a", "b", "c", "d"].map((name, hour) => comment(name, `2026-11-19T1${hour}:00:00.000Z`)),
      comment("before", "2026-11-10T10:00:00.000Z"),
      // Sunday evening in Berlin is Sunday; after midnight there it is next week's.
      comment("next week", "2026-11-22T23:30:00.000Z"),
      comment("own", "2026-11-18T10:00:00.000Z", { authorId: ID }),
      comment("of a friend", "2026-11-18T10:00:00.000Z", { parentId: "a" }),
    ];
    const linked = { ...walk, permalink: "https://www.instagram.com/p/one/" };
    const page = await buildPage(merge(whole(ID), { comments, commentWalks: [linked] }));
    expect(findTable(page, "answers")?.rows[0]?.cells).toMatchObject([
      { value: 7 },
      { value: 2 },
      { value: 2 / 7 },
      { value: 1 },
      { value: 6 * HOUR_MS },
    ]);
    const open = findTable(page, "open-comments");
    expect(open?.rows.map(({ key }) => key)).toEqual(["d", "c", "b"]);
    expect(open?.rows[0]?.cells.at(-1)).toEqual({ kind: "link", text: "open", href: linked.permalink });
    expect(open?.note).toBe("And 1 more.");
  });

  test("leave out the open ones where nobody waits", async () => {
    const page = await buildPage(merge(whole(ID), { commentWalks: [walk] }));
    expect(findTable(page, "answers")?.rows[0]?.cells).toMatchObject([
      { value: 0 },
      { value: 0 },
      { kind: "absent", because: "nobody else commented" },
      { value: 0 },
      { kind: "absent", because: "none was answered" },
    ]);
    expect(findTable(page, "open-comments")).toBeUndefined();
  });
});
