// `gazette check` as a page: it spends a few calls, and so it is asked for.
import { z } from "zod";
import { defineRoute } from "../route.ts";

export const settingsCheck = defineRoute({
  name: "settings-check",
  method: "POST",
  path: "/settings/check",
  role: "admin",
  about: "house",
  input: z.object({}),
  async handle({ ports, signal }) {
    const lines = await ports.house.check(signal);
    const tones = { ok: "good", warn: "warn", fail: "bad" } as const;
    return {
      kind: "page",
      page: "settings-check",
      title: "Check",
      view: {
        lines: lines.map(({ name, state, message, hint }) => ({
          name,
          state,
          tone: tones[state],
          message,
          hint: hint ?? "",
        })),
        failed: lines.filter(({ state }) => state === "fail").length,
      },
    };
  },
});
