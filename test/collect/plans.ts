// Small builders for what the planner is told and for what it gives.
import {
  type Capabilities,
  type Capability,
  type Findings,
  type Form,
  put,
} from "../../src/collect/capabilities/index.ts";
import type { Block, PlanAccount, PlanInput, PlannedCall } from "../../src/collect/plan/index.ts";
import { classify } from "../../src/graph/classify.ts";
import type { GraphError } from "../../src/graph/index.ts";
import { readErrorFixture } from "../support/read-fixture.ts";

export const ACCOUNT_ID = "17841400000000001";
/** Monday noon in UTC, 04:00 in Meta's zone: last week is over there, too. */
export const NOW = new Date("2026-11-23T12:00:00.000Z");
export const WEEK = { from: "2026-11-16", to: "2026-11-22" };
export const MONTH = { from: "2026-10-01", to: "2026-10-31" };
export const DAY = { from: "2026-11-18", to: "2026-11-18" };

export function account(parts: Partial<PlanAccount> = {}): PlanAccount {
  return {
    accountId: ACCOUNT_ID,
    username: "example.bakery",
    connection: "agency",
    hasProfile: true,
    mediaCount: 258,
    ...parts,
  };
}

type Learnt = readonly [Capability, owner: string, parts?: Readonly<Record<string, unknown>>, name?: string];

/** What was learnt, as refused unless it says otherwise. */
export function knownOf(...all: readonly Learnt[]): Capabilities {
  const known: Capabilities = new Map();
  const finding = { state: "refused", words: "the API's words", since: NOW.toISOString() };
  for (const [capability, owner, parts = {}, name] of all)
    put(known, capability, owner, { ...finding, ...parts } as Findings[Capability], name);
  return known;
}

/** The connection of these builders is known to take this form. */
export const inForm = (form: Form): Capabilities => knownOf(["form", "agency", { value: form }]);

export function planInput(parts: Partial<PlanInput> = {}): PlanInput {
  return {
    accounts: [account()],
    held: new Map(),
    span: WEEK,
    now: NOW,
    known: knownOf(),
    collect: { mediaDays: 35, rereadDays: 14, stories: true, audience: true },
    ...parts,
  };
}

export function plannedCall(parts: Partial<PlannedCall> = {}): PlannedCall {
  return {
    key: `${ACCOUNT_ID}/all`,
    accountId: ACCOUNT_ID,
    username: "example.bakery",
    connection: "agency",
    form: 1,
    requests: [],
    worthProbing: true,
    refusedBefore: [],
    cost: 1,
    priority: 1,
    ...parts,
  };
}

export function listBlocks(calls: readonly PlannedCall[]): readonly Block[] {
  return calls.flatMap(({ requests }) => requests.flatMap(({ blocks }) => blocks));
}

/** The error a recorded refusal becomes, with other words when given. */
export function recordedError(name: string, change: Readonly<Record<string, unknown>> = {}): GraphError {
  const { httpStatus, body } = readErrorFixture(name);
  return classify({ httpStatus, body: { error: { ...body.error, ...change } }, about: "the test" });
}

export function tooMuchData(): GraphError {
  return recordedError("001_reduce_data");
}
