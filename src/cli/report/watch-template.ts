// For people who design: a template folder is watched, and each change tells once, when the editor has finished writing.
import { watch } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

/** Editors write a file in several steps; a change is told this long after the last of them. */
const QUIET_MS = 120;

/** Yields the names of the files that changed, once a burst; ends when the signal comes. */
export async function* watchTemplate(folder: string, signal: AbortSignal): AsyncGenerator<readonly string[]> {
  const changed = new Set<string>();
  let wake = Promise.withResolvers<void>();
  const stop = (): void => wake.resolve();
  signal.addEventListener("abort", stop, { once: true });
  const listening = (async () => {
    try {
      for await (const { filename } of watch(folder, { recursive: true, signal })) {
        if (filename === null || !/\.(hbs|css|js)$/.test(filename)) continue;
        changed.add(filename.replaceAll("\\", "/"));
        wake.resolve();
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  })();
  listening.catch(() => wake.resolve());
  try {
    while (!signal.aborted) {
      await Promise.race([wake.promise, listening]);
      if (signal.aborted) break;
      await delay(QUIET_MS);
      wake = Promise.withResolvers<void>();
      if (signal.aborted) wake.resolve();
      const names = [...changed].sort();
      changed.clear();
      if (names.length > 0) yield names;
    }
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
