// "Refused forms are remembered per connection in the store, each lesson paid for once" (PRODUCT §3), for servers that
// refuse in words of their own: what a run has found out, the next one begins with, and after eight days one call asks again.
import { expect, it } from "vitest";
import type { CollectOptions } from "../../src/collect/index.ts";
import type { SandboxSettings } from "../../src/sandbox/index.ts";
import { openFaultHouse } from "./fault-house.ts";
import { hasAlias, isPost, nestsIn, type Odd, refuse, refusing, startOddServer } from "./odd-server.ts";

const DAY_MS = 86_400_000;
const ODD_WORDS = refuse("(#12) not available in lists", 12);
/** The first run meets the posts from before an account's conversion as well, which are no lesson about a form. */
const BEFORE_CONVERSION = 2_108_006;

interface Run {
  readonly calls: number;
  /** Requests refused, those from before the conversion left out. */
  readonly refused: number;
}

/** Collects on these days and tells what each run cost and had refused. */
async function collectOn(
  days: readonly number[],
  odd: (asked: Parameters<Odd>[0], day: number) => ReturnType<Odd>,
  options: { collect?: Partial<CollectOptions>; settings?: Partial<SandboxSettings> } = {},
) {
  await using house = await openFaultHouse({ settings: options.settings ?? {} });
  let refused = 0;
  let today = 0;
  await using server = await startOddServer(house.sandbox.url, async (asked) => {
    const answer = await odd(asked, today);
    const { error } = answer.body as { readonly error?: { readonly error_subcode?: number } };
    if (error !== undefined && error.error_subcode !== BEFORE_CONVERSION) refused += 1;
    return answer;
  });
  const runs: Run[] = [];
  for (const day of days) {
    house.clock.advance((day - today) * DAY_MS);
    today = day;
    const before = { calls: server.requests.length, refused };
    const outcome = await house.run({ graph: { url: server.url }, collect: { ...options.collect } });
    runs.push({ calls: server.requests.length - before.calls, refused: refused - before.refused });
    expect(outcome.calls).toBe(runs.at(-1)?.calls);
  }
  const lessons = new Map((await house.store.lessons()).map(({ topic, finding }) => [topic, finding]));
  return { runs, lessons };
}

const DAYS = [0, 1, 9];
const allowed: Odd = ({ forward }) => forward();

it.each<[string, Odd, Partial<CollectOptions>]>([
  ["all lists", refusing((asked) => nestsIn("media", asked) || nestsIn("stories", asked), ODD_WORDS), {}],
  ["lists of posts", refusing((asked) => nestsIn("media", asked), ODD_WORDS), {}],
  [
    "lists of posts, and no stories are asked for",
    refusing((asked) => nestsIn("media", asked), ODD_WORDS),
    { stories: false },
  ],
])(
  "insights refused in %s: form 1 stays, posts are asked alone, and a week later one call asks again",
  async (_what, odd, collect) => {
    const { runs, lessons } = await collectOn(DAYS, odd, { collect });
    expect(runs.map(({ refused }) => refused > 0)).toEqual([true, false, true]);
    expect(lessons.get("nested-insights")).toBe("refused");
    expect(lessons.get("form-proven")).toBe("1");
    expect(lessons.has("form")).toBe(false);
    // The form's trial and the lists' may be two accounts', each sent as POST and again as GET.
    expect(runs[2]?.refused).toBeLessThanOrEqual(2);
  },
);

it("insights refused in lists of stories alone: posts stay nested, and the next run is a call an account and a story", async () => {
  const odd = refusing((asked) => nestsIn("stories", asked), ODD_WORDS);
  const { runs, lessons } = await collectOn(DAYS, odd);
  const free = await collectOn(DAYS, allowed, { collect: { stories: false } });
  expect(runs.map(({ refused }) => refused > 0)).toEqual([true, false, true]);
  expect(Object.fromEntries(lessons)).toMatchObject({
    "nested-story-insights": "refused",
    "nested-insights": "answered",
    "form-proven": "1",
  });
  const stories = 4;
  expect(runs[1]?.calls).toBe((free.runs[1]?.calls ?? 0) + stories);
  expect(runs[2]?.refused).toBeLessThanOrEqual(2);
});

it("lists of stories that nest after all are taken at their word when the lesson has aged", async () => {
  const old = refusing((asked) => nestsIn("stories", asked), ODD_WORDS);
  const { runs, lessons } = await collectOn([0, 1, 9, 10], (asked, day) => (day < 9 ? old(asked) : asked.forward()));
  expect(lessons.get("nested-story-insights")).toBe("answered");
  // The first of them with the weekly look into portfolios.
  expect(runs.slice(2)).toEqual([
    { calls: 6, refused: 0 },
    { calls: 5, refused: 0 },
  ]);
});

it("long reads refused as POST are a lesson of the connection, for a week", async () => {
  const { runs, lessons } = await collectOn(DAYS, refusing(isPost, refuse("(#3) No capability.", 3)));
  expect(runs.map(({ refused }) => refused)).toEqual([1, 0, 1]);
  expect(lessons.get("posted-reads")).toBe("refused");
});

it("long reads refused as POST beside insights refused in lists: neither passes for the other", async () => {
  const nesting = refusing((asked) => nestsIn("media", asked), ODD_WORDS);
  const both: Odd = (asked) => (isPost(asked) ? Promise.resolve(refuse("(#3) No capability.", 3)) : nesting(asked));
  const [known, alone] = [await collectOn(DAYS, both), await collectOn(DAYS, nesting)];
  expect(known.lessons.get("posted-reads")).toBe("refused");
  expect(known.lessons.get("nested-insights")).toBe("refused");
  // The one read of a trial that is sent both ways; where reads were taken as POST before, a trial is sent one way.
  expect(known.runs.map(({ calls }, at) => calls - (alone.runs[at]?.calls ?? 0))).toEqual([1, 0, 2]);
});

const STORIES_ONLY = { collect: { storiesOnly: true } } as const;

it("stories alone with aliases refused leave the lesson of a whole run, and use it", async () => {
  for (const [odd, settings] of [
    [refusing(hasAlias, refuse("(#100) Unknown modifier: as")), {}],
    [allowed, { aliases: "refused" }],
  ] as const) {
    const { runs, lessons } = await collectOn(DAYS, odd, { ...STORIES_ONLY, settings });
    expect(runs.map(({ refused }) => refused)).toEqual([1, 0, 1]);
    expect(lessons.get("form")).toBe("3");
    expect(runs[1]?.calls).toBe(5);
  }
});

it("stories alone with nested insights refused leave a lesson, and use it", async () => {
  const odd = refusing((asked) => nestsIn("stories", asked), ODD_WORDS);
  const { runs, lessons } = await collectOn(DAYS, odd, STORIES_ONLY);
  expect(runs.map(({ refused }) => refused)).toEqual([2, 0, 1]);
  const ofForms = [...lessons.keys()].filter((topic) => /form|nested|posted/.test(topic));
  expect(ofForms).toEqual(["nested-story-insights"]);
});
