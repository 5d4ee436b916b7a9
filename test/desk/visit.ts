// The desk over plain HTTP, signed in: what a browser would send, without one.
import { PASSWORD } from "./open-inbox.ts";

export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly location: string;
}

export interface Visitor {
  /** The session, as a browser would send it along. */
  cookie(): string;
  get(path: string): Promise<Reply>;
  /** With the token of the last page that had one. */
  post(path: string, fields: Readonly<Record<string, string | readonly string[]>>): Promise<Reply>;
}

export async function visit(url: string, name: string): Promise<Visitor> {
  let cookie = "";
  let token = "";
  const ask = async (path: string, init: RequestInit = {}): Promise<Reply> => {
    const answer = await fetch(`${url}${path}`, {
      ...init,
      redirect: "manual",
      headers: { ...(init.headers ?? {}), cookie, origin: url },
    });
    for (const line of answer.headers.getSetCookie()) cookie = line.split(";")[0] ?? cookie;
    const body = await answer.text();
    token = /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? token;
    return { status: answer.status, body, location: answer.headers.get("location") ?? "" };
  };
  const visitor: Visitor = {
    cookie: () => cookie,
    get: (path) => ask(path),
    post(path, fields) {
      const body = new URLSearchParams();
      for (const [key, values] of Object.entries(fields)) for (const value of [values].flat()) body.append(key, value);
      body.set("_csrf", token);
      return ask(path, { method: "POST", body, headers: { "content-type": "application/x-www-form-urlencoded" } });
    },
  };
  await visitor.get("/sign-in");
  const entered = await visitor.post("/sign-in", { name, password: PASSWORD });
  if (entered.status !== 303) throw new Error(`${name} could not sign in: ${entered.body}`);
  // Any page renews the token.
  await visitor.get("/accounts");
  return visitor;
}
