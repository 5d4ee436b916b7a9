import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * What takes longest begins first, so that no worker is left alone with one in the end. How long files took is known only
 * where they ran before, and a new checkout has their sizes alone: these have taken half a minute and more.
 */
const HEAVIEST = [
  "faults/matrix",
  "desk/browser",
  "faults/run-crash",
  "journeys/leaves-nothing",
  "faults/refused-whole",
  "journeys/desk-inbox-shown",
  "journeys/workers",
  "journeys/paper",
  "journeys/run",
  "report/render/page",
  "report/words/periods",
  "report/deliver/send-waiting",
  "journeys/workers-chaos",
  "report/render/pdf",
  "faults/call-cost",
  "faults/scope-of-refusal",
];

/** Those first, then the other slow ones, and the quick ones fill what is left. */
export class HeaviestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rest = await super.sort(files);
    return rest.toSorted((a, b) => toRank(a) - toRank(b));
  }
}

function toRank({ moduleId, project }: TestSpecification): number {
  const at = HEAVIEST.findIndex((name) => moduleId.endsWith(`test/${name}.test.ts`));
  return at >= 0 ? at : HEAVIEST.length + (project.name === "slow" ? 0 : 1);
}
