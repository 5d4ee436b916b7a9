// Servers that keep the contract and word it otherwise: the same data in another shape must give the same dataset.
import { beforeAll, describe, expect, it } from "vitest";
import type { SandboxSettings } from "../../src/sandbox/index.ts";
import { type ReceivedRequest, type ScriptedAnswer, startScriptedServer } from "../support/scripted-server.ts";
import { isFree } from "./compare.ts";
import { type Dataset, type FaultHouse, openFaultHouse, readDataset, teachPageSize } from "./fault-house.ts";

interface Asked extends ReceivedRequest {
  /** Answers what the sandbox says to these parameters. */
  readonly forward: (params?: Readonly<Record<string, string>>) => Promise<Told>;
}

interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

type Odd = (asked: Asked) => Promise<ScriptedAnswer>;

/** A server before the sandbox that changes what it says. */
async function startOdd({ sandbox }: FaultHouse, odd: Odd) {
  const server = await startScriptedServer(async (request) => {
    const forward = async (params = request.params): Promise<Told> => {
      const body = new URLSearchParams({ ...params, method: "GET" });
      const authorization = request.headers.authorization ?? "";
      const reply = await fetch(sandbox.url + request.path, { method: "POST", headers: { authorization }, body });
      const kept = [...reply.headers].filter(([name]) => name.startsWith("x-"));
      return { status: reply.status, headers: Object.fromEntries(kept), body: await reply.json() };
    };
    return odd({ ...request, forward });
  });
  return server;
}

function mapDeep(value: unknown, change: (one: Record<string, unknown>) => Record<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((item) => mapDeep(item, change));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(change(value as Record<string, unknown>));
  return Object.fromEntries(entries.map(([key, item]) => [key, mapDeep(item, change)]));
}

async function run(odd: Odd, settings: Partial<SandboxSettings> = {}, pageSize = 5) {
  await using house = await openFaultHouse({ settings });
  if (pageSize > 0) await teachPageSize(house.store, pageSize);
  await using server = await startOdd(house, odd);
  const outcome = await house.run({ graph: { url: server.url } });
  const rows = await readDataset(house.store, house.sandbox.url);
  const again = server.requests.length;
  house.clock.advance(60_000);
  await house.run({ graph: { url: server.url } });
  return { outcome, rows, requests: server.requests, first: again, second: server.requests.length - again, lessons: await house.store.lessons() };
}

let clean: Dataset;
let cleanCalls = 0;
beforeAll(async () => {
  const { rows, first } = await run(async ({ forward }) => await forward());
  clean = rows;
  cleanCalls = first;
});

const diff = (rows: Dataset) => {
  const a = [...clean].flatMap(([, r]) => r).filter((r) => !isFree(r));
  const b = [...rows].flatMap(([, r]) => r).filter((r) => !isFree(r));
  return { lost: a.filter((r) => !b.includes(r)).length, more: b.filter((r) => !a.includes(r)).length,
   ex: [...a.filter((r) => !b.includes(r)).slice(0,2), ...b.filter((r) => !a.includes(r)).slice(0,2)] };
};
const refuse = (message: string, code: unknown = 100, more = {}, status = 400): ScriptedAnswer => ({ status, body: { error: { message, type: "OAuthException", code, ...more, fbtrace_id: "A" } } });
const hasAlias = ({ params }: ReceivedRequest) => /\.as\(/.test(params.fields ?? "");
const VARIANTS: Record<string, Odd> = {
  "paging by URL alone": async ({ forward }) => {
    const told = await forward();
    return { ...told, body: mapDeep(told.body, (one) => {
      const paging = one.paging as { next?: string; cursors?: unknown } | undefined;
      return paging?.next === undefined ? one : { ...one, paging: { next: paging.next } };
    }) };
  },
  "aliases ignored": async ({ forward, params, path }) => {
    const fields = (params.fields ?? "").replace(/\.as\(part\d+\)/g, "");
    if (fields === params.fields) return await forward();
    // the last edge of the name wins
    const told = await forward();
    const body = told.body as Record<string, unknown>;
    const parts = Object.keys(body).filter((k) => k.startsWith("part"));
    if (parts.length === 0) return told;
    const rest = Object.fromEntries(Object.entries(body).filter(([k]) => !k.startsWith("part")));
    return { ...told, body: { ...rest, insights: body[parts.at(-1) ?? ""] } };
  },
  "aliases refused by code 1": async (a) => hasAlias(a) ? refuse("An unknown error has occurred.", 1, {}, 500) : await a.forward(),
  "aliases refused by code 2500": async (a) => hasAlias(a) ? refuse("Unknown path components: /as", 2500) : await a.forward(),
  "aliases refused as syntax": async (a) => hasAlias(a) ? refuse("Syntax error \"Expected end of string instead of \\\".\\\".\" at character 60: ...", 2500) : await a.forward(),
  "aliases refused by string code": async (a) => hasAlias(a) ? refuse("(#100) Unknown modifier: as", "100") : await a.forward(),
  "aliases refused as 100/33": async (a) => hasAlias(a) ? refuse("Unsupported get request. Object with ID '1' does not exist", 100, {error_subcode: 33}) : await a.forward(),
  "aliases refused 501 html": async (a) => hasAlias(a) ? { status: 501, body: "<html>" } : await a.forward(),
  "nested left out": async ({ forward, params }) => {
    const told = await forward();
    return { ...told, body: mapDeep(told.body, (one) => { if (!("media_type" in one)) return one; const { insights: _i, navigation: _n, ...rest } = one; return rest; }) };
  },
  "nested refused otherwise": async (a) => /media\S*insights\.metric/.test(`${a.path}${a.params.fields}`) && /media_type.*insights\.metric/.test(a.params.fields ?? "") ? refuse("For field 'insights': (#100) Nested insights are not available") : await a.forward(),
  "nested refused in media with prefix": async (a) => /media_type.*insights\.metric/.test(a.params.fields ?? "") ? refuse("For field 'media': For field 'insights': (#12) insights edge is deprecated for lists", 12) : await a.forward(),
  "posts refused 1": async (a) => a.method === "POST" ? refuse("(#3) Application does not have the capability to make this API call.", 3) : await a.forward(),
  "posts refused 2": async (a) => a.method === "POST" ? { status: 404, body: "<html>not found</html>" } : await a.forward(),
  "posts refused 3": async (a) => a.method === "POST" ? refuse("(#100) Unsupported post request. ", 100, { error_user_title: "Unsupported" }) : await a.forward(),
  "posts refused 4": async (a) => a.method === "POST" ? refuse("(#100) The parameter image_url is required", 100) : await a.forward(),
};

describe.each(Object.keys(VARIANTS))("%s", (name) => {
  it("same", async () => {
    const r = await run(VARIANTS[name]!, name.startsWith("posts") ? {} : {});
    console.log(name, r.outcome.outcome, r.outcome.gaps, "calls", r.first, "then", r.second, "clean", cleanCalls, JSON.stringify(diff(r.rows)).slice(0, 900), JSON.stringify(r.lessons.map((l) => `${l.topic}=${l.finding}`)));
  }, 60_000);
});
