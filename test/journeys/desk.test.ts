// `gazette desk` from the command line: the link that opens it once, users, and how it ends.
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { NODE_FLAGS } from "../../src/cli/node-flags.ts";
import { startGazette } from "../cli/start-gazette.ts";

const MAIN = resolve(import.meta.dirname, "../../src/start.mjs");

async function makeFolder(config: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "gazette-desk-cli-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, "gazette.yaml"), `store: { url: "sqlite:gazette.db" }\n${config}`);
  return folder;
}

async function addUser(folder: string, words: readonly string[], password: string) {
  const args = [...NODE_FLAGS, MAIN, "desk", "--config", "gazette.yaml", "--add-user", ...words];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.end(`${password}\n`);
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((done) => child.on("close", done)),
  ]);
  return { stdout, stderr, code };
}

describe("gazette desk", () => {
  it("prints a link that opens it once, another when it was used, and ends well when it is stopped", async () => {
    const folder = await makeFolder("");
    const env = { GAZETTE_TOKEN: "a-token-that-is-never-told" };
    const desk = startGazette(["desk", "--config", "gazette.yaml", "--port", "0"], { cwd: folder, env });
    const toLinks = (stdout: string) =>
      [...stdout.matchAll(/http:\/\/127\.0\.0\.1:\d+\/enter\?key=[0-9a-f]{32}/g)].map(([link]) => link);
    const [link = ""] = toLinks(await desk.waitForStdout(/The desk is at/));
    expect((await fetch(link)).status).toBe(200);
    const links = toLinks(await desk.waitForStdout(/enter\?key=.*enter\?key=/s));
    expect(new Set(links).size).toBe(2);
    expect((await fetch(link)).status).toBe(403);
    desk.child.kill("SIGTERM");
    const { exitCode, stdout, stderr } = await desk.ended;
    expect([exitCode, (stdout + stderr).includes("a-token-that-is-never-told")]).toEqual([0, false]);
  });

  it("makes a line for a user that lets them in, and nobody else", async () => {
    const folder = await makeFolder("");
    const { stdout, code } = await addUser(folder, ["mia", "--role", "manager"], "a long enough sentence");
    expect([code, stdout.includes("a long enough sentence")]).toEqual([0, false]);
    await writeFile(
      join(folder, "gazette.yaml"),
      `store: { url: "sqlite:gazette.db" }\ndesk:\n  users:\n    ${stdout}`,
    );
    const env = { GAZETTE_TOKEN: "token" };
    const desk = startGazette(["desk", "--config", "gazette.yaml", "--port", "0"], { cwd: folder, env });
    const started = await desk.waitForStdout(/The desk is at/);
    expect(started).not.toContain("/enter");
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(started)?.[0] ?? "";
    const form = await fetch(`${url}/sign-in`);
    const cookie = form.headers.getSetCookie().join("; ").split(";")[0] ?? "";
    const token = /name="_csrf" value="([^"]+)"/.exec(await form.text())?.[1] ?? "";
    const signIn = (password: string) =>
      fetch(`${url}/sign-in`, {
        method: "POST",
        redirect: "manual",
        headers: { cookie, origin: url },
        body: new URLSearchParams({ _csrf: token, name: "mia", password }),
      });
    expect((await signIn("a long enough sentencE")).status).toBe(401);
    expect((await signIn("a long enough sentence")).status).toBe(303);
    desk.child.kill("SIGTERM");
    expect((await desk.ended).exitCode).toBe(0);
  });

  it("refuses what would let in too many, or nobody", async () => {
    const folder = await makeFolder("desk: { host: 0.0.0.0 }");
    const open = await startGazette(["desk", "--config", "gazette.yaml"], { cwd: folder }).ended;
    expect([open.exitCode, open.stderr.includes("name who may sign in in desk.users")]).toEqual([2, true]);
    expect(await addUser(folder, ["mia"], "short")).toMatchObject({ code: 2 });
    expect(await addUser(folder, ["mia", "--role", "king"], "a long enough sentence")).toMatchObject({ code: 2 });
  });
});
