// What tests of `fetchPlan` ask, answer and get.
import { put } from "../../src/collect/capabilities/index.ts";
import { type Fact, type FetchOptions, type FetchStep, fetchPlan } from "../../src/collect/fetch/index.ts";
import { type Block, type PlannedCall, toSubject, toWholeSubject } from "../../src/collect/plan/index.ts";
import type { GraphOptions } from "../../src/graph/index.ts";
import { openGraph } from "../support/open-graph.ts";
import { readErrorFixture } from "../support/read-fixture.ts";
import type { ReceivedRequest, ScriptedAnswer } from "../support/scripted-server.ts";
import { knownOf, plannedCall } from "./plans.ts";

export const MEDIA: Extract<Block, { kind: "media" }> = {
  kind: "media",
  since: 1_794_700_800,
  pageSize: 2,
  metrics: ["reach"],
};
export const SERIES: Extract<Block, { kind: "series" }> = {
  kind: "series",
  span: { from: "2026-11-16", to: "2026-11-22" },
  metrics: ["reach"],
};
export const TOTALS: Extract<Block, { kind: "totals" }> = {
  kind: "totals",
  span: { from: "2026-11-16", to: "2026-11-22" },
  metrics: ["views"],
  breakdown: "",
};
export const PROFILE: Block = { kind: "profile" };

export function callOf(blocks: readonly Block[], parts: Partial<PlannedCall> = {}): PlannedCall {
  return plannedCall({ requests: [{ blocks }], ...parts });
}

export function refused(name: string, message?: string): ScriptedAnswer {
  const { httpStatus, body } = readErrorFixture(name);
  return { status: httpStatus, body: { error: { ...body.error, ...(message === undefined ? {} : { message }) } } };
}

export const ALIAS = '(#100) Syntax error "Expected end of string" at as(part1)';

export function post(id: number, day = 20) {
  const insights = { data: [{ name: "reach", values: [{ value: 7 }] }] };
  const timestamp = `2026-11-${day}T08:00:00+0000`;
  return { id: String(id), timestamp, media_type: "IMAGE", media_product_type: "FEED", insights };
}

/** A page of the listing; `next` is offered when there is a cursor to go on with. */
export function page(data: readonly unknown[], after?: string): ScriptedAnswer {
  const next = "https://graph.example/next?access_token=live";
  return {
    body: {
      data,
      paging: { cursors: { before: "B", after: after ?? "LAST" }, ...(after === undefined ? {} : { next }) },
    },
  };
}

export interface Fetched {
  readonly requests: readonly ReceivedRequest[];
  readonly steps: readonly { readonly key: string; readonly step: FetchStep }[];
  readonly lessons: readonly string[];
  readonly thrown: unknown;
  /** Code of what was lost, by subject. */
  readonly losses: readonly (readonly [subject: string, code: string])[];
}

export async function fetchAll(
  calls: readonly PlannedCall[],
  script: (request: ReceivedRequest, index: number) => ScriptedAnswer,
  options: { readonly graph?: Partial<GraphOptions>; readonly fetch?: Partial<FetchOptions> } = {},
): Promise<Fetched> {
  await using house = await openGraph(script, options.graph);
  const steps: { key: string; step: FetchStep }[] = [];
  const lessons: string[] = [];
  const known = knownOf();
  /** What is learnt of the connection is put to use, as a run would. */
  const learn = ({ connection, accountId }: PlannedCall, fact: Fact): string | undefined => {
    const refused = { state: "refused", words: "", since: "" } as const;
    switch (fact.kind) {
      case "form-refused":
        put(known, "form", connection, { ...refused, value: fact.form === 1 ? 2 : 3 });
        return `${connection} refuses form ${fact.form}`;
      case "nesting-refused":
        put(known, fact.nesting, connection, refused);
        return `${connection} nests nothing${fact.nesting === "nested-insights" ? "" : " in stories"}`;
      case "page-too-big":
        return `${connection} takes pages of ${fact.pageSize}`;
      case "small-stories":
        return `${accountId} has small stories`;
      case "converted":
        return `${accountId} converted after ${fact.publishedAt}`;
      case "name-refused":
        return fact.of === "metric" ? `${connection} refuses ${fact.name}` : undefined;
      default:
        return undefined;
    }
  };
  const thrown: unknown = await fetchPlan(
    { calls, cost: 0, leftOut: [] },
    house.graph,
    {
      now: () => house.clock.now(),
      sleep: (delayMs, signal) => house.clock.sleep(delayMs, signal),
      concurrency: 3,
      resume: () => undefined,
      known,
      keep: async ({ key }, step) => void steps.push({ key, step }),
      note: async (call, fact) => {
        const lesson = learn(call, fact);
        if (lesson !== undefined) lessons.push(lesson);
      },
      ...options.fetch,
    },
    new AbortController().signal,
  ).then(
    () => undefined,
    (error: unknown) => error,
  );
  const losses = steps.flatMap(({ step: { answer } }) => {
    const { accountId } = answer.call;
    const whole = answer.kind === "refused" ? answer.whole : undefined;
    return [
      ...answer.refusals.map(({ block, error }) => [toSubject(accountId, block), error.code] as const),
      ...(whole === undefined ? [] : [[toWholeSubject(accountId), whole.code] as const]),
    ];
  });
  return { requests: [...house.server.requests], steps, lessons, thrown, losses };
}

export const cursorsOf = ({ requests }: Fetched) => requests.map(({ params }) => params.after);
