import { describe, expect, it } from "vitest";
import { parseOrders } from "../../src/cli/commands/comments/read-orders.ts";
import { guessScript, parseScript } from "../../src/dataset/comment-text.ts";
import type { CommentRecord } from "../../src/dataset/index.ts";
import { isUnanswered, type Thread, toThreads } from "../../src/moderate/context.ts";
import { type CommentFilter, filterThreads } from "../../src/moderate/filter.ts";
import {
  applyRules,
  hasContact,
  hasLink,
  isOnlyEmoji,
  type Rule,
  type RuleConditions,
} from "../../src/moderate/rules.ts";
import { judgeComment, judgeMedia } from "../../src/moderate/write-rules.ts";

const account = { accountId: "17841400000000001", username: "kaffee_nord", connection: "agency" };
const now = new Date("2026-11-24T12:00:00Z");

function comment(parts: Partial<CommentRecord> = {}): CommentRecord {
  return {
    commentId: "17800000000000001",
    mediaId: "17900000000000001",
    accountId: account.accountId,
    username: "some.guest",
    authorId: "61000000000001",
    text: "When do you open?",
    createdAt: "2026-11-23T10:00:00.000Z",
    hidden: false,
    takenAt: "2026-11-24T10:00:00.000Z",
    ...parts,
  };
}

const own = (parts: Partial<CommentRecord> = {}) =>
  comment({ commentId: "17800000000000009", authorId: account.accountId, username: account.username, ...parts });

function thread(top: CommentRecord = comment(), replies: readonly CommentRecord[] = []): Thread {
  return { account, media: { mediaId: top.mediaId, publishedAt: "2026-11-20T10:00:00.000Z" }, top, replies };
}

describe("threads", () => {
  it("hold replies below their comment, oldest first; a reply whose comment is unknown stands alone", () => {
    const top = comment();
    const late = comment({ commentId: "3", parentId: top.commentId, createdAt: "2026-11-23T12:00:00.000Z" });
    const early = comment({ commentId: "2", parentId: top.commentId, createdAt: "2026-11-23T11:00:00.000Z" });
    const orphan = comment({ commentId: "4", parentId: "99", createdAt: "2026-11-23T13:00:00.000Z" });
    const threads = toThreads([late, top, orphan, early], () => ({ account, media: { mediaId: top.mediaId } }));
    expect(threads.map(({ top: { commentId }, replies }) => [commentId, replies.map((one) => one.commentId)])).toEqual([
      ["4", []],
      [top.commentId, ["2", "3"]],
    ]);
  });

  it("are unanswered without a reply of the account; a renamed account is known by its id", () => {
    expect(isUnanswered(thread())).toBe(true);
    expect(isUnanswered(thread(comment(), [own({ username: "old_name" })]))).toBe(false);
    expect(isUnanswered(thread(comment(), [comment({ commentId: "5" })]))).toBe(true);
    expect(isUnanswered(thread(own()))).toBe(false);
    expect(isUnanswered(thread(comment({ hidden: true })))).toBe(false);
  });
});

describe("a filter", () => {
  const all = [
    thread(comment({ commentId: "1", text: "Wann öffnet ihr?" })),
    thread(comment({ commentId: "2", text: "すてきですね", hidden: true })),
    thread(comment({ commentId: "3", text: "جميل جدا @kaffee_nord", username: "Layla" }), [own()]),
    thread(comment({ commentId: "4", text: "ÖFFNET bald", createdAt: "2026-10-01T10:00:00.000Z" })),
  ];
  it.each([
    ["nothing", {}, ["1", "2", "3", "17800000000000009", "4"]],
    ["words whatever their case", { contains: ["öffnet", "nie"] }, ["1", "4"]],
    ["hidden", { hidden: true }, ["2"]],
    ["unanswered", { unanswered: true }, ["1", "4"]],
    ["script", { script: "arabic" }, ["3"]],
    ["author", { authors: ["@layla"] }, ["3"]],
    ["time", { since: "2026-11-01T00:00:00.000Z", unanswered: true }, ["1"]],
    ["end", { until: "2026-11-01T00:00:00.000Z" }, ["4"]],
    ["media", { mediaIds: ["1"] }, []],
  ] satisfies readonly (readonly [string, CommentFilter, readonly string[]])[])("by %s", (_what, filter, ids) => {
    expect(filterThreads(all, filter).flatMap(({ comments }) => comments.map(({ commentId }) => commentId))).toEqual(
      ids,
    );
  });
});

it.each([
  ["すてきですね", "japanese"],
  ["東京の朝", "japanese"],
  ["非常好", "chinese"],
  ["아주 좋아요", "korean"],
  ["Очень красиво!", "cyrillic"],
  ["מעולה", "hebrew"],
  ["@kaffee_nord #latte https://a.example รักเลย", "thai"],
  ["Sehr schön 👏", "latin"],
  ["👏👏 123", undefined],
] as const)("the script of %s is %s", (text, script) => {
  expect(guessScript(text)).toBe(script);
});

it("a script is named by itself or by a language", () => {
  expect([parseScript("JA"), parseScript("arabic"), parseScript("de"), parseScript("klingon")]).toEqual([
    "japanese",
    "arabic",
    "latin",
    undefined,
  ]);
});

describe("the API's rules", () => {
  const reply = comment({ commentId: "7", parentId: comment().commentId });
  it("put a reply to a reply under the top comment", () => {
    const verdict = judgeComment("reply", thread(comment(), [reply]), reply, []);
    expect(verdict).toMatchObject({
      kind: "allowed",
      target: comment(),
      note: expect.stringContaining("no replies of their own") as string,
    });
  });
  it.each([
    ["answering a hidden comment", "reply", thread(comment({ hidden: true })), /hidden comments cannot be answered/],
    ["hiding one's own", "hide", thread(own()), /own comments stay visible/],
    ["live video", "hide", { ...thread(), media: { mediaId: "1", productType: "LIVE" } }, /live video/],
    ["a closed media", "reply", { ...thread(), media: { mediaId: "1", isCommentEnabled: false } }, /closed/],
  ] as const)("forbid %s", (_what, kind, where, because) => {
    expect(judgeComment(kind, where, where.top, [])).toEqual({
      kind: "forbidden",
      because: expect.stringMatching(because) as string,
    });
  });
  it("know a role without the task Moderate, and do not guess where no task is told", () => {
    expect(judgeComment("hide", thread(), comment(), ["ANALYZE"])).toMatchObject({ kind: "forbidden" });
    expect(judgeComment("hide", thread(), comment(), [])).toMatchObject({ kind: "allowed" });
    expect(judgeMedia("create", { mediaId: "1" }, ["ANALYZE"])).toMatchObject({ kind: "forbidden" });
  });
  it("know what is as wanted already", () => {
    expect(judgeComment("hide", thread(comment({ hidden: true })), comment({ hidden: true }), [])).toMatchObject({
      kind: "already",
    });
    expect(judgeComment("unhide", thread(), comment(), [])).toMatchObject({ kind: "already" });
    expect(judgeMedia("close", { mediaId: "1", isCommentEnabled: false }, [])).toMatchObject({ kind: "already" });
  });
});

describe("a rule's condition", () => {
  const hits = (when: RuleConditions, text: string, parts: Partial<CommentRecord> = {}) =>
    applyRules([thread(comment({ text, ...parts }))], [{ name: "rule", when, action: "flag" }], {
      now,
      groups: { Nord: ["kaffee_nord"] },
    }).length === 1;

  it.each([
    ["free at https://a.example/x", true],
    ["see www.shop.example", true],
    ["bit.ly/abc", true],
    ["mail me: jo@a.example", false],
    ["Great.Really great", false],
    ["3.50 Euro", false],
    ["by @some.me", false],
  ])("link: %s", (text, holds) => {
    expect(hasLink(text)).toBe(holds);
  });
  it.each([
    ["mail jo.doe@a-b.example now", true],
    ["+49 40 123456", true],
    ["ruf an: 0170 1234567", true],
    ["(555) 123-4567", true],
    ["open 2026-11-24", false],
    ["costs 1200,50", false],
    ["@kaffee_nord", false],
  ])("contact: %s", (text, holds) => {
    expect(hasContact(text)).toBe(holds);
  });
  it.each([
    ["😍😍 👨‍👩‍👧‍👦 👋🏿", true],
    ["🏳️‍🌈", true],
    ["❤️", true],
    ["wow 😍", false],
    ["123", false],
    ["", false],
  ])("only emoji: %s", (text, holds) => {
    expect(isOnlyEmoji(text)).toBe(holds);
  });

  it("cannot be made slow by what somebody writes", () => {
    // Eight families took twenty seconds while each could be read in several ways.
    expect(isOnlyEmoji(`${"👨\u200d👩\u200d👧\u200d👦".repeat(500)}x`)).toBe(false);
    const long = 2_200;
    for (const piece of ["a", "a-", "a.", "1 ", "+1", "@", "👍🏽", "\u0301"]) {
      const text = piece.repeat(long / piece.length);
      hasLink(text);
      hasContact(text);
      isOnlyEmoji(text);
      guessScript(text);
    }
  });
  it("holds with all the others, or not at all", () => {
    expect(hits({ link: true, contains: ["followers"] }, "FOLLOWERS at https://a.example")).toBe(true);
    expect(hits({ link: true, contains: ["followers"] }, "followers")).toBe(false);
    expect(hits({ mention: true }, "hi @jo")).toBe(true);
    expect(hits({ mention: false }, "hi @jo")).toBe(false);
    expect(hits({ authors: ["some.guest"] }, "x")).toBe(true);
    expect(hits({ matches: "when .*OPEN" }, "When do you open?")).toBe(true);
    expect(hits({ mediaOlderThanDays: 3 }, "x")).toBe(true);
    expect(hits({ mediaYoungerThanDays: 3 }, "x")).toBe(false);
    expect(hits({ groups: ["Nord"] }, "x")).toBe(true);
    expect(hits({ accounts: ["@other"] }, "x")).toBe(false);
  });
  it("is safe from texts that keep other engines busy for ever", () => {
    expect(hits({ matches: "(a+)+$" }, `${"a".repeat(2_000)}!`)).toBe(false);
  });
});

describe("rules", () => {
  const rules: readonly Rule[] = [
    { name: "first", when: { contains: ["open"] }, action: "hide" },
    { name: "second", when: { contains: ["you"] }, action: "delete" },
  ];
  it("let the first that fits decide, and never judge the account's own words", () => {
    const hit = applyRules([thread(comment(), [own()])], rules, { now, groups: {} });
    expect(hit.map(({ rule, comment: { commentId } }) => [rule.name, commentId])).toEqual([
      ["first", comment().commentId],
    ]);
  });
});

describe("a file of comments", () => {
  it("holds ids or JSON lines, each comment once", () => {
    const text =
      '\ufeff17800000000000001\r\n\n# note\n{"comment_id":"17800000000000002","reply":"Hi","text":"theirs"}\n17800000000000001\n';
    expect(parseOrders(text, "x", "reply")).toEqual([
      { commentId: "17800000000000001" },
      { commentId: "17800000000000002", text: "Hi" },
    ]);
    const twice = (reply: string) =>
      `{"comment_id":"17800000000000002","reply":"A"}\n{"comment_id":"17800000000000002","reply":"${reply}"}`;
    expect(parseOrders(twice("A"), "x", "reply")).toHaveLength(1);
    expect(() => parseOrders(twice("B"), "x", "reply")).toThrow(/line 2 of x: .* another answer/);
    // No store and no server keeps these: what was sent could not be found again by its words.
    expect(parseOrders('{"comment_id":"17800000000000002","reply":"a\\u0000b\\ud800"}', "x", "reply")).toEqual([
      { commentId: "17800000000000002", text: "ab\ufffd" },
    ]);
    expect(parseOrders('{"comment_id":"17800000000000002","text":"theirs"}', "x", "hide")).toEqual([
      { commentId: "17800000000000002" },
    ]);
  });
  it.each(["hello", '{"comment_id":17800000000000002}', "{broken", "178 179"])("refuses %s with its line", (line) => {
    expect(() => parseOrders(`17800000000000001\n${line}`, "ids.txt", "hide")).toThrow(/line 2 of ids\.txt/);
  });
});
