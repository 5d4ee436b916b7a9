// The address of a form, asked for by hand, by a reload or by the button Back: it leads to the page the form stands on.
import { z } from "zod";
import { type DeskRoute, defineRoute } from "../route.ts";

/** A GET for every write among the routes that has none; what its page is, and who may see it, that page says itself. */
export function toWaysBack(routes: readonly DeskRoute[]): readonly DeskRoute[] {
  const pages = new Set(routes.filter(({ method }) => method === "GET").map(({ path }) => path));
  return routes
    .filter(({ method, path }) => method === "POST" && !pages.has(path))
    .map(({ name, path }) =>
      defineRoute({
        name: `${name}-back`,
        method: "GET",
        path,
        role: "viewer",
        about: "scope",
        isWayBack: true,
        input: z.record(z.string(), z.unknown()),
        handle: async ({ input }) => ({ kind: "redirect", to: fill(findPage(path, pages), input) }),
      }),
    );
}

/** The nearest page above it: `/reports/:reportId` of `/reports/:reportId/release`. */
function findPage(path: string, pages: ReadonlySet<string>): string {
  const above = path.slice(0, path.lastIndexOf("/"));
  if (above === "") return "/today";
  return pages.has(above) ? above : findPage(above, pages);
}

function fill(path: string, input: Readonly<Record<string, unknown>>): string {
  return path.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(String(input[name] ?? "")));
}
