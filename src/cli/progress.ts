// How far something is: a redrawn line on a terminal, now and then a plain line elsewhere.
import type { Clock } from "../shared/index.ts";
import { toPlainLine } from "./plain-text.ts";
import { cutToWidth } from "./table.ts";

export interface ProgressStep {
  readonly done: number;
  /** 0 while the whole is not known. */
  readonly of: number;
  /** What is being done: "collecting @kaffee_nord · 12 calls". */
  readonly text: string;
}

export interface Progress {
  update(step: ProgressStep): void;
  /** Counts down to an instant until the next `update`, `wait` or `end`. */
  wait(until: Date, why: string): void;
  /** Takes the line away; call it in a `finally`. */
  end(): void;
}

export interface ProgressScreen {
  /** True redraws one line, false writes lines. */
  readonly isTerminal: boolean;
  columns(): number;
  /** Replaces the redrawn line; "" takes it away. */
  draw(line: string): void;
  writeLine(line: string): void;
}

const BAR_WIDTH = 20;
const PLAIN_LINE_EVERY_MS = 5_000;
const REDRAW_EVERY_MS = 100;

/** Starts a progress line; silent until its first `update`. Must be ended. */
export function startProgress(screen: ProgressScreen, clock: Clock): Progress {
  const startedAtMs = clock.now().getTime();
  let shownAtMs = Number.NEGATIVE_INFINITY;
  let countdown: NodeJS.Timeout | undefined;

  function stopCountdown(): void {
    clearInterval(countdown);
    countdown = undefined;
  }

  return {
    update(step) {
      const nowMs = clock.now().getTime();
      const wasWaiting = countdown !== undefined;
      stopCountdown();
      const isLast = step.of > 0 && step.done >= step.of;
      const everyMs = screen.isTerminal ? REDRAW_EVERY_MS : PLAIN_LINE_EVERY_MS;
      if (!isLast && !wasWaiting && nowMs - shownAtMs < everyMs) return;
      shownAtMs = nowMs;
      const line = formatStep(step, nowMs - startedAtMs, screen.isTerminal);
      if (screen.isTerminal) screen.draw(cutToWidth(line, screen.columns() - 1));
      else screen.writeLine(line);
    },
    wait(until, why) {
      stopCountdown();
      const show = (): void => {
        const leftMs = Math.max(0, until.getTime() - clock.now().getTime());
        const line = `waiting ${formatDuration(leftMs)}, until ${toClockTime(until)}: ${toPlainLine(why)}`;
        if (screen.isTerminal) screen.draw(cutToWidth(line, screen.columns() - 1));
        else screen.writeLine(line);
      };
      show();
      if (screen.isTerminal) countdown = setInterval(show, 1_000).unref();
    },
    end() {
      stopCountdown();
      if (screen.isTerminal) screen.draw("");
    },
  };
}

/** One line: bar and share on a terminal, counts anywhere, an estimate once a tenth is done. */
export function formatStep(step: ProgressStep, elapsedMs: number, hasBar: boolean): string {
  const text = toPlainLine(step.text);
  if (step.of <= 0) return text;
  const share = Math.min(1, step.done / step.of);
  const filled = Math.round(share * BAR_WIDTH);
  const bar = hasBar ? `${"█".repeat(filled)}${"░".repeat(BAR_WIDTH - filled)} ` : "";
  const canEstimate = share >= 0.1 && share < 1 && elapsedMs > 1_000;
  const left = canEstimate ? ` · about ${formatDuration((elapsedMs / share) * (1 - share))} left` : "";
  return `${bar}${step.done}/${step.of} ${text}${left}`;
}

/** "45 s", "12 min", "1 h 05 min". */
export function formatDuration(durationMs: number): string {
  const seconds = Math.ceil(durationMs / 1_000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

function toClockTime(at: Date): string {
  return `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
}
