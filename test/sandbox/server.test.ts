// Counting, throttling, faults, writes, pictures, the log.

import sharp from "sharp";
import { afterEach, describe, expect, it } from "vitest";
import type { SandboxOptions } from "../../src/sandbox/index.ts";
import { FAULT_KINDS } from "../../src/sandbox/index.ts";
import { type Asker, type Body, NOW, openAsker, readFixture } from "./ask.ts";

const open: Asker[] = [];
const start = async (options: SandboxOptions = {}): Promise<Asker> => {
  const asker = await openAsker(options);
  open.push(asker);
  return asker;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ sandbox }) => sandbox.close()));
});

const withoutTrace = ({ fbtrace_id: _trace, ...error }: Body): Body => error;
const errorOf = (fixture: string): Body => withoutTrace(readFixture(`errors/${fixture}`).body.error);

describe("the allowance", () => {
  it("is spent after its calls, failed ones included, and comes back as the hour rolls on", async () => {
    const { sandbox, get } = await start({ settings: { callsPerHour: 5 } });
    for (let call = 0; call < 3; call += 1) expect((await get("/me")).status).toBe(200);
    expect((await get("/nobody")).status).toBe(404);
    sandbox.setNow(new Date(NOW.getTime() + 30 * 60_000));
    const fifth = await get("/me");
    expect(JSON.parse(fifth.headers.get("x-app-usage") ?? "{}").call_count).toBe(100);
    expect(withoutTrace((await get("/me")).body.error)).toEqual(errorOf("017_user_limit"));
    sandbox.setNow(new Date(NOW.getTime() + 61 * 60_000));
    expect((await get("/me")).status).toBe(200);
    expect(sandbox.callsCounted()).toBe(7);
  });

  it("answers the code the setting names, and shows an account's wait in minutes", async () => {
    const { sandbox, get, account } = await start({ settings: { callsPerHour: 1, throttleCode: 80002 } });
    const { id, token } = account("kaffee_nord");
    await get(`/${id}`, token);
    const throttled = await get(`/${id}`, token);
    expect(withoutTrace(throttled.body.error)).toEqual(errorOf("80002_instagram_limit"));
    const usage = JSON.parse(throttled.headers.get("x-business-use-case-usage") ?? "{}");
    expect(usage[id][0].estimated_time_to_regain_access).toBe(60);
    sandbox.configure({ throttleCode: 4 });
    const byApp = await get(`/${id}`, token);
    expect([byApp.status, withoutTrace(byApp.body.error)]).toEqual([403, errorOf("004_app_limit")]);
  });

  it("counts ids and batch entries each, pictures not at all, and others' calls when told", async () => {
    const { sandbox, get, send, account } = await start();
    const ids = ["kaffee_nord", "fjellvik", "fjellvik_jp"].map((username) => account(username).id);
    expect(Object.keys((await get(`/?ids=${ids}&fields=username`)).body)).toEqual(ids);
    expect(sandbox.callsCounted()).toBe(3);
    const batch = [...ids.map((id) => `${id}?fields=username`), "17900000000000099"].map((url) => ({
      method: "GET",
      relative_url: `v26.0/${url}`,
    }));
    const { status, body } = await send("POST", "/", { batch: JSON.stringify(batch), include_headers: "false" });
    expect([status, body.map((entry: Body) => entry.code)]).toEqual([200, [200, 200, 200, 400]]);
    expect(JSON.parse(body[1].body).username).toBe("fjellvik");
    expect(sandbox.callsCounted()).toBe(7);
    await fetch((await get(`/${ids[0]}?fields=profile_picture_url`)).body.profile_picture_url);
    expect(sandbox.callsCounted()).toBe(8);
    sandbox.configure({ callsByOthers: 190 });
    expect((await get("/me")).status).toBe(200);
    expect((await get("/me")).status).toBe(200);
    expect((await get("/me")).body.error.code).toBe(17);
  });
});

describe("faults", () => {
  it("leave null in a batch where an entry got no answer", async () => {
    const { send } = await start({ faults: [{ kind: "reset", match: { path: "^/me$", nth: 1 } }] });
    const batch = ["me", "me"].map((url) => ({ method: "GET", relative_url: url }));
    const { body } = await send("POST", "/", { batch: JSON.stringify(batch) });
    expect([body[0], body[1].code]).toEqual([null, 200]);
  });

  it("strike by path, account, number and times", async () => {
    const asker = await start({
      faults: [
        { match: { path: "^/me/accounts$", nth: 2 }, kind: "code-2" },
        { match: { account: "fjellvik", path: "/media", times: 1 }, kind: "not-permitted" },
        { match: { account: "fjellvik_de", from: 2 }, kind: "token-revoked" },
      ],
    });
    const code = async (path: string): Promise<number | undefined> => (await asker.get(path)).body.error?.code;
    const paths = ["/me/accounts", "/me/accounts", "/me/accounts"];
    expect([await code(paths[0] ?? ""), await code(paths[1] ?? ""), await code(paths[2] ?? "")]).toEqual([
      undefined,
      2,
      undefined,
    ]);
    const media = `/${asker.account("fjellvik").id}/media`;
    expect([await code(`/${asker.account("kaffee_nord").id}/media`), await code(media), await code(media)]).toEqual([
      undefined,
      10,
      undefined,
    ]);
    const { id } = asker.account("fjellvik_de");
    expect([await code(`/${id}`), await code(`/${id}`), await code(`/${id}/media`)]).toEqual([undefined, 190, 190]);
  });

  it("break the connection and the body", async () => {
    const { sandbox } = await start();
    const ask = (): Promise<string> =>
      fetch(`${sandbox.url}/me?access_token=${sandbox.token}`, { signal: AbortSignal.timeout(400) }).then((response) =>
        response.text(),
      );
    for (const kind of ["reset", "truncated", "hang"] as const) {
      sandbox.injectFaults([{ kind, match: { times: 1 } }]);
      await expect(ask(), kind).rejects.toThrow();
    }
    sandbox.injectFaults([{ kind: "empty-body", match: { times: 1 } }]);
    expect(await ask()).toBe("");
    sandbox.injectFaults([{ kind: "html-502", match: { times: 1 } }]);
    expect(await ask()).toContain("502 Bad Gateway");
    expect(JSON.parse(await ask()).name).toBe("Alex Example");
    expect(sandbox.callsCounted()).toBe(6);
  });

  it("throttle with headers that say so, and answer any error given", async () => {
    const { sandbox, get, account } = await start({ faults: [{ kind: "throttle-80002", match: { times: 1 } }] });
    const { id, token } = account("kaffee_nord");
    const { headers } = await get(`/${id}`, token);
    expect(JSON.parse(headers.get("x-business-use-case-usage") ?? "{}")[id][0]).toMatchObject({
      call_count: 100,
      estimated_time_to_regain_access: 19,
    });
    sandbox.injectFaults([
      { kind: "refusal", refusal: { httpStatus: 418, code: 3, message: "capability" }, match: { times: 1 } },
    ]);
    expect(await get("/me")).toMatchObject({ status: 418, body: { error: { code: 3, message: "capability" } } });
    expect(FAULT_KINDS).toContain("stale-cursor");
    sandbox.injectFaults([{ kind: "code-1" }]);
    expect((await get("/me")).status).toBe(500);
    sandbox.clearFaults();
    expect((await get("/me")).status).toBe(200);
  });
});

describe("comment writes", () => {
  const firstCommented = async ({ get, account }: Asker): Promise<Body> => {
    const { body } = await get(
      `/${account("kaffee_nord").id}/media?fields=comments_count,comments.limit(50){id,hidden,replies{id,user}}&limit=60`,
    );
    return body.data.find((row: Body) => row.comments_count > 15);
  };

  it("create, answer, hide and delete, and reading shows it", async () => {
    const asker = await start();
    const media = await firstCommented(asker);
    const visible = media.comments.data.find((row: Body) => !row.hidden);
    const created = await asker.send("POST", `/${media.id}/comments`, { message: "Welcome!" });
    expect(created).toMatchObject({ status: 200, body: { id: expect.stringMatching(/^178\d{14}$/) } });
    const newest = (await asker.get(`/${media.id}/comments?fields=id,text,username&limit=1`)).body.data[0];
    expect(newest).toEqual({ id: created.body.id, text: "Welcome!", username: "kaffee_nord" });
    const reply = await asker.send("POST", `/${visible.id}/replies`, { message: "Thanks" });
    const deeper = await asker.send("POST", `/${reply.body.id}/replies`, { message: "And more" });
    expect((await asker.get(`/${deeper.body.id}?fields=parent_id`)).body.parent_id).toBe(visible.id);
    expect((await asker.send("POST", `/${visible.id}?hide=true`)).body).toEqual(readFixture("success_true"));
    expect((await asker.get(`/${visible.id}?fields=hidden`)).body.hidden).toBe(true);
    expect((await asker.send("POST", `/${visible.id}/replies`, { message: "?" })).status).toBe(400);
    await asker.send("POST", `/${created.body.id}?hide=true`);
    expect((await asker.get(`/${created.body.id}?fields=hidden`)).body.hidden).toBe(false);
    expect((await asker.send("DELETE", `/${visible.id}`)).body).toEqual(readFixture("success_true"));
    expect((await asker.get(`/${visible.id}`)).body.error.error_subcode).toBe(33);
    expect((await asker.get(`/${media.id}?fields=comments_count`)).body.comments_count).toBeLessThanOrEqual(
      media.comments_count,
    );
  });

  it("close a media to comments, delete it, and refuse what is no write", async () => {
    const asker = await start();
    const media = await firstCommented(asker);
    expect((await asker.send("POST", `/${media.id}`, { comment_enabled: "false" })).body).toEqual({ success: true });
    expect((await asker.send("POST", `/${media.id}/comments`, { message: "x" })).status).toBe(400);
    expect((await asker.send("POST", `/${media.id}/likes`)).body.error.error_subcode).toBe(33);
    expect((await asker.send("DELETE", `/${media.id}`)).body).toEqual({ success: true, deleted_id: media.id });
    expect((await asker.get(`/${media.id}`)).status).toBe(400);
  });

  it("stop at sixty in an hour", async () => {
    const asker = await start({ settings: { callsPerHour: 1_000 } });
    const media = await firstCommented(asker);
    const write = () => asker.send("POST", `/${media.id}/comments`, { message: "again" });
    for (let nth = 0; nth < 60; nth += 1) expect((await write()).status).toBe(200);
    expect(withoutTrace((await write()).body.error)).toEqual(errorOf("613_custom_limit"));
    expect((await asker.get("/me")).status).toBe(200);
    asker.sandbox.setNow(new Date(NOW.getTime() + 3_601_000));
    expect((await write()).status).toBe(200);
  });
});

describe("pictures and the log", () => {
  it("serves JPEGs without a token, the same ones again, a different one for each media", async () => {
    const { get, account, sandbox } = await start();
    const { data } = (await get(`/${account("fjellvik").id}/media?fields=media_url,thumbnail_url&limit=100`)).body;
    const urls: string[] = data.flatMap((row: Body) => row.thumbnail_url ?? row.media_url ?? []);
    expect(urls.join()).not.toContain(sandbox.token);
    expect(urls.length).toBeLessThanOrEqual(100);
    const [first, again, second] = await Promise.all(
      [urls[0], urls[0], urls[1]].map(async (url) => Buffer.from(await (await fetch(url ?? "")).arrayBuffer())),
    );
    expect(await sharp(first).metadata()).toMatchObject({ format: "jpeg", width: 640, height: 800 });
    expect(again?.equals(first ?? Buffer.alloc(0))).toBe(true);
    expect(second?.equals(first ?? Buffer.alloc(0))).toBe(false);
    const everyMedia = await Promise.all(
      sandbox.world.accounts.map(({ id }) => get(`/${id}/media?fields=media_url,thumbnail_url&limit=100`)),
    );
    const rows: Body[] = everyMedia.flatMap(({ body }) => body.data);
    expect(rows.some((row) => row.media_url === undefined)).toBe(true);
    expect((await fetch(`${sandbox.url}/cdn/media/17999999000000000.jpg`)).status).toBe(404);
  });

  it("logs every call with what it cost, and no secret", async () => {
    const { get, account, sandbox } = await start();
    const { id, token } = account("kaffee_nord");
    await get(`/v26.0/${id}?fields=username&access_token=${token}`, token);
    await get("/nobody");
    expect(
      sandbox.log().map(({ method, path, status, cost, tokenOwner }) => [method, path, status, cost, tokenOwner]),
    ).toEqual([
      ["GET", `/v26.0/${id}`, 200, 1, "page"],
      ["GET", "/nobody", 404, 1, "user"],
    ]);
    const text = JSON.stringify(sandbox.log());
    for (const secret of [...sandbox.tokens(), sandbox.appSecret]) expect(text).not.toContain(secret);
  });
});
