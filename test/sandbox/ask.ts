// A plain reader of the stand-in for its tests: fetch, JSON, nothing of the product's client.

import { readFileSync } from "node:fs";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/index.ts";

/** A Monday noon after a whole week, so the week of 2026-11-16 is past. */
export const NOW = new Date("2026-11-23T12:00:00Z");
export const MONDAY = Date.parse("2026-11-16T00:00:00Z") / 1000;
export const NEXT_MONDAY = MONDAY + 7 * 86_400;
export const DAY = 86_400;

export type Body = ReturnType<typeof JSON.parse>;

export interface Answer {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

export interface Asker {
  readonly sandbox: Sandbox;
  get(path: string, token?: string): Promise<Answer>;
  send(method: "POST" | "DELETE", path: string, form?: Record<string, string>): Promise<Answer>;
  /** Instagram id and Page token of the account with this user name. */
  account(username: string): { readonly id: string; readonly pageId: string; readonly token: string };
}

export async function openAsker(options: SandboxOptions = {}): Promise<Asker> {
  const sandbox = await startSandbox({ now: () => NOW, ...options });
  const ask = async (path: string, init: RequestInit, token: string): Promise<Answer> => {
    const response = await fetch(`${sandbox.url}${path}`, { ...init, headers: { authorization: `Bearer ${token}` } });
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text), headers: response.headers };
  };
  return {
    sandbox,
    get: (path, token = sandbox.token) => ask(path, {}, token),
    send: (method, path, form) =>
      ask(path, { method, ...(form === undefined ? {} : { body: new URLSearchParams(form) }) }, sandbox.token),
    account: (username) => {
      const page = sandbox.world.pages.find((one) => one.account?.username === username);
      if (page?.account == null) throw new Error(`no ${username} in the world`);
      return { id: page.account.id, pageId: page.id, token: page.token };
    },
  };
}

export function readFixture(name: string): Body {
  return JSON.parse(readFileSync(new URL(`../fixtures/graph/${name}.json`, import.meta.url), "utf8"));
}

/** Keys and kinds of a body: `{a: [1]}` → `{a: ["number"]}`; an array shows its first entry. */
export function toShape(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [toShape(value[0])];
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([key, inner]) => [key, toShape(inner)]),
  );
}
