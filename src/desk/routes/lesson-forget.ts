// A lesson about the server that is no longer true: it is tried again, and learnt anew where it still holds.
import { z } from "zod";
import { toNotFound } from "../desk-error.ts";
import { defineRoute } from "../route.ts";
import { isLesson } from "./calls.ts";

export const lessonForget = defineRoute({
  name: "lesson-forget",
  method: "POST",
  path: "/calls/lessons/forget",
  role: "admin",
  about: "house",
  input: z.object({ connection: z.string().max(100), topic: z.string().max(300) }),
  async handle({ input: { connection, topic }, ports }) {
    const lessons = await ports.store.lessons();
    const isThere = lessons.some((one) => one.connection === connection && one.topic === topic && isLesson(one));
    if (!isThere) throw toNotFound();
    await ports.store.forget(connection, topic);
    return {
      kind: "redirect",
      to: "/calls",
      said: "Forgotten. The next collection tries it again, which may cost a call.",
    };
  },
});
