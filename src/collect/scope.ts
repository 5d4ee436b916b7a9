// What a collection is for, as one text; and which of those that were made serves a report.
import type { Store } from "../store/index.ts";
import type { CollectOptions } from "./collect-options.ts";
import type { Window } from "./spans.ts";

/** What tells two collections apart. */
export type Scoped = Pick<CollectOptions, "span" | "windows" | "filter" | "since" | "storiesOnly" | "again">;

/** The part of it that a report asks for again. */
export type Serving = Pick<CollectOptions, "span" | "windows" | "filter">;

/** Same period and accounts, same run. */
export function toScope({ span, windows, filter, since, storiesOnly, again }: Scoped): string {
  const extra = [
    ...(filter.within === undefined ? [] : [{ within: filter.within }]),
    ...(windows === undefined ? [] : [{ windows }]),
    ...(since === undefined ? [] : [since]),
    ...(storiesOnly ? ["stories"] : []),
    ...(again === undefined ? [] : ["again"]),
  ];
  return JSON.stringify([span.from, span.to, filter.include, filter.exclude, ...extra]);
}

/** Collections looked through for one that serves. */
const SCOPES_READ = 500;

/**
 * For each window the newest collection that asked for it of the same accounts, whoever else it asked for; undefined where
 * none did, or none that can be gone on with.
 */
export async function findServing(
  store: Store,
  { include, exclude }: Pick<CollectOptions["filter"], "include" | "exclude">,
  windows: readonly Window[],
): Promise<readonly (Serving | undefined)[]> {
  const served = new Map<string, Serving>();
  for (const scope of await store.listScopes("collect", SCOPES_READ)) {
    const one = parseScope(scope);
    if (one === undefined || !isSame([one.filter.include, one.filter.exclude], [include, exclude])) continue;
    for (const window of one.windows ?? []) {
      const key = JSON.stringify(toPlain(window));
      if (!served.has(key)) served.set(key, one);
    }
  }
  return windows.map((window) => served.get(JSON.stringify(toPlain(window))));
}

/** Of a collection for reports of several clients; undefined for any other. */
function parseScope(scope: string): Serving | undefined {
  const [from, to, include, exclude, whose, which, ...rest] = JSON.parse(scope) as readonly [
    string,
    string,
    readonly string[],
    readonly string[],
    { readonly within?: readonly (readonly string[])[] } | string | undefined,
    { readonly windows?: readonly Window[] } | string | undefined,
    ...unknown[],
  ];
  if (rest.length > 0 || typeof whose !== "object" || typeof which !== "object") return undefined;
  const { within } = whose;
  const { windows } = which;
  if (within === undefined || windows === undefined) return undefined;
  return { span: { from, to }, windows, filter: { include, exclude, within } };
}

function toPlain({ names, span: { from, to } }: Window): Window {
  return { names, span: { from, to } };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
