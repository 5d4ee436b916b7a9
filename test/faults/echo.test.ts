// A server that hands back what it was sent, in every writing and everywhere a text can stand: none of it is kept (V12).
import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { Secret } from "../../src/shared/index.ts";
import { findWritings, WRITINGS } from "../support/secret-writings.ts";
import { openFaultHouse } from "./fault-house.ts";
import { startOddServer } from "./odd-server.ts";

/** Every text with all writings behind it; what the client needs to go on is left alone. */
function spoil(value: unknown, echo: string, key = ""): unknown {
  if (typeof value === "string")
    return /^(caption|name|biography|website|text|title|message|description)$/.test(key) ? value + echo : value;
  if (Array.isArray(value)) return value.map((one) => spoil(one, echo, key));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, spoil(inner, echo, name)] as const);
  return Object.fromEntries([...entries, ["biography", `here: ${echo}`]]);
}

it("nothing a server echoes of token, app secret and proof gets into the dataset", async () => {
  await using house = await openFaultHouse({ accounts: 2 });
  const { token, appSecret } = house.sandbox;
  const secrets = [token, appSecret, createHmac("sha256", appSecret).update(token).digest("hex")];
  const echo = secrets.flatMap((secret) => Object.values(WRITINGS).map((write) => ` ${write(secret)}`)).join("");
  await using server = await startOddServer(house.sandbox.url, async (asked) => {
    if (/demographics/.test(JSON.stringify(asked.params)))
      return { status: 400, body: { error: { message: `No: ${echo}`, code: 10, error_user_title: echo } } };
    const reply = await asked.forward();
    return {
      ...reply,
      headers: { ...reply.headers, "facebook-api-version": `v25.0${token}` },
      body: spoil(reply.body, echo),
    };
  });
  const connections = [{ name: "agency", token: new Secret(token), appSecret: new Secret(appSecret), perHour: 1_000 }];
  const outcome = await house.run({ graph: { url: server.url, connections } });
  expect(outcome.accounts).toBe(2);
  const shown: unknown[] = [outcome];
  for (const table of Object.keys(house.store.tables))
    for await (const row of house.store.exportRows(table, { history: true })) shown.push(row);
  const text = JSON.stringify(shown);
  expect(text).toContain("[secret]");
  expect(text).toContain("No: ");
  expect(findWritings(text, secrets)).toEqual([]);
});
