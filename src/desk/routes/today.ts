import { z } from "zod";
import { defineRoute } from "../route.ts";
import { readToday } from "../today/read-today.ts";

/** Is the report out, what needs somebody, can more be collected. */
export const today = defineRoute({
  name: "today",
  method: "GET",
  path: "/today",
  role: "viewer",
  about: "scope",
  input: z.object({}),
  async handle(call) {
    return { kind: "page", page: "today", title: "Today", part: "today", view: await readToday(call) };
  },
});
