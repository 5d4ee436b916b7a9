import { describe, expect, it } from "vitest";
import { type CommentRecord, judgeAuthor, learnSigns, type OwnAccount } from "../../src/dataset/index.ts";

const ID = "17841400000000001";
const SCOPED = "6100000000000077";
const account: OwnAccount = { accountId: ID, username: "kaffee_nord" };
const comment = (parts: Partial<CommentRecord>): CommentRecord => ({
  commentId: "1",
  mediaId: "2",
  accountId: ID,
  text: "",
  createdAt: "2026-11-23T10:00:00.000Z",
  takenAt: "2026-11-23T11:00:00.000Z",
  ...parts,
});

describe("whose a comment is (CONTRACT §13.11)", () => {
  const known = { ...account, authorIds: [SCOPED], commentIds: new Set(["7"]) };
  it.each([
    ["the account's id", account, { authorId: ID }, "own"],
    ["the account's id under an old name", account, { authorId: ID, username: "old_name" }, "own"],
    ["a scoped id beside the account's name", account, { authorId: SCOPED, username: "kaffee_nord" }, "own"],
    ["the name alone, whatever its case", account, { username: "Kaffee_Nord" }, "own"],
    ["a scoped id that was learnt", known, { authorId: SCOPED }, "own"],
    ["a scoped id that was learnt, under an old name", known, { authorId: SCOPED, username: "old_name" }, "own"],
    ["an id that was returned for a reply", known, { commentId: "7" }, "own"],
    ["another name", account, { authorId: SCOPED, username: "guest" }, "other"],
    ["another id where the account's is known", known, { authorId: "6100000000000078" }, "other"],
    ["an id that may be the account's", account, { authorId: SCOPED }, "undecided"],
    ["nothing", known, {}, "undecided"],
  ] satisfies readonly (readonly [string, OwnAccount, Partial<CommentRecord>, string])[])(
    "by %s",
    (_what, who, parts, whose) => {
      expect(judgeAuthor(comment(parts), who)).toBe(whose);
    },
  );

  it("is learnt from any comment of the account", () => {
    const guest = comment({ authorId: "61", username: "guest" });
    expect(learnSigns(account, [guest, comment({ authorId: SCOPED, username: "kaffee_nord" })]).authorIds).toEqual([
      SCOPED,
    ]);
    expect(learnSigns(known, [comment({ commentId: "7", authorId: "62" })]).authorIds).toEqual([SCOPED, "62"]);
  });
});
