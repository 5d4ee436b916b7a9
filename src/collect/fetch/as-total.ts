// "… should be specified with parameter metric_type=total_value" is an instruction (CONTRACT §13.12): it is followed, and
// remembered for what is asked next.
import type { GraphError } from "../../graph/index.ts";
import type { Block, PlannedRequest } from "../plan/index.ts";

const WANTED = /should be specified with parameter metric_type=total_value/i;
const UNWANTED = /incompatible with the metric type \(total_value\)/i;

/** The request as the API wants it; undefined where it says nothing of this kind, or was followed already. */
export function followInstruction(request: PlannedRequest, error: GraphError): PlannedRequest | undefined {
  const words = error.apiMessage ?? "";
  const wanted = WANTED.test(words) ? true : UNWANTED.test(words) ? false : undefined;
  if (wanted === undefined) return undefined;
  const { blocks } = request;
  const changed = blocks.map((block) => (mayAskAsTotal(block) && isNamed(block, error) ? turn(block, wanted) : block));
  return changed.some((block, index) => block !== blocks[index]) ? { ...request, blocks: changed } : undefined;
}

/** The block as its server is known to want it. */
export function asWanted(block: Block, isTotalWanted: boolean): Block {
  return isTotalWanted && mayAskAsTotal(block) && block.asTotal === undefined ? { ...block, asTotal: true } : block;
}

/** Once each way: what was refused both ways is taken apart like anything else. */
function turn(block: AskedOfMedia, wanted: boolean): Block {
  const isOpen = wanted ? block.asTotal === undefined : block.asTotal === true;
  return isOpen ? { ...block, asTotal: wanted } : block;
}

type AskedOfMedia = Extract<Block, { readonly asTotal?: boolean | undefined }>;

function mayAskAsTotal(block: Block): block is AskedOfMedia {
  const isOfMedia = block.kind === "media" || block.kind === "stories" || block.kind === "media-insights";
  return isOfMedia && block.metrics.length > 0;
}

function isNamed(block: AskedOfMedia, { metricNames }: GraphError): boolean {
  const hasNavigation = block.kind === "stories" && block.navigation;
  const asked = hasNavigation ? [...block.metrics, "navigation"] : block.metrics;
  return metricNames.length === 0 || metricNames.some((name) => asked.includes(name));
}
