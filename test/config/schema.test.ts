import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findNearestName, loadSettings, toJsonSchema } from "../../src/config/index.ts";

const ROOT = resolve(import.meta.dirname, "../..");

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly description?: string;
}

function listKeys(node: Node, above = ""): readonly (readonly [string, Node])[] {
  return Object.entries(node.properties ?? {}).flatMap(([name, inner]) => {
    const key = `${above}${name}`;
    return [[key, inner] as const, ...listKeys(inner.items ?? inner, `${key}.`)];
  });
}

describe("config/schema.json", () => {
  it("is what `npm run config:schema` writes today", () => {
    expect(JSON.parse(readFileSync(join(ROOT, "config/schema.json"), "utf8"))).toEqual(
      JSON.parse(JSON.stringify(toJsonSchema())),
    );
  });

  it("has a sentence for every key", () => {
    const silent = listKeys(toJsonSchema()).filter(([, { description }]) => description?.endsWith(".") !== true);
    expect(silent.map(([key]) => key)).toEqual([]);
  });
});

describe("the shipped configurations", () => {
  it.each(["example.yaml", "sandbox.yaml"])("config/%s is accepted as it is", (name) => {
    const settings = loadSettings({ cwd: ROOT, env: { GAZETTE_TOKEN: "token" }, file: `config/${name}` });
    expect(settings.warnings).toEqual([]);
  });

  it("example.yaml mentions every key", () => {
    const text = readFileSync(join(ROOT, "config/example.yaml"), "utf8");
    const keys = listKeys(toJsonSchema()).filter(
      ([, node]) => node.properties === undefined && node.items?.properties === undefined,
    );
    const unmentioned = keys.map(([key]) => key.split(".").at(-1) ?? "").filter((name) => !text.includes(name));
    expect(unmentioned).toEqual(["urlFile"]);
  });
});

describe("findNearestName", () => {
  it("forgives one slip anywhere", () => {
    const names = ["callsPerHour", "reservePercent", "wait"];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(), fc.constantFrom("drop", "double", "swap"), (name, at, slip) => {
        const i = at % (name.length - 1);
        const [a = "", b = ""] = [name[i], name[i + 1]];
        const middle = { drop: b, double: a + a + b, swap: b + a }[slip];
        expect(findNearestName(name.slice(0, i) + middle + name.slice(i + 2), names)).toBe(name);
      }),
    );
  });

  it("stays silent when nothing is near", () => {
    expect(findNearestName("xyzzy", ["token", "name"])).toBeUndefined();
  });
});
