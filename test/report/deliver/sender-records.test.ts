import { describe, expect, it } from "vitest";
import { checkSender } from "../../../src/report/deliver/sender-records.ts";

/** Answers from a list; a name that is not in it does not exist. */
function answers(records: Readonly<Record<string, readonly string[] | "silent">>) {
  return {
    resolveTxt: async (name: string): Promise<string[][]> => {
      const found = records[name];
      if (found === "silent") throw Object.assign(new Error("timeout"), { code: "ETIMEOUT" });
      if (found === undefined) throw Object.assign(new Error("none"), { code: "ENOTFOUND" });
      // Long records come in parts.
      return found.map((record) => [record.slice(0, 5), record.slice(5)]);
    },
  };
}

const question = { domain: "mail.acme.com", dkimSelector: "s1" };
const GOOD = {
  "mail.acme.com": ["google-site-verification=x", "v=spf1 include:_spf.provider.example -all"],
  "s1._domainkey.mail.acme.com": ["v=DKIM1; k=rsa; p=MIGfMA0"],
  "_dmarc.acme.com": ["v=DMARC1; p=quarantine; rua=mailto:x@acme.com"],
};

describe("the sender's domain", () => {
  it("is well when it names its servers, key and policy, the policy at its organisation too", async () => {
    const checks = await checkSender(question, answers(GOOD));
    expect(checks.map(({ name, state }) => [name, state])).toEqual([
      ["SPF", "ok"],
      ["DKIM", "ok"],
      ["DMARC", "ok"],
    ]);
  });

  it("is told what to publish where nothing stands", async () => {
    const checks = await checkSender(question, answers({}));
    expect(checks.map(({ state }) => state)).toEqual(["warn", "warn", "warn"]);
    expect(checks.map(({ hint }) => hint).join("\n")).toMatch(/v=spf1 include:[\s\S]*v=DKIM1[\s\S]*v=DMARC1; p=none/);
  });

  it("is not alarmed where no name server answers", async () => {
    const silent = answers({
      "mail.acme.com": "silent",
      "s1._domainkey.mail.acme.com": "silent",
      "_dmarc.mail.acme.com": "silent",
    });
    const checks = await checkSender(question, silent);
    expect(checks.map(({ state }) => state)).toEqual(["unasked", "unasked", "unasked"]);
    expect(checks[0]?.message).toContain("could not be asked");
  });

  it.each([
    ["SPF", { "mail.acme.com": ["v=spf1 -all", "v=spf1 ~all"] }, /believe none/],
    ["SPF", { "mail.acme.com": ["v=spf1 +all"] }, /anybody/],
    ["SPF", { "mail.acme.com": ["v=spf10 -all"] }, /does not say/],
    ["DKIM", { "s1._domainkey.mail.acme.com": ["v=DKIM1; p="] }, /withdrawn/],
    ["DMARC", { "_dmarc.acme.com": ["v=DMARC1; rua=mailto:x@acme.com"] }, /cannot be read/],
  ] as const)("notices a faulty %s record (%#)", async (name, changes, words) => {
    const check = (await checkSender(question, answers({ ...GOOD, ...changes }))).find((one) => one.name === name);
    expect(check?.state).toBe("warn");
    expect(check?.message).toMatch(words);
  });

  it("asks nobody about a name that is only for tests, and needs a selector for DKIM", async () => {
    const checks = await checkSender({ domain: "acme.test" }, { resolveTxt: () => Promise.reject(new Error("asked")) });
    expect(checks.map(({ state }) => state)).toEqual(["unasked"]);
    const dkim = (await checkSender({ domain: "mail.acme.com" }, answers(GOOD)))[1];
    expect(dkim).toMatchObject({ name: "DKIM", state: "unasked" });
    expect(dkim?.hint).toContain("delivery.dkimSelector");
  });
});
