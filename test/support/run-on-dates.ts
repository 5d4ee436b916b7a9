// `npm run test:dates [-- --date 2031-06-15 … --project quick] [files]`: the tests on the days of `dates.ts`, or on those whose
// moment begins as told. Test processes, and what they start, tell that time; databases and the browser keep the machine's.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { DATES } from "./dates.ts";

const { values, positionals } = parseArgs({
  options: { date: { type: "string", multiple: true }, project: { type: "string", multiple: true } },
  allowPositionals: true,
});
const dates = DATES.filter(({ at }) => values.date?.some((begin) => at.startsWith(begin)) ?? true);
if (dates.length === 0) throw new Error(`No date begins so; there are ${DATES.map(({ at }) => at).join(", ")}.`);

const projects = (values.project ?? []).map((name) => `--project=${name}`);
const preload = `--import=${new URL("./set-clock.ts", import.meta.url).href}`;
const failed: string[] = [];
for (const { name, at, zone } of dates) {
  console.log(`${at} (${name}), TZ=${zone}`);
  const child = spawn(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "run", "--reporter=dot", ...projects, ...positionals],
    {
      cwd: new URL("../..", import.meta.url),
      stdio: "inherit",
      env: {
        ...process.env,
        TZ: zone,
        NODE_OPTIONS: preload,
        GAZETTE_CLOCK_AHEAD_MS: String(Date.parse(at) - Date.now()),
      },
    },
  );
  const [code] = await once(child, "close");
  if (code !== 0) failed.push(at);
}
console.log(failed.length === 0 ? `All ${dates.length} dates passed.` : `Failed: ${failed.join(", ")}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
