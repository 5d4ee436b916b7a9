// What a post or an edge of an account refuses is paid once, and asked again four weeks later by one call.
import { expect, it } from "vitest";
import { type FaultHouse, NOW, openFaultHouse, readDataset, WEEK } from "./fault-house.ts";
import { type Odd, refuse, startOddServer } from "./odd-server.ts";

const DAY_MS = 86_400_000;
const DAYS = [0, 7, 21, 29, 30];
const allowed: Odd = (asked) => asked.forward();

/** Collects on these days; what each run cost and had refused. */
async function collectOn(
  house: FaultHouse,
  days: readonly number[],
  odd: (asked: Parameters<Odd>[0]) => ReturnType<Odd>,
  collect: NonNullable<Parameters<FaultHouse["run"]>[0]>["collect"] = {},
) {
  let refused = 0;
  let today = 0;
  await using server = await startOddServer(house.sandbox.url, async (asked) => {
    const answer = await odd(asked);
    if ((answer.status ?? 200) >= 400) refused += 1;
    return answer;
  });
  const runs: { readonly calls: number; readonly refused: number }[] = [];
  for (const day of days) {
    house.clock.advance((day - today) * DAY_MS);
    today = day;
    const before = { calls: server.requests.length, refused };
    await house.run({ graph: { url: server.url }, collect: { mediaDays: 70, ...collect } });
    runs.push({ calls: server.requests.length - before.calls, refused: refused - before.refused });
  }
  return runs;
}

const isAbout = (edge: string, { path, params }: Parameters<Odd>[0]): boolean =>
  path.endsWith(`/${edge}`) || new RegExp(`\\b${edge}[.{]`).test(params.fields ?? "");
const NO_PERMISSION = refuse("(#10) Application does not have permission for this action", 10, 403);

it.each<[string, (asked: Parameters<Odd>[0]) => boolean, RegExp]>([
  ["stories", (asked) => isAbout("stories", asked), /STORY/],
  [
    "a total of one kind",
    ({ params }) => /follow_type/.test(JSON.stringify(params)),
    /follows_and_unfollows|follow_type/,
  ],
])(
  "an edge refused to one account (%s) costs one call again after four weeks, and nothing else is lost",
  async (_what, isRefused, lost) => {
    await using clean = await openFaultHouse();
    const least = await collectOn(clean, DAYS, allowed);
    await using house = await openFaultHouse();
    const [, account = ""] = [...(await readDataset(clean.store, clean.sandbox.url)).keys()];
    const runs = await collectOn(house, DAYS, (asked) =>
      asked.path.includes(account) && isRefused(asked) ? Promise.resolve(NO_PERMISSION) : asked.forward(),
    );
    expect(runs[0]?.refused).toBeGreaterThan(0);
    const calls = least.map((one) => one.calls);
    // Refused with others and alone, while all else was answered: that is known from the first run on.
    expect(runs.slice(1)).toEqual([
      { calls: calls[1], refused: 0 },
      { calls: calls[2], refused: 0 },
      { calls: (calls[3] ?? 0) + 1, refused: 1 },
      { calls: calls[4], refused: 0 },
    ]);
    const rows = (await readDataset(house.store, house.sandbox.url)).get(account) ?? [];
    const missing = ((await readDataset(clean.store, clean.sandbox.url)).get(account) ?? []).filter(
      (row) => !row.startsWith("gaps") && !rows.includes(row),
    );
    expect(missing.length).toBeGreaterThan(0);
    const ids = missing.filter((row) => lost.test(row)).map((row) => /"media_id":"(\d+)"/.exec(row)?.[1] ?? row);
    for (const row of missing) expect(ids.some((id) => row.includes(id))).toBe(true);
    expect(rows.some((row) => row.startsWith("gaps") && row.includes("not-permitted"))).toBe(true);
  },
);

it.each([
  ["by name", "(#200) Requires instagram_manage_comments permission to manage the object", 200],
  ["in words that name nothing", "(#10) Application does not have permission for this action", 10],
])(
  "comments refused to one account %s cost no call once two runs were refused them, and are a gap",
  async (_how, words, code) => {
    const collect = { comments: "all" } as const;
    await using clean = await openFaultHouse();
    const least = await collectOn(clean, DAYS, allowed, collect);
    await using house = await openFaultHouse();
    const [, account = ""] = [...(await readDataset(clean.store, clean.sandbox.url)).keys()];
    const runs = await collectOn(
      house,
      DAYS,
      (asked) =>
        asked.path.includes(account) && /comments\.limit/.test(asked.params.fields ?? "")
          ? Promise.resolve(refuse(words, code, 403))
          : asked.forward(),
      collect,
    );
    const calls = least.map((one) => one.calls);
    expect(runs[0]?.calls).toBe((calls[0] ?? 0) + 1);
    expect(runs.slice(1)).toEqual([
      { calls: (calls[1] ?? 0) + 1, refused: 1 },
      { calls: calls[2], refused: 0 },
      { calls: (calls[3] ?? 0) + 1, refused: 1 },
      { calls: calls[4], refused: 0 },
    ]);
    const gaps = (await house.store.read.gaps(WEEK)).filter(({ subject }) => subject === `${account}/comments/`);
    expect(gaps).toMatchObject([{ reason: "not-permitted", message: words }]);
  },
);

it("an edge that is permitted again comes in that call, and stands in the request from then on", async () => {
  await using house = await openFaultHouse();
  await house.run();
  const [, account = ""] = [...(await readDataset(house.store, house.sandbox.url)).keys()];
  let isRefused = true;
  const odd: Odd = (asked) =>
    isRefused && asked.path.includes(account) && isAbout("stories", asked)
      ? Promise.resolve(NO_PERMISSION)
      : asked.forward();
  const [first] = await collectOn(house, [1], odd);
  expect(first?.refused).toBeGreaterThan(0);
  isRefused = false;
  const runs = await collectOn(house, [29, 30], odd);
  expect(runs.map(({ refused }) => refused)).toEqual([0, 0]);
  expect(runs[1]?.calls).toBe(5);
  const lessons = (await house.store.lessons()).filter(({ topic }) => topic.startsWith("refused-edges:"));
  expect(lessons.map(({ finding }) => finding)).toEqual(["[]"]);
});

const settings = { refusingPosts: { percent: 12, metrics: ["views", "shares"] } };

it("what a post refuses is asked of it alone after four weeks, and no search begins", async () => {
  await using house = await openFaultHouse({ settings });
  const [, second] = await collectOn(house, [0, 7], allowed);
  expect(second?.refused).toBe(0);
  const since = (NOW.getTime() + (29 - 70) * DAY_MS) / 1000;
  const posts = await readRefusing(house);
  const due = posts.filter(({ publishedAt }) => publishedAt >= since).length;
  expect(due).toBeGreaterThan(0);
  const later = await collectOn(house, [22, 23], allowed);
  expect(later).toEqual([
    { calls: (second?.calls ?? 0) + due, refused: due },
    { calls: 5, refused: 0 },
  ]);
});

it("a post that answers what it refused is asked with all others from then on", async () => {
  await using house = await openFaultHouse({ settings });
  await collectOn(house, [0], allowed);
  const before = await readRefusing(house);
  let answered = 0;
  await collectOn(house, [29], (asked) => {
    const metric = asked.params.metric;
    if (!/\/\d+\/insights$/.test(asked.path) || metric === undefined || metric.includes(",")) return asked.forward();
    answered += 1;
    const data = [{ name: metric, period: "lifetime", values: [{ value: 5 }] }];
    return Promise.resolve({ status: 200, body: { data } });
  });
  expect(answered).toBeGreaterThan(0);
  expect((await readRefusing(house)).length).toBe(before.length - answered);
});

async function readRefusing({ store }: FaultHouse) {
  const lessons = (await store.lessons()).filter(({ topic }) => topic.startsWith("refusing-posts:"));
  return lessons.flatMap(
    ({ finding }) => JSON.parse(finding) as readonly { readonly mediaId: string; readonly publishedAt: number }[],
  );
}

it.each(["stories", "media"])(
  "a list of %s refused in words about figures, though it asks for none, costs no more than one call a week after two",
  async (edge) => {
    const words = "(#100) The Media Insights API does not support the views metric for this media product type.";
    await using clean = await openFaultHouse();
    const least = await collectOn(clean, [0, 7, 14, 21], allowed);
    await using house = await openFaultHouse();
    const [, account = ""] = [...(await readDataset(clean.store, clean.sandbox.url)).keys()];
    const runs = await collectOn(house, [0, 7, 14, 21], (asked) =>
      asked.path.includes(account) && isAbout(edge, asked) ? Promise.resolve(refuse(words)) : asked.forward(),
    );
    expect(runs[0]?.refused).toBeGreaterThan(0);
    const calls = least.map((one) => one.calls);
    expect(runs.slice(2)).toEqual([
      { calls: calls[2], refused: 0 },
      { calls: calls[3], refused: 0 },
    ]);
  },
);

it("a refusal that is remembered is told with the code it came with, whatever it is about", async () => {
  await using house = await openFaultHouse({ settings: { refusingPosts: { percent: 12, metrics: ["views"] } } });
  const [, account = ""] = [...(await readDataset(house.store, house.sandbox.url)).keys()];
  const odd: Odd = (asked) => {
    const { fields = "" } = asked.params;
    if (/\bwebsite\b/.test(fields)) return Promise.resolve(refuse(withdrawn));
    const isOfAccount = asked.path.includes(account);
    if (isOfAccount && /follow_type/.test(JSON.stringify(asked.params))) return Promise.resolve(NO_PERMISSION);
    return asked.forward();
  };
  const withdrawn = "(#100) Tried accessing nonexisting field (website) on node type (IGUser)";
  const told: (readonly string[])[] = [];
  for (const days of [[0], [7], [7]]) {
    await collectOn(house, days, odd);
    const gaps = await house.store.read.gaps(WEEK);
    const refused = gaps.filter(({ reason }) => ["not-permitted", "metric-refused", "withdrawn"].includes(reason));
    told.push([...new Set(refused.map(({ reason, code }) => `${reason} ${code ?? "nothing"}`))].toSorted());
  }
  expect(told[0]).toEqual(["metric-refused 100", "not-permitted 10", "withdrawn 100"]);
  expect(told.slice(1)).toEqual([told[0], told[0]]);
});
