// What commands that spend calls have in common: waiting for the hour, and telling how far they are.

import type { CollectProgress } from "../collect/index.ts";
import type { Settings } from "../config/index.ts";
import { countOf } from "../shared/index.ts";
import type { CallOptions } from "./compose.ts";
import type { Flags } from "./context.ts";
import type { Print } from "./print.ts";
import type { Progress } from "./progress.ts";

/** Whether to wait when the hour is spent (`budget.wait`, `--no-wait`), with a countdown. */
export function toCalls(settings: Settings, flags: Flags, print: Print, progress: Progress): CallOptions {
  const mayWait = settings.budget.wait && flags.wait !== false;
  return {
    whenSpent: mayWait ? "wait" : "stop",
    onWait: ({ until, why }) => progress.wait(until, why),
    // A failure tells them beside its error.
    onClosed: (calls) => print.known({ calls }),
  };
}

/** A collection's steps on the progress line. */
export function showProgress(progress: Progress): (step: CollectProgress) => void {
  return (step) => {
    switch (step.step) {
      case "discovering":
        return progress.update({ done: 0, of: 0, text: `looking for the accounts of connection "${step.connection}"` });
      case "planned":
        return progress.update({
          done: 0,
          of: step.calls,
          text: `${countOf(step.accounts, "account")}, ${countOf(step.calls, "call")} planned`,
        });
      case "collecting":
        return progress.update({
          done: step.done,
          of: step.of,
          text: `@${step.username} · ${countOf(step.calls, "call")} spent`,
        });
      case "thumbnails":
        return progress.update({ done: step.done, of: step.of, text: "pictures" });
    }
  };
}
