// Who did what at the desk.
import { z } from "zod";
import { defineRoute } from "../route.ts";

const SHOWN = 200;

export const log = defineRoute({
  name: "log",
  method: "GET",
  path: "/settings/log",
  role: "admin",
  about: "house",
  input: z.object({}),
  async handle({ ports }) {
    const entries = await ports.store.deskLog.list(SHOWN);
    const tones = { done: "good", refused: "bad", begun: "warn" } as const;
    return {
      kind: "page",
      page: "log",
      title: "Who did what",
      view: {
        entries: entries.map(({ at, person, action, about, outcome, message }) => ({
          when: at,
          person,
          action,
          about: about === undefined || about === "null" ? "" : about,
          outcome,
          tone: tones[outcome],
          message: message ?? "",
        })),
      },
    };
  },
});
