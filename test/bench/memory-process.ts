// Two weekly collections in a process of their own; tells the most memory it ever held.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectWeek, FIRST_WEEK, STEADY_WEEK } from "./collection.ts";

const [, , url = "", token = ""] = process.argv;
const folder = await mkdtemp(join(tmpdir(), "gazette-bench-"));
try {
  process.on("message", async (week: "first" | "steady") => {
    await collectWeek({ url, token }, folder, week === "first" ? FIRST_WEEK : STEADY_WEEK);
    process.send?.({ peakRssKiB: process.resourceUsage().maxRSS });
  });
  await new Promise((ended) => process.on("disconnect", ended));
} finally {
  await rm(folder, { recursive: true, force: true });
}
