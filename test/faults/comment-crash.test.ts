// kill -9 at random moments of bulk replies and bulk deletions, then the same command again: no text twice, nothing lost,
// and no deletion without its archive. GAZETTE_CRASHES sets how many kills of each, GAZETTE_SEED repeats a failing run.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ArchivedThread, CommentAction } from "../../src/dataset/index.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/index.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { CLOCK, type Ended, runGazetteProcess } from "../support/journey.ts";
import { createRandom } from "./random.ts";

const CRASHES = Number(process.env.GAZETTE_CRASHES ?? 2);
const SEED = Number(process.env.GAZETTE_SEED ?? Math.floor(Math.random() * 2 ** 31));
const TARGETS = 10;
const WORDS = "Thank you for writing.";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gazette-comment-crash-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Stop = { readonly afterMs: number } | { readonly when: () => boolean };

interface Scene extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly ids: readonly string[];
  /** Runs the command over the ids, killed when told. */
  run(words: readonly string[], stop?: Stop): Promise<Ended>;
  actions(): Promise<readonly CommentAction[]>;
  archived(actionIds: readonly string[]): Promise<readonly ArchivedThread[]>;
}

const names = Array.from({ length: 10_000 }, (_, nth) => `scene${nth}`);

async function openScene(): Promise<Scene> {
  const name = names.shift();
  const now = CLOCK.now();
  const settings = { callsPerHour: 1_000_000, commentWritesPerHour: 1_000_000, pictures: "none" } as const;
  const sandbox = await startSandbox({ accounts: 2, seed: 5, now: () => now, settings });
  await writeFile(
    join(folder, `${name}.yaml`),
    [
      `graph: { url: ${sandbox.url}, timeoutSeconds: 600 }`,
      "connections: [{ name: agency, token: '${GAZETTE_TOKEN}', callsPerHour: 100000 }]",
      `store: { url: 'sqlite:${name}.db' }`,
      "comments: { writesPerHour: 10000, settleSeconds: 0, most: 100 }",
    ].join("\n"),
  );
  const ids = await listForeignComments(sandbox);
  await writeFile(join(folder, `${name}.ids`), ids.join("\n"));
  const withStore = async <T>(read: (store: Store) => Promise<T>): Promise<T> => {
    await using store = await openStore({ url: `sqlite:${join(folder, `${name}.db`)}` });
    return await read(store);
  };
  return {
    sandbox,
    ids,
    run: (words, stop) =>
      runGazetteProcess(
        folder,
        ["--config", `${name}.yaml`, "--quiet", ...words, "--file", `${name}.ids`, "--yes", "--json"],
        { GAZETTE_TOKEN: sandbox.token },
        stop === undefined ? undefined : (kill) => watch(stop, kill),
      ),
    actions: () => withStore((store) => store.comments.actions({})),
    archived: (actionIds) => withStore((store) => store.comments.archived(actionIds)),
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}

function watch(stop: Stop, kill: () => void): () => void {
  const timer = "afterMs" in stop ? setTimeout(kill, stop.afterMs) : setInterval(() => stop.when() && kill(), 2);
  return () => clearInterval(timer);
}

/** Visible top comments of the public under the first account's newest media. */
async function listForeignComments(sandbox: Sandbox): Promise<readonly string[]> {
  const [account] = sandbox.world.accounts;
  const fields = "comments.limit(50){id,hidden,from{id}}";
  const response = await fetch(`${sandbox.url}/${account?.id}/media?limit=20&fields=${fields}`, {
    headers: { authorization: `Bearer ${sandbox.token}` },
  });
  const { data } = (await response.json()) as {
    data: readonly { comments?: { data: readonly { id: string; hidden: boolean; from: { id: string } }[] } }[];
  };
  return data
    .flatMap(({ comments }) => comments?.data ?? [])
    .filter(({ hidden, from }) => !hidden && from.id !== account?.id)
    .slice(0, TARGETS)
    .map(({ id }) => id);
}

/** Writes the server performed, by the comment they were about. */
function listWrites(sandbox: Sandbox, method: string, edge: string): readonly string[] {
  const path = new RegExp(`^/v[\\d.]+/(\\d+)${edge}$`);
  return sandbox
    .log()
    .filter((call) => call.method === method && call.status === 200)
    .flatMap((call) => path.exec(call.path)?.[1] ?? [])
    .toSorted();
}

/** Kills at `CRASHES` random moments, each in a scene of its own; `check` sees it after the second, undisturbed run. */
async function crashAll(words: readonly string[], check: (scene: Scene, about: string) => Promise<void>) {
  const random = createRandom(SEED);
  await using calm = await openScene();
  const begun = performance.now();
  const clean = await calm.run(words);
  let latestMs = performance.now() - begun;
  expect(clean.code, clean.stderr).toBe(0);
  await check(calm, "undisturbed");
  const again = await calm.run(words);
  expect(again.code, `a second time\n${again.stderr}`).toBe(0);
  await check(calm, "a second time");
  // Before the first write a kill proves little: the later part of the run is where it hurts.
  for (let crash = 0; crash < CRASHES; ) {
    const delayMs = Math.round(latestMs * (0.4 + 0.6 * random()));
    await using scene = await openScene();
    const killed = await scene.run(words, { afterMs: delayMs });
    if (killed.code !== null) {
      latestMs = delayMs;
      continue;
    }
    crash += 1;
    const about = `killed after ${delayMs} ms, GAZETTE_SEED=${SEED}`;
    const ended = await scene.run(words);
    expect(ended.code, `${about}\n${ended.stderr}`).toBe(0);
    await check(scene, about);
  }
}

describe(`${CRASHES} kills -9 with seed ${SEED}`, () => {
  it("of bulk replies: each comment has the answer once", async () => {
    await crashAll(["comments", "reply", "--text", WORDS], async ({ sandbox, ids, actions }, about) => {
      expect(listWrites(sandbox, "POST", "/replies"), about).toEqual(ids.toSorted());
      const all = await actions();
      expect(
        all.map(({ state }) => state),
        about,
      ).toEqual(ids.map(() => "done"));
      expect(new Set(all.map(({ resultId }) => resultId)).size, about).toBe(TARGETS);
    });
  });

  it("of bulk deletions: each is archived before it is gone", async () => {
    await crashAll(["comments", "delete", "--now"], async ({ sandbox, ids, actions, archived }, about) => {
      expect(listWrites(sandbox, "DELETE", ""), about).toEqual(ids.toSorted());
      const all = await actions();
      expect(
        all.map(({ state }) => state),
        about,
      ).toEqual(ids.map(() => "done"));
      const threads = await archived(all.map(({ actionId }) => actionId));
      expect(threads.map(({ comment }) => comment.commentId).toSorted(), about).toEqual(ids.toSorted());
      expect(
        threads.every(({ comment }) => comment.text.length > 0),
        about,
      ).toBe(true);
    });
  });
});

it("an answer that is waited for when the process is killed is read back by the next run", async () => {
  await using scene = await openScene();
  scene.sandbox.injectFaults([{ kind: "hang", match: { path: "/replies$", nth: 4 } }]);
  const listPosted = () =>
    scene.sandbox.log().filter(({ method, path }) => method === "POST" && path.endsWith("/replies"));
  const words = ["comments", "reply", "--text", WORDS];
  const killed = await scene.run(words, { when: () => listPosted().length === 4 });
  expect(killed.code).toBeNull();
  const left = ["done", "done", "done", ...Array<string>(TARGETS - 4).fill("planned"), "unknown"];
  expect((await scene.actions()).map(({ state }) => state).toSorted()).toEqual(left);
  scene.sandbox.clearFaults();
  const ended = await scene.run(words);
  expect(ended.code, ended.stderr).toBe(0);
  expect(listPosted().length).toBe(TARGETS);
  expect(new Set((await scene.actions()).map(({ resultId }) => resultId)).size).toBe(TARGETS);
});
