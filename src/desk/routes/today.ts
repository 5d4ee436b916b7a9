import { z } from "zod";
import { defineRoute } from "../route.ts";

export const today = defineRoute({
  name: "today",
  method: "GET",
  path: "/today",
  role: "viewer",
  about: "scope",
  input: z.object({}),
  async handle() {
    return { kind: "page", page: "today", title: "Today", view: {} };
  },
});
