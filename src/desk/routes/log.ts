// Who did what at the desk.
import { z } from "zod";
import { toAboutViews } from "../log/about.ts";
import { toDeedWords, toOutcomeWords } from "../log/words.ts";
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
    const abouts = await toAboutViews(entries, ports);
    const views = entries.map((entry, at) => ({
      when: entry.at,
      person: entry.person,
      deed: toDeedWords(entry.action),
      ...(abouts[at] ?? { things: [], details: [] }),
      outcome: toOutcomeWords(entry.outcome),
      tone: tones[entry.outcome],
      message: entry.message ?? "",
    }));
    return { kind: "page", page: "log", title: "Who did what", view: { entries: views } };
  },
});
