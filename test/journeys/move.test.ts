// From one machine's file to a server: the same dataset under the same commands.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createDatabasePlace, postgresAbsent } from "../store/engines.ts";
import { startJourney } from "../support/journey.ts";

it.skipIf(postgresAbsent !== undefined)("a store that was moved exports and tells what the old one did", async () => {
  const place = await createDatabasePlace("template1");
  try {
    await using journey = await startJourney({ accounts: 2 });
    expect((await journey.gazette(["collect", "--quiet"])).code).toBe(0);
    const tables = ["accounts", "account_days", "media_insights", "audience", "gaps", "runs"];
    const exportAll = async (): Promise<readonly string[]> => {
      const texts: string[] = [];
      for (const table of tables) texts.push((await journey.gazette(["export", table, "--history"])).stdout);
      return texts;
    };
    const before = await exportAll();

    expect((await journey.gazette(["move", "--json"])).json()).toMatchObject({ error: { code: "USAGE_INVALID" } });
    const unset = await journey.gazette(["move", "--to", "${NOWHERE_SET}"]);
    expect([unset.code, unset.stderr]).toEqual([2, expect.stringContaining("NOWHERE_SET")]);
    const env = { NEW_STORE: place.url };
    const moved = await journey.gazette(["move", "--to", "${NEW_STORE}", "--json"], { env });
    expect(moved.code).toBe(0);
    expect(moved.json()).toMatchObject({
      outcome: "complete",
      from: expect.stringMatching(/gazette\.db$/),
      tables: { accounts: 2, runs: 1 },
    });
    expect(`${moved.stdout}${moved.stderr}`).not.toContain(new URL(place.url).password);
    const again = await journey.gazette(["move", "--to", "${NEW_STORE}", "--json"], { env });
    expect([again.code, again.json<{ error: { code: string } }>().error.code]).toEqual([1, "STORE_NOT_EMPTY"]);

    expect(await exportAll()).toEqual(before);
    const file = join(journey.folder, "gazette.yaml");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace("sqlite:gazette.db", place.url));
    expect(await exportAll()).toEqual(before);
    // What was collected is not asked for again.
    const calls = journey.sandbox.callsCounted();
    expect((await journey.gazette(["report", "--format", "html", "--quiet"])).code).toBe(0);
    expect(journey.sandbox.callsCounted()).toBe(calls);
  } finally {
    await place.remove();
  }
});
