import { describe, expect, it } from "vitest";
import { toPromised } from "../../src/cli/promised-fields.ts";
import { runGazette } from "../support/journey.ts";

describe("the document of a failed command", () => {
  it("bears the fields of its command, flags before its name or not", () => {
    expect(Object.keys(toPromised(["--config", "x", "run", "--json"]))).toEqual(
      expect.arrayContaining(["period", "accounts", "calls", "gaps", "resumesAt", "files", "deliveries"]),
    );
    expect(toPromised(["comments", "list"])).toHaveProperty("threads");
    expect(toPromised(["--json"])).toEqual({});
  });

  it("bears them beside its error, with what was known by then", async () => {
    const { code, stdout } = await runGazette(".", ["collect", "--json", "--config", "nowhere.yaml"], {});
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: "failed",
      period: null,
      accounts: 0,
      calls: 0,
      gaps: 0,
      resumesAt: null,
      error: { code: expect.stringContaining("CONFIG_") },
    });
  });
});
