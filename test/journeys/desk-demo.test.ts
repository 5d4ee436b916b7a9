// `gazette demo --desk`: whoever tries it out gets a desk with something to do at it, and the stand-in answers.
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startGazette } from "../cli/start-gazette.ts";

it("ends with the desk open on its data: a link that opens it once, comments that are answered, an end on a signal", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gazette-demo-desk-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const demo = startGazette(["demo", "--desk", "--out", "reports"], { cwd: folder });
  onTestFinished(() => void demo.child.kill("SIGKILL"));
  const printed = await demo.waitForStdout(/The desk is at .*Ctrl-C/);
  const url = /The desk is at (http:\/\/127\.0\.0\.1:\d+)/.exec(printed)?.[1] ?? "";
  const link = /Opens the desk, once: (\S+)/.exec(printed)?.[1] ?? "";
  expect(link.startsWith(`${url}/enter?key=`)).toBe(true);

  const entered = await fetch(link, { redirect: "manual" });
  const cookie = entered.headers.getSetCookie().join("; ").split(";")[0] ?? "";
  expect((await fetch(link)).status).toBe(403);
  const read = async (path: string): Promise<string> => (await fetch(`${url}${path}`, { headers: { cookie } })).text();
  expect(await read("/today")).toMatch(/waits for a review/);
  const [, commentId = ""] = /id="row-(\d+)"/.exec(await read("/comments")) ?? [];
  const page = await read(`/comments/${commentId}`);
  const field = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? "";
  const answered = await fetch(`${url}/comments/${commentId}/reply`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie, origin: url },
    body: new URLSearchParams({ _csrf: field("_csrf"), mark: field("mark"), back: "", text: "Thank you!" }),
  });
  expect(answered.status).toBe(303);
  expect(await read(answered.headers.get("location") ?? "")).toContain("Answered ");
  expect(await read(`/comments/${commentId}`)).toContain("Thank you!");

  demo.child.kill("SIGINT");
  const { stderr } = await demo.ended;
  expect(stderr).not.toMatch(/our mistake/);
  await expect(fetch(url)).rejects.toThrow();
  // The dataset goes with the demo, the reports stay.
  expect((await readdir(folder)).toSorted()).toEqual(["reports"]);
});
