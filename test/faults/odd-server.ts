// Servers that keep the contract and word it otherwise, before the stand-in, which answers what they let through.
import {
  type ReceivedRequest,
  type ScriptedAnswer,
  type ScriptedServer,
  startScriptedServer,
} from "../support/scripted-server.ts";

interface Asked extends ReceivedRequest {
  /** What the stand-in says to the same question. */
  readonly forward: () => Promise<ScriptedAnswer>;
}

export type Odd = (asked: Asked) => Promise<ScriptedAnswer>;

export function startOddServer(sandboxUrl: string, odd: Odd): Promise<ScriptedServer> {
  return startScriptedServer((request) => odd({ ...request, forward: () => forward(sandboxUrl, request) }));
}

async function forward(url: string, { method, path, params, headers }: ReceivedRequest): Promise<ScriptedAnswer> {
  const body = new URLSearchParams({ ...params, method: params.method ?? method });
  const authorization = headers.authorization ?? "";
  const reply = await fetch(url + path, { method: "POST", headers: { authorization }, body });
  const usage = [...reply.headers].filter(([name]) => name.startsWith("x-"));
  return { status: reply.status, headers: Object.fromEntries(usage), body: await reply.json() };
}

export const refuse = (message: string, code: number | string = 100, status = 400): ScriptedAnswer => ({
  status,
  body: { error: { message, type: "OAuthException", code } },
});

export const refusing =
  (isRefused: (asked: ReceivedRequest) => boolean, answer: ScriptedAnswer): Odd =>
  async (asked) =>
    isRefused(asked) ? answer : await asked.forward();

export const hasAlias = ({ params }: ReceivedRequest): boolean => /\.as\(/.test(params.fields ?? "");
export const isPost = ({ method }: ReceivedRequest): boolean => method === "POST";

/** Whether insights are asked inside a list of posts or stories, as an edge of its own or as a field of the account. */
export function nestsIn(edge: "media" | "stories", { path, params }: ReceivedRequest): boolean {
  const { fields = "" } = params;
  const list = path.endsWith(`/${edge}`)
    ? fields
    : (new RegExp(`\\b${edge}[^{,]*\\{([^{}]|\\{[^{}]*\\})*\\}`).exec(fields)?.[0] ?? "");
  return /\binsights\b/.test(list);
}
