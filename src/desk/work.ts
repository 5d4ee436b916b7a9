// What takes longer than a click: rendering and mailing go on behind the pages, one at a time, and pages tell how it stands.
import pLimit from "p-limit";
import { CollectorError } from "../shared/index.ts";

export interface Work {
  /** What it is about, so that it is not begun twice: a client, report and period. */
  readonly key: string;
  /** "being sent". */
  readonly words: string;
  readonly state: "waiting" | "running" | "failed";
  /** Of one that failed. */
  readonly sentence?: string | undefined;
  readonly hint?: string | undefined;
}

export interface Workbench {
  /** Begins it unless something of the same key is waiting or at work; false then. */
  start(key: string, words: string, run: (signal: AbortSignal) => Promise<unknown>): boolean;
  /** What goes on, and what failed since the desk was started, by key. */
  list(): ReadonlyMap<string, Work>;
  /** Goes up whenever something begins or ends. */
  readonly version: number;
  /** Resolves when nothing goes on any more. */
  idle(): Promise<void>;
}

/** Failures remembered. */
const HELD_MOST = 200;

export function createWorkbench(signal: AbortSignal, onMistake: (error: unknown, what: string) => void): Workbench {
  const inTurn = pLimit(1);
  const held = new Map<string, Work>();
  const going = new Set<Promise<void>>();
  let version = 0;
  const set = (work: Work): void => {
    held.delete(work.key);
    held.set(work.key, work);
    version += 1;
  };
  return {
    get version() {
      return version;
    },
    list: () => held,
    async idle() {
      while (going.size > 0) await Promise.all(going);
    },
    start(key, words, run) {
      const known = held.get(key);
      if (known !== undefined && known.state !== "failed") return false;
      set({ key, words, state: "waiting" });
      const work = inTurn(async () => {
        if (signal.aborted) return;
        set({ key, words, state: "running" });
        try {
          await run(signal);
          held.delete(key);
          version += 1;
        } catch (error) {
          if (signal.aborted) return;
          if (!(error instanceof CollectorError)) onMistake(error, words);
          const told = error instanceof CollectorError ? error : undefined;
          const sentence = told?.message ?? "This is our mistake; the terminal of `gazette desk` tells more.";
          set({ key, words, state: "failed", sentence, hint: told?.hint });
          for (const [oldest, { state }] of held) {
            if (held.size <= HELD_MOST) break;
            if (state === "failed") held.delete(oldest);
          }
        }
      });
      going.add(work);
      void work.finally(() => going.delete(work));
      return true;
    },
  };
}
