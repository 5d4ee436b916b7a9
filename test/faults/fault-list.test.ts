import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FAULT_KINDS, FAULT_MODES, parseFaultList, startSandbox } from "../../src/sandbox/index.ts";

describe("faults as a person writes them", () => {
  it.each([
    ["http-500", [{ kind: "http-500", match: { nth: 3 } }], {}],
    ["token-expired", [{ kind: "token-expired", match: { from: 3 } }], {}],
    [
      " html-502@2 , hang@5+",
      [
        { kind: "html-502", match: { nth: 2 } },
        { kind: "hang", match: { from: 5 } },
      ],
      {},
    ],
    ["aliases-refused,size-guard", [], { aliases: "refused", maxRowsPerRequest: 12 }],
    [
      '["reset@1", {"kind":"code-2","match":{"account":"a"}}]',
      [
        { kind: "reset", match: { nth: 1 } },
        { kind: "code-2", match: { account: "a" } },
      ],
      {},
    ],
    [
      '{"faults":[{"kind":"limit-ignored"}],"settings":{"callsPerHour":30}}',
      [],
      { limitIgnored: true, callsPerHour: 30 },
    ],
  ])("%s", (text, faults, settings) => {
    expect(parseFaultList(text)).toEqual({ faults, settings });
  });

  it.each([
    ["http-501", /no fault "http-501".*http-500/],
    ["http-500@0", /no fault/],
    ["", /no fault ""/],
    ['[{"match":{}}]', /needs a "kind"/],
    ["[1]", /words, a JSON list/],
    ["{nonsense", /no JSON/],
    ['{"settings":{"callsPerDay":1}}', /no setting "callsPerDay"/],
    ['{"faults":{}}', /must be a list/],
  ])("%s is refused in a sentence", (text, words) => {
    expect(() => parseFaultList(text)).toThrow(words);
  });

  it("are each explained in docs/sandbox.md", () => {
    const manual = readFileSync(join(import.meta.dirname, "../../docs/sandbox.md"), "utf8");
    const missing = [...FAULT_KINDS, ...FAULT_MODES].filter((word) => !manual.includes(`\`${word}\``));
    expect(missing).toEqual([]);
  });
});

describe("a Page that is lost", () => {
  it("stays lost, and no other goes with it", async () => {
    const sandbox = await startSandbox({ accounts: 3, ...parseFaultList("page-lost@1") });
    const ask = async (index: number): Promise<number> => {
      const url = `${sandbox.url}/v25.0/${sandbox.world.accounts[index]?.id}?fields=id`;
      return (await fetch(url, { headers: { authorization: `Bearer ${sandbox.token}` } })).status;
    };
    expect([await ask(1), await ask(0), await ask(1), await ask(2), await ask(1)]).toEqual([403, 200, 403, 200, 403]);
    await sandbox.close();
  });
});

describe("usage that others cause", () => {
  it.each([
    ["others-use@1", "x-app-usage"],
    ["others-use-account@1", "x-business-use-case-usage"],
  ])("%s shows in %s", async (word, header) => {
    const sandbox = await startSandbox({ accounts: 1, ...parseFaultList(word) });
    const url = `${sandbox.url}/v25.0/${sandbox.world.accounts[0]?.id}?fields=id`;
    const reply = await fetch(url, { headers: { authorization: `Bearer ${sandbox.token}` } });
    expect(reply.status).toBe(200);
    expect(reply.headers.get(header)).toContain('"call_count":97');
    await sandbox.close();
  });
});
