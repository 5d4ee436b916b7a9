// What tests of `fetchPlan` ask, answer and get.
import { type FetchOptions, type FetchStep, fetchPlan } from "../../src/collect/fetch/index.ts";
import { type Block, type Form, type PlannedCall, toSubject, toWholeSubject } from "../../src/collect/plan/index.ts";
import type { GraphOptions } from "../../src/graph/index.ts";
import { openGraph } from "../support/open-graph.ts";
import { readErrorFixture } from "../support/read-fixture.ts";
import type { ReceivedRequest, ScriptedAnswer } from "../support/scripted-server.ts";
import { plannedCall } from "./plans.ts";

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
  const forms = new Map<string, Form>();
  const form = (connection: string): Form => forms.get(connection) ?? 1;
  const thrown: unknown = await fetchPlan(
    { calls, cost: 0, leftOut: [] },
    house.graph,
    {
      now: () => house.clock.now(),
      sleep: (delayMs, signal) => house.clock.sleep(delayMs, signal),
      concurrency: 3,
      resume: () => undefined,
      form,
      isProven: () => false,
      keep: async ({ key }, step) => void steps.push({ key, step }),
      onRefusedForm: async (connection, refusedForm) => {
        lessons.push(`${connection} refuses form ${refusedForm}`);
        forms.set(connection, refusedForm === 1 ? 2 : 3);
      },
      onAnsweredForm: async () => {},
      pageSize: () => undefined,
      onFullPage: async () => {},
      isNestingRefused: (connection) => lessons.includes(`${connection} nests nothing`),
      isNestingProven: () => false,
      onRefusedNesting: async (connection) => void lessons.push(`${connection} nests nothing`),
      onAnsweredNesting: async () => {},
      isStoryNestingRefused: (connection) => lessons.includes(`${connection} nests nothing in stories`),
      onRefusedStoryNesting: async (connection) => void lessons.push(`${connection} nests nothing in stories`),
      onAnsweredStoryNesting: async () => {},
      nestingWords: () => ({}),
      onPageSize: async (connection, size) => void lessons.push(`${connection} takes pages of ${size}`),
      refusedMetrics: () => new Map(),
      onSmallStories: async (_connection, accountId) => void lessons.push(`${accountId} has small stories`),
      onConversion: async (_connection, accountId, at) => void lessons.push(`${accountId} converted after ${at}`),
      onRefusedMetric: async (connection, metric) => void lessons.push(`${connection} refuses ${metric}`),
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
