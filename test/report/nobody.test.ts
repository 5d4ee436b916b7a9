// A recipient whose names mean nobody: no mail leaves, and the operator is told.
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { deliverReport, MailError } from "../../src/report/index.ts";
import { openStore } from "../../src/store/index.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { account, options } from "./summarise/memory-dataset.ts";

test("gets no mail, and the operator a notice that says which name means nobody", async () => {
  const clock = new FakeClock("2026-11-24T08:00:00.000Z");
  const outDir = await mkdtemp(join(tmpdir(), "gazette-nobody-"));
  await using store = await openStore({ url: "sqlite::memory:", clock });
  await store.keepDiscovery([account("1")], []);
  const refused = async (): Promise<never> => {
    throw new MailError({ code: "DELIVER_UNREACHABLE", sentence: "No server here.", hint: "None." });
  };
  const outcome = await deliverReport({
    store,
    report: options(),
    make: { formats: ["html"], template: "weekly", outDir },
    settings: {
      from: { name: "Reports", address: "reports@acme.test" },
      operator: "op@acme.test",
      bytesMost: 1_000_000,
    },
    recipients: [
      {
        address: "b@x.test",
        attach: [],
        cut: { name: "Gone", accountIds: [], groups: ["Gone"], strangers: ["kaffee*"] },
      },
    ],
    transport: { place: "nowhere", open: refused },
    clock,
    signal: new AbortController().signal,
  });
  expect(outcome).toMatchObject({ outcome: "failed", deliveries: [], failures: [{ code: "REPORT_NO_ACCOUNT" }] });
  const rows = await store.outbox.list({});
  expect(rows.map(({ kind, recipient }) => [kind, recipient])).toEqual([["notice", "op@acme.test"]]);
  expect(outcome.failures[0]?.message).toContain("b@x.test: no account that is collected is meant by kaffee*.");
  // Nothing was made for it, either.
  expect(await readdir(outDir)).toEqual([]);
  await rm(outDir, { recursive: true, force: true });
});
