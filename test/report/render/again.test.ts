// The same model gives the same report next year, on another machine, under another zone and language (V7).
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, it } from "vitest";

interface Rendered {
  readonly failures: readonly string[];
  readonly zone: string;
  readonly html: string;
  readonly pdf: string;
}

async function renderUnder(env: Readonly<Record<string, string>>): Promise<Rendered> {
  const child = fork(join(import.meta.dirname, "render-process.ts"), {
    env: { ...process.env, NODE_OPTIONS: "", ...env },
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  const [rendered] = (await once(child, "message")) as [Rendered];
  return rendered;
}

it("gives the same HTML byte for byte, and the same text in the PDF, under any zone and language", async () => {
  const here = await renderUnder({ TZ: "UTC", LANG: "C", LC_ALL: "C", LANGUAGE: "en" });
  const there = await renderUnder({
    TZ: "Pacific/Auckland",
    LANG: "ar_EG.UTF-8",
    LC_ALL: "ar_EG.UTF-8",
    LANGUAGE: "ar",
  });
  expect([here.zone, there.zone]).toEqual(["UTC", "Pacific/Auckland"]);
  expect(here.failures).toEqual([]);
  expect({ html: there.html, pdf: there.pdf }).toEqual({ html: here.html, pdf: here.pdf });
});
