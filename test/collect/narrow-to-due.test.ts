// Of a plan, what alone is asked again.
import { expect, it } from "vitest";
import { narrowToDue } from "../../src/collect/narrow-to-due.ts";
import type { TotalsBlock } from "../../src/collect/plan/call.ts";
import { ACCOUNT_ID, plannedCall, WEEK } from "./plans.ts";

const window: TotalsBlock = { kind: "totals", span: WEEK, metrics: ["views"], breakdown: "" };
const day = (from: string): TotalsBlock => ({ ...window, span: { from, to: from }, daily: true });
const divided: TotalsBlock = { ...window, breakdown: "follow_type" };
const blocks = [window, divided, day(WEEK.from), day(WEEK.to), day("2026-11-23")];

/** The blocks that are asked where these subjects are due. */
function listDue(...subjects: readonly string[]) {
  const due = new Map([[ACCOUNT_ID, subjects.map((subject) => `${ACCOUNT_ID}/${subject}`)]]);
  return narrowToDue([plannedCall({ requests: [{ blocks }] })], due).flatMap(({ requests }) =>
    requests.flatMap((request) => request.blocks),
  );
}

it("a window that was lost brings its days along: they were told with it", () => {
  expect(listDue(`totals/${WEEK.from}..${WEEK.to}//views`)).toEqual([window, day(WEEK.from), day(WEEK.to)]);
});

it("its breakdown or one of its days brings nothing else along", () => {
  expect(listDue(`totals/${WEEK.from}..${WEEK.to}/follow_type/views`)).toEqual([divided]);
  expect(listDue(`totals/${WEEK.to}..${WEEK.to}//views`)).toEqual([day(WEEK.to)]);
});
