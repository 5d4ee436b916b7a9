// For people who design: a template folder is watched, and each change tells once, when the editor has finished writing.
import { watch } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** Editors write a file in several steps; a change is told this long after the last of them. */
const QUIET_MS = 120;

/** Watches from the moment it is called; yields the names of the files that changed, once a burst, until the signal comes. */
export function watchTemplate(folder: string, signal: AbortSignal): AsyncGenerator<readonly string[]> {
  const changed = new Set<string>();
  let wake = Promise.withResolvers<void>();
  const watcher = watch(folder, { recursive: true }, (_event, filename) => {
    if (filename === null || !/\.(hbs|css|js)$/.test(filename)) return;
    changed.add(filename.replaceAll("\\", "/"));
    wake.resolve();
  });
  watcher.on("error", (error) => wake.reject(error));
  const stop = (): void => wake.resolve();
  signal.addEventListener("abort", stop, { once: true });

  async function* listen(): AsyncGenerator<readonly string[]> {
    try {
      while (!signal.aborted) {
        await wake.promise;
        if (signal.aborted) return;
        await delay(QUIET_MS);
        wake = Promise.withResolvers<void>();
        if (signal.aborted) return;
        const names = [...changed].sort();
        changed.clear();
        if (names.length > 0) yield names;
      }
    } finally {
      signal.removeEventListener("abort", stop);
      watcher.close();
    }
  }
  return listen();
}
