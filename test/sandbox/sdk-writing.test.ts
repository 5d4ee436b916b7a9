// Conformance by Meta's SDK: comments as an outside client moderates them, errors as it surfaces them, and its batches.

import {
  type APIResponse,
  FacebookAdsApiBatch,
  type FacebookRequestError,
  IGComment,
  IGMedia,
  IGUser,
  User,
} from "facebook-nodejs-business-sdk";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NOW } from "./ask.ts";
import { openSdk, type Sdk } from "./open-sdk.ts";

let sdk: Sdk;
let account: IGUser;
beforeEach(async () => {
  sdk = await openSdk();
  account = new IGUser(sdk.accountId("kaffee_nord"));
});
afterEach(() => sdk.sandbox.close());

async function findDiscussed(): Promise<IGMedia> {
  const posts = await account.getMedia(["comments_count"], { limit: 100 });
  const post = posts.find((one) => one.exportAllData().comments_count > 12);
  if (post === undefined) throw new Error("nobody comments in this world");
  return post;
}

async function catchError(promise: Promise<unknown>): Promise<FacebookRequestError> {
  const caught = await promise.then(
    () => new Error("nothing was refused"),
    (error: unknown) => error,
  );
  return caught as FacebookRequestError;
}

describe("comments", () => {
  it("are listed newest first and paged to their end", async () => {
    const post = await findDiscussed();
    const cursor = await post.getComments(["text", "timestamp", "username", "replies{text,parent_id}"], { limit: 4 });
    const comments = [...cursor];
    while (cursor.hasNext()) comments.push(...(await cursor.next()));
    const stamps = comments.map((one) => one.exportAllData().timestamp);
    expect(stamps.length).toBeGreaterThan(4);
    expect(stamps).toEqual([...stamps].sort().reverse());
    expect(new Set(comments.map(({ id }) => id)).size).toBe(comments.length);
    const answered = comments.find((one) => one.exportAllData().replies !== undefined);
    const direct = await answered?.getReplies(["text", "parent_id"]);
    expect(direct?.map((one) => one.exportAllData())).toEqual(answered?.exportAllData().replies.data);
    const all = Object.keys(IGComment.Fields);
    const [one] = await post.getComments(all, { limit: 1 });
    expect(one?.exportAllData()).toMatchObject({
      hidden: false,
      like_count: expect.any(Number),
      media: { id: post.id },
    });
  });

  it("can be written and answered, with every character kept", async () => {
    const post = await findDiscussed();
    const text = "Danke & bis morgen = 100 % 🥐";
    const created = await post.createComment([], { message: text });
    const reply = await created.createReply([], { message: "+1" });
    const [newest] = await post.getComments(["text", "from", "replies{id,text}"], { limit: 1 });
    expect(newest?.exportAllData()).toEqual({
      id: created.id,
      text,
      from: { id: account.id, username: "kaffee_nord" },
      replies: { data: [{ id: reply.id, text: "+1" }] },
    });
  });

  it("can be hidden and shown, closed and deleted", async () => {
    const post = await findDiscussed();
    const comments = await post.getComments(["id", "from"]);
    const [comment] = comments.filter((one) => one.exportAllData().from.id !== account.id);
    if (comment === undefined) throw new Error("only the owner comments");
    const readHidden = async () => (await new IGComment(comment.id).get(["hidden"])).exportAllData().hidden;
    for (const hide of [true, false]) {
      expect(await comment.update([], { hide })).toEqual({ success: true });
      expect(await readHidden()).toBe(hide);
    }
    expect(await comment.delete([])).toEqual({ success: true });
    expect((await catchError(readHidden())).response).toMatchObject({ code: 100, error_subcode: 33 });
    expect((await post.getComments(["id"])).map(({ id }) => id)).not.toContain(comment.id);
    expect(await post.update([], { comment_enabled: false })).toEqual({ success: true });
    expect((await catchError(post.createComment([], { message: "too late" }))).response.code).toBe(100);
    expect(await post.delete([])).toEqual({ success: true, deleted_id: post.id });
    expect((await account.getMedia(["id"])).map(({ id }) => id)).not.toContain(post.id);
  });
});

describe("errors", () => {
  const insights = (metric: string) => account.getInsights([], { metric, period: "day" });

  it.each([
    ["an unknown object", () => new IGUser("17841499999999999").get(["id"]), 400, 100, 33],
    ["an unknown field", () => account.get(["likes"]), 400, 100, undefined],
    ["a metric that is none", () => insights("saved"), 400, 100, undefined],
    ["an unknown edge", () => new IGMedia(account.id).getComments([]), 400, 2500, undefined],
    [
      "somebody without the task",
      () => new IGUser(sdk.accountId("botanischer_garten.sued")).getInsights([], { metric: "reach", period: "day" }),
      403,
      10,
      undefined,
    ],
  ] as const)("surface as FacebookRequestError: %s", async (_what, ask, status, code, subcode) => {
    const error = await catchError(ask());
    expect(error.name).toBe("FacebookRequestError");
    expect(error.status).toBe(status);
    expect([error.response.code, error.response.error_subcode]).toEqual([code, subcode]);
    expect(error.message).toBe(error.response.message);
    expect(error.response.fbtrace_id).toEqual(expect.any(String));
  });

  it("tell a token that is over from an hour that is spent", async () => {
    sdk.sandbox.configure({ callsPerHour: 1 });
    await account.get(["id"]);
    expect((await catchError(account.get(["id"]))).response).toMatchObject({ code: 17, is_transient: true });
    sdk.sandbox.revokeToken();
    expect((await catchError(account.get(["id"]))).response).toMatchObject({ code: 190, error_subcode: 460 });
  });

  it("answer a cursor whose post is gone with 2642", async () => {
    const cursor = await account.getMedia(["id"], { limit: 5 });
    const last = cursor.at(-1);
    await last?.delete([]);
    expect((await catchError(cursor.next())).response.code).toBe(2642);
  });
});

describe("a batch", () => {
  it("is answered entry by entry, each counted, in the version it was posted to", async () => {
    const batch = new FacebookAdsApiBatch(sdk.api);
    const good: APIResponse[] = [];
    const bad: APIResponse[] = [];
    const add = (method: string, path: readonly string[], parameters: Record<string, unknown>) =>
      batch.add(
        method,
        path,
        parameters,
        undefined,
        (one) => good.push(one),
        (one) => bad.push(one),
      );
    const [post] = await account.getMedia(["id"], { limit: 1 });
    add("GET", [account.id], { fields: "username" });
    add("GET", [account.id, "nowhere"], {});
    add("POST", [post?.id ?? "", "comments"], { message: "from a batch" });
    add("GET", [account.id, "insights"], { metric: "reach", period: "day" });
    const before = sdk.sandbox.callsCounted();
    expect(await batch.execute()).toBeNull();
    expect(sdk.sandbox.callsCounted() - before).toBe(4);
    expect(good.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(good[0]?.body).toEqual({ id: account.id, username: "kaffee_nord" });
    expect(good[2]?.body.paging.next).toContain("/v24.0/");
    expect(bad.map(({ error }) => [error?.name, error?.status])).toEqual([["FacebookRequestError", 400]]);
    for (const { headers } of [...good, ...bad]) {
      expect(headers).toContainEqual({ name: "facebook-api-version", value: "v24.0" });
    }
    const [newest] = (await post?.getComments(["text"])) ?? [];
    expect(newest?.exportAllData().text).toBe("from a batch");
  });

  it("hands back the entries that got no answer, to be sent again", async () => {
    sdk.sandbox.injectFaults([{ kind: "reset", match: { path: `${account.id}/stories`, times: 1 } }]);
    const batch = new FacebookAdsApiBatch(sdk.api);
    const answers: unknown[] = [];
    batch.add("GET", [account.id, "stories"], {}, undefined, ({ body }) => answers.push(body));
    batch.add("GET", ["me"], {}, undefined, ({ body }) => answers.push(body));
    const again = await batch.execute();
    expect(answers).toHaveLength(1);
    expect(await again?.execute()).toBeNull();
    expect(answers).toHaveLength(2);
  });
});

it("reaches nobody but the stand-in", async () => {
  const before = sdk.sandbox.log().length;
  await new User("me").get(["name"]);
  expect(sdk.sandbox.log().slice(before)).toMatchObject([{ at: NOW, path: "/v24.0/me", tokenOwner: "user" }]);
});
