// The ladder as a property: whatever is refused and answered, it ends, and nothing is lost without a word.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stepDown } from "../../src/collect/fetch/ladder.ts";
import { type Block, listLater, type PlannedRequest, planCalls, toSubject } from "../../src/collect/plan/index.ts";
import { ACCOUNT_ID, inForm, listBlocks, planInput, recordedError } from "./plans.ts";

const ACCOUNT_LIST =
  "(#100) metric[1] must be one of the following values: reach, follower_count, views, likes, profile_views";

describe("whatever the server answers", () => {
  const errors = [
    ...[
      "001_unknown",
      "001_reduce_data",
      "002_service",
      "010_permission",
      "010_not_enough_viewers",
      "100_033_not_found",
    ],
    ...[
      "100_2108006_before_conversion",
      "100_media_metric_unsupported",
      "100_metric_not_in_list",
      "100_nonexisting_field",
    ],
    ...["100_needs_total_value", "100_impressions_media", "2642_invalid_cursor", "200_permission", "803_unknown_alias"],
  ].map((name) => recordedError(name));
  const answer = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...errors) },
    fc.constant("answered" as const),
    fc.constant(recordedError("100_metric_not_in_list", { message: ACCOUNT_LIST })),
  );

  it("it ends, no request is sent twice, and every block is answered or refused", () => {
    fc.assert(
      fc.property(fc.infiniteStream(answer), fc.constantFrom(1, 2, 3), fc.boolean(), (answers, form, hasCursor) => {
        const { calls } = planCalls(planInput({ known: inForm(form as 1 | 2 | 3) }));
        const withCursor = (block: Block): Block =>
          hasCursor && block.kind === "media" ? { ...block, after: "QVF" } : block;
        let pending = calls.flatMap(({ requests }) =>
          requests.map(({ blocks }) => ({ blocks: blocks.map(withCursor) })),
        );
        const open = new Map(
          listBlocks(calls).map((block) => [toSubject(ACCOUNT_ID, block), new Set(metricsOf(block))]),
        );
        const sent = new Set<string>();
        for (
          let [request, ...rest] = pending as readonly PlannedRequest[];
          request !== undefined;
          [request, ...rest] = pending
        ) {
          const text = JSON.stringify(request.blocks);
          expect(sent, text).not.toContain(text);
          sent.add(text);
          expect(sent.size).toBeLessThan(500);
          const came = answers.next().value;
          if (came === "answered") {
            for (const block of request.blocks) settle(open, block, metricsOf(block));
            pending = [...rest] as typeof pending;
            continue;
          }
          const { requests, refusals } = stepDown(request, came);
          for (const { block, metrics } of refusals) settle(open, block, metrics ?? metricsOf(block));
          pending = [...requests, ...rest] as typeof pending;
        }
        // A day's total that would cost a call of its own is given up without a word.
        const left = [...open].filter(
          ([subject, metrics]) =>
            metrics.size > 0 &&
            !isDaily(
              calls.flatMap((call) => listBlocks([call])),
              subject,
            ),
        );
        expect(left).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

function metricsOf(block: Block): readonly string[] {
  if (block.kind === "audience") return [block.metric];
  if (!("metrics" in block)) return ["whole"];
  if (block.kind !== "media") return [...block.metrics, "list"];
  return [...block.metrics, ...listLater(block.nextSteps), "list"];
}

function settle(open: ReadonlyMap<string, Set<string>>, block: Block, metrics: readonly string[]): void {
  const left = open.get(toSubject(ACCOUNT_ID, block));
  for (const metric of metrics) left?.delete(metric);
  // Halves of a block share its subject: what came or was lost of either is settled for "list" too.
  left?.delete("list");
  if (block.kind === "stories") left?.clear();
}

function isDaily(blocks: readonly Block[], subject: string): boolean {
  return blocks.some(
    (block) => block.kind === "totals" && block.daily === true && toSubject(ACCOUNT_ID, block) === subject,
  );
}
