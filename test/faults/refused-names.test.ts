// Figures refused one name after another: paid once, told once, and nothing that was answered is lost by it (PRODUCT §3).
import { beforeAll, describe, expect, it } from "vitest";
import { compareAccount } from "./compare.ts";
import { type Dataset, type FaultHouse, openFaultHouse, readDataset, WEEK } from "./fault-house.ts";
import { nestsIn, type Odd, refuse, startOddServer } from "./odd-server.ts";

type Asked = Parameters<Odd>[0];

const STRUCK = "17841400000000002";
const WEEK_MS = 7 * 86_400_000;

/** The last of the metrics asked of posts, of stories, or of the account itself. */
function lastMetric({ path, params }: Asked, lists: RegExp): string | undefined {
  if (/\/\d+\/insights$/.test(path)) return params.metric?.split(",").at(-1);
  const fields =
    path.endsWith("/media") || path.endsWith("/stories") ? params.fields : lists.exec(params.fields ?? "")?.[0];
  return /insights\.metric\(([^)]*)\)/
    .exec(fields ?? "")?.[1]
    ?.split(",")
    .at(-1);
}

const LIST = (edge: string) => new RegExp(`\\b${edge}[^{,]*\\{([^{}]|\\{[^{}]*\\})*\\}`);
const notForMedia = (metric = "views") =>
  refuse(`(#100) The Media Insights API does not support the ${metric} metric for this media product type.`);

let clean: Dataset;
let least: readonly number[];
let posts: readonly string[];
let stories: readonly string[];

/** Collections a week apart: what each cost and had refused, and what was held and told after the first. */
async function collect(house: FaultHouse, odd: Odd, weeks: number) {
  let refused = 0;
  await using server = await startOddServer(house.sandbox.url, async (asked) => {
    const answer = await odd(asked);
    if ((answer.status ?? 200) >= 400) refused += 1;
    return answer;
  });
  const runs: { readonly calls: number; readonly refused: number }[] = [];
  let rows: Dataset | undefined;
  let gaps: Awaited<ReturnType<FaultHouse["store"]["read"]["gaps"]>> | undefined;
  for (let week = 0; week < weeks; week += 1) {
    const before = { calls: server.requests.length, refused };
    await house.run({ graph: { url: server.url }, collect: { concurrency: 1 } });
    runs.push({ calls: server.requests.length - before.calls, refused: refused - before.refused });
    rows ??= await readDataset(house.store, house.sandbox.url);
    gaps ??= await house.store.read.gaps(WEEK);
    house.clock.advance(WEEK_MS);
  }
  return { runs, rows: rows ?? new Map(), gaps: gaps ?? [] };
}

beforeAll(async () => {
  await using house = await openFaultHouse();
  least = (await collect(house, (asked) => asked.forward(), 3)).runs.map(({ calls }) => calls);
  await using once = await openFaultHouse();
  await once.run();
  clean = await readDataset(once.store, once.sandbox.url);
  const media = await once.store.read.media(STRUCK, "2026-10-25", "2026-11-24");
  const isStory = ({ mediaProductType }: (typeof media)[number]): boolean => mediaProductType === "STORY";
  stories = media.filter(isStory).map(({ mediaId }) => mediaId);
  posts = media.filter((one) => !isStory(one)).map(({ mediaId }) => mediaId);
});

const isOfPosts = (asked: Asked): boolean =>
  (asked.path.includes(STRUCK) && nestsIn("media", asked)) ||
  posts.some((id) => asked.path.endsWith(`/${id}/insights`));
const isOfStories = (asked: Asked): boolean =>
  (asked.path.includes(STRUCK) && nestsIn("stories", asked)) ||
  stories.some((id) => asked.path.endsWith(`/${id}/insights`));

it("a connection whose every account is refused name after name costs a dozen calls, and a few a week later", async () => {
  await using house = await openFaultHouse({ accounts: 14 });
  const odd: Odd = (asked) => {
    if (!/\/1784/.test(asked.path)) return asked.forward();
    const all = asked.params.metric ?? /insights\.metric\(([^)]*)\)/.exec(asked.params.fields ?? "")?.[1];
    return Promise.resolve(notForMedia(all?.split(",").at(-1)));
  };
  const { runs, gaps } = await collect(house, odd, 3);
  expect(runs[0]?.calls).toBeLessThanOrEqual(12);
  for (const { refused } of runs.slice(1)) expect(refused).toBeLessThanOrEqual(3);
  expect(gaps).toHaveLength(14);
});

/** The first list of metrics asked of the account itself. */
function ownMetrics({ path, params }: Asked): readonly string[] | undefined {
  if (!path.includes(STRUCK)) return undefined;
  const own = /insights\.metric\(([^)]*)\)[^{]*\.as\(part\d+\)/.exec(params.fields ?? "")?.[1];
  return (path.endsWith("/insights") ? params.metric : own)?.split(",");
}

describe.each(["allowed", "refused"] as const)("where aliases are %s, figures of an account itself", (aliases) => {
  const ofOne = (metric = "views") =>
    refuse(`(#100) The following metric (${metric}) is incompatible with the metric type (total_value)`);

  it.each([
    ["its own words", ofOne],
    ["those of posts", notForMedia],
  ])(
    "refused name after name in %s are refused eight times in all, and never a week later",
    async (_words, refusal) => {
      await using plain = await openFaultHouse({ settings: { aliases } });
      const whole = await collect(plain, (asked) => asked.forward(), 1);
      await using house = await openFaultHouse({ settings: { aliases } });
      let struck = 0;
      const odd: Odd = (asked) => {
        const metrics = ownMetrics(asked);
        if (metrics === undefined) return asked.forward();
        struck += 1;
        return Promise.resolve(refusal(metrics.at(-1)));
      };
      const { runs, rows } = await collect(house, odd, 2);
      expect(struck).toBeLessThanOrEqual(8);
      expect(runs[1]?.refused).toBe(0);
      for (const accountId of whole.rows.keys()) {
        const { lost } = compareAccount(whole.rows, rows, accountId);
        const isOwn = /^(account_days|account_totals|audience)/;
        expect(lost.filter((row) => accountId !== STRUCK || !isOwn.test(row))).toEqual([]);
      }
    },
  );

  it("of which four are refused, one name after the other, come but for those four", async () => {
    await using plain = await openFaultHouse({ settings: { aliases } });
    const whole = await collect(plain, (asked) => asked.forward(), 1);
    await using house = await openFaultHouse({ settings: { aliases } });
    const names = ["profile_links_taps", "accounts_engaged", "website_clicks", "profile_views"];
    const odd: Odd = (asked) => {
      const name = names.find((one) => asked.path.includes(STRUCK) && JSON.stringify(asked.params).includes(one));
      return name === undefined ? asked.forward() : Promise.resolve(ofOne(name));
    };
    const { rows } = await collect(house, odd, 1);
    for (const accountId of whole.rows.keys()) {
      const { lost } = compareAccount(whole.rows, rows, accountId);
      const isNamed = (row: string) => names.some((name) => row.includes(`"${name}"`));
      expect(lost.filter((row) => accountId !== STRUCK || !isNamed(row))).toEqual([]);
    }
  });
});

it("figures of posts withdrawn in words that name another metric are refused once for all", async () => {
  await using house = await openFaultHouse();
  const words =
    "(#100) Starting from version v22.0 and above, the impressions metric is no longer supported for the queried user";
  const odd: Odd = (asked) => (isOfPosts(asked) ? Promise.resolve(refuse(words)) : asked.forward());
  const { runs, rows } = await collect(house, odd, 3);
  expect(runs.slice(1)).toEqual(least.slice(1).map((calls) => ({ calls, refused: 0 })));
  for (const accountId of clean.keys()) {
    const { lost } = compareAccount(clean, rows, accountId);
    expect(lost.filter((row) => accountId !== STRUCK || !row.startsWith("media_insights"))).toEqual([]);
  }
});

describe.each([
  ["all posts and stories", (asked: Asked) => isOfPosts(asked) || isOfStories(asked), 21],
  ["all posts", isOfPosts, 18],
])("figures of %s of an account", (_what, isStruck, most) => {
  it("are refused once for all, told once a figure, and cost nothing a week later", async () => {
    await using house = await openFaultHouse();
    const odd: Odd = (asked) => {
      if (!isStruck(asked)) return asked.forward();
      const edge = isOfPosts(asked) ? "media" : "stories";
      return Promise.resolve(notForMedia(lastMetric(asked, LIST(edge))));
    };
    const { runs, rows, gaps } = await collect(house, odd, 3);
    const [first, ...later] = runs;
    expect(first?.refused).toBeLessThanOrEqual(most);
    expect(later).toEqual(least.slice(1).map((calls) => ({ calls, refused: 0 })));
    expect(gaps.filter(({ mediaId }) => mediaId !== undefined && posts.includes(mediaId))).toEqual([]);
    for (const accountId of clean.keys()) {
      const { lost } = compareAccount(clean, rows, accountId);
      expect(lost.filter((row) => accountId !== STRUCK || !row.startsWith("media_insights"))).toEqual([]);
    }
  });
});

it("one post that refuses each figure in turn costs the list twice, then itself, and is not asked a week later", async () => {
  await using house = await openFaultHouse();
  const bad = posts[2] ?? "";
  const odd: Odd = async (asked) => {
    const answer = await asked.forward();
    if (!JSON.stringify(answer.body).includes(`"${bad}/insights/`)) return answer;
    return notForMedia(lastMetric(asked, LIST("media")));
  };
  const { runs, rows } = await collect(house, odd, 2);
  const [first, second] = runs;
  expect(first?.refused).toBeLessThanOrEqual(19);
  expect(second?.refused).toBe(0);
  for (const accountId of clean.keys()) {
    const { lost } = compareAccount(clean, rows, accountId);
    expect(lost.filter((row) => !row.includes(bad))).toEqual([]);
  }
});

it("where neither aliases nor nested insights are taken, such a post costs no call a week later, and no other is lost", async () => {
  const settings = { aliases: "refused", nestedInsights: "refused" } as const;
  await using plain = await openFaultHouse({ settings });
  const whole = await collect(plain, (asked) => asked.forward(), 2);
  await using house = await openFaultHouse({ settings });
  const bad = posts[2] ?? "";
  const odd: Odd = async (asked) => {
    const answer = await asked.forward();
    if (!JSON.stringify(answer.body).includes(`"${bad}/insights/`)) return answer;
    return notForMedia(lastMetric(asked, LIST("media")));
  };
  const { runs, rows, gaps } = await collect(house, odd, 2);
  expect(runs[1]).toEqual({ calls: (whole.runs[1]?.calls ?? 0) - 1, refused: 0 });
  for (const accountId of clean.keys()) {
    const { lost } = compareAccount(whole.rows, rows, accountId);
    expect(lost.filter((row) => !row.includes(bad))).toEqual([]);
  }
  expect(gaps.some(({ mediaId, metric }) => mediaId === bad && metric === "reach")).toBe(true);
});

it("one post refused in words that tell neither of posts nor of all costs no other post a figure", async () => {
  await using house = await openFaultHouse();
  const bad = posts[2] ?? "";
  const odd: Odd = async (asked) => {
    const answer = await asked.forward();
    if (!JSON.stringify(answer.body).includes(`"${bad}/insights/`)) return answer;
    const words = `The following metric (${lastMetric(asked, LIST("media"))}) is incompatible with the metric type (total_value)`;
    return refuse(`(#100) ${words}`);
  };
  const { runs, rows } = await collect(house, odd, 2);
  expect(runs[1]?.refused).toBe(0);
  for (const accountId of clean.keys()) {
    const { lost } = compareAccount(clean, rows, accountId);
    expect(lost.filter((row) => !row.includes(bad))).toEqual([]);
  }
});

it("one post with too few viewers is no lesson about the stories that were asked for beside it", async () => {
  await using house = await openFaultHouse();
  const bad = posts[2] ?? "";
  const odd: Odd = async (asked) => {
    const answer = await asked.forward();
    const isItsOwn = JSON.stringify(answer.body).includes(`"${bad}/insights/`);
    return isItsOwn ? refuse("(#10) Not enough viewers for the media to show insights", 10) : answer;
  };
  const { runs, rows } = await collect(house, odd, 2);
  const { lost } = compareAccount(clean, rows, STRUCK);
  expect(lost.filter((row) => !row.includes(bad) && !row.includes('"navigation"'))).toEqual([]);
  expect(runs[1]).toEqual({ calls: least[1], refused: 0 });
});

it("an account refused field after field costs four calls once, and one a week later", async () => {
  await using house = await openFaultHouse();
  let struck = 0;
  const odd: Odd = (asked) => {
    if (!asked.path.includes(STRUCK)) return asked.forward();
    struck += 1;
    const field = asked.params.fields?.split(",").find((one) => one !== "id") ?? "insights";
    return Promise.resolve(
      refuse(`(#100) Tried accessing nonexisting field (${/^\w*/.exec(field)}) on node type (IGUser)`),
    );
  };
  const { runs } = await collect(house, odd, 3);
  expect(runs.slice(1).map(({ refused }) => refused)).toEqual([1, 1]);
  expect(struck).toBeLessThanOrEqual(4 + 1 + 1);
});

it("two posts that refuse three of their figures, name after name, keep the others, and so does everybody else", async () => {
  await using house = await openFaultHouse();
  const bad = posts.slice(0, 2);
  const odd: Odd = async (asked) => {
    const answer = await asked.forward();
    const body = JSON.stringify(answer.body);
    const metric = ["shares", "saved", "views"].find((name) =>
      bad.some((id) => body.includes(`"${id}/insights/${name}/`)),
    );
    return metric === undefined ? answer : notForMedia(metric);
  };
  const { runs, rows } = await collect(house, odd, 2);
  expect(runs[1]?.refused).toBe(0);
  const { lost } = compareAccount(clean, rows, STRUCK);
  expect(lost.length).toBeGreaterThan(0);
  for (const row of lost) {
    expect(bad.some((id) => row.includes(id))).toBe(true);
    expect(row).toMatch(/"metric":"(shares|saved|views)"/);
  }
});

it("one post that refuses two of its figures keeps the others, though both names came one after the other", async () => {
  await using house = await openFaultHouse();
  // The newest: nothing was answered when it is found.
  const bad = posts[0] ?? "";
  const odd: Odd = async (asked) => {
    const answer = await asked.forward();
    const body = JSON.stringify(answer.body);
    const metric = ["shares", "views"].find((name) => body.includes(`"${bad}/insights/${name}/`));
    return metric === undefined ? answer : notForMedia(metric);
  };
  const { runs, rows } = await collect(house, odd, 2);
  const [, second] = runs;
  expect(second?.refused).toBe(0);
  const lost = compareAccount(clean, rows, STRUCK).lost;
  expect(lost.length).toBeGreaterThan(0);
  for (const row of lost) {
    expect(row).toContain(bad);
    expect(row).toMatch(/"metric":"(shares|views)"/);
  }
});

it.each([3, 1])(
  "posts refused with the account's list of names take none of its own figures, of %i accounts",
  async (accounts) => {
    const settings = { accounts };
    await using plain = await openFaultHouse(settings);
    const whole = await collect(plain, (asked) => asked.forward(), 1);
    await using house = await openFaultHouse(settings);
    const id = accounts === 1 ? "17841400000000001" : STRUCK;
    const words = "(#100) metric[0] must be one of the following values: reach, follower_count, online_followers";
    const isOfItsPosts = (asked: Asked): boolean =>
      (asked.path.includes(id) && nestsIn("media", asked)) || /\/(?!1784)\d+\/insights$/.test(asked.path);
    const odd: Odd = (asked) => (isOfItsPosts(asked) ? Promise.resolve(refuse(words)) : asked.forward());
    const { runs, rows, gaps } = await collect(house, odd, 2);
    expect(runs[0]?.refused).toBeLessThanOrEqual(13);
    expect(runs[1]?.refused).toBeLessThanOrEqual(1);
    for (const accountId of whole.rows.keys()) {
      const { lost } = compareAccount(whole.rows, rows, accountId);
      expect(lost.filter((row) => !row.startsWith("media_insights"))).toEqual([]);
    }
    expect(gaps.filter(({ mediaId, fromDay }) => mediaId === undefined && fromDay !== undefined)).toEqual([]);
  },
);

it("an account's own figures refused by names that posts bear, too, are not asked a week later, and posts keep theirs", async () => {
  await using house = await openFaultHouse();
  const ofAccount = ({ path, params }: Asked): string | undefined => {
    if (!path.includes(STRUCK)) return undefined;
    if (path.endsWith("/insights")) return params.metric?.split(",").at(-1);
    if (/\/(?:media|stories)$/.test(path)) return undefined;
    const own = (params.fields ?? "").replace(LIST("media"), "").replace(LIST("stories"), "");
    return /insights\.metric\(([^)]*)\)/.exec(own)?.[1]?.split(",").at(-1);
  };
  const odd: Odd = (asked) => {
    const metric = ofAccount(asked);
    if (metric === undefined) return asked.forward();
    const words = `(#100) The following metrics (${metric}) should be specified with parameter metric_type=total_value`;
    return Promise.resolve(refuse(words));
  };
  const { runs, rows } = await collect(house, odd, 3);
  const [, second, third] = runs;
  expect([second?.refused, third?.refused]).toEqual([0, 0]);
  for (const accountId of clean.keys()) {
    const { lost } = compareAccount(clean, rows, accountId);
    expect(lost.filter((row) => accountId !== STRUCK || /^media/.test(row))).toEqual([]);
  }
});

it("of stories whose ways of leaving alone are refused the list comes", async () => {
  await using house = await openFaultHouse();
  const odd: Odd = (asked) => {
    const metric = isOfStories(asked) ? lastMetric(asked, LIST("stories")) : undefined;
    const words = `(#100) The following metrics (${metric}) should be specified with parameter metric_type=total_value`;
    return metric === undefined ? asked.forward() : Promise.resolve(refuse(words));
  };
  const { runs, rows } = await collect(house, odd, 2);
  const [, second] = runs;
  expect(second?.refused).toBe(0);
  const { lost } = compareAccount(clean, rows, STRUCK);
  expect(lost.filter((row) => !row.startsWith("media_insights"))).toEqual([]);
});
