import { PassThrough } from "node:stream";
import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { toPlainLine, toPlainText } from "../../src/cli/plain-text.ts";
import { createPrint, type Print, type PrintOptions } from "../../src/cli/print.ts";
import { formatDuration, formatStep, type ProgressScreen, startProgress } from "../../src/cli/progress.ts";
import { cutToWidth, formatTable } from "../../src/cli/table.ts";
import type { Clock } from "../../src/shared/index.ts";

const CLOCK_RESET = "\x1b[2J\x1b]0;owned\x07\u009b31m\u202eabc\u2066\rX\tY\u2028Z";
const plain = { paint: (text: string) => text };

describe("toPlainText", () => {
  it("takes every control sequence and direction override out of foreign text", () => {
    expect(toPlainText(CLOCK_RESET)).toBe("abc\nX Y\nZ");
    expect(toPlainLine(CLOCK_RESET)).toBe("abc X Y Z");
  });

  it("leaves letters of every script and joined emoji as they are", () => {
    for (const text of ["قهوة الصباح", "コーヒー", "नमस्ते", "👩‍👩‍👧‍👦 ☕️"]) expect(toPlainText(text)).toBe(text);
  });

  it("never lets a control sign but the line feed through", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(toPlainText(text)).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });
});

describe("formatTable", () => {
  const columns = [{ title: "Account" }, { title: "Followers", align: "right" }] as const;

  it("lines up Chinese, Japanese and joined emoji by the room they take", () => {
    const rows = [
      ["kaffee", 18_400],
      ["コーヒー", 64],
      ["👩‍👩‍👧‍👦 fam", 7],
      ["\x1b[31mred\x1b[0m\n", undefined],
    ] as const;
    const lines = formatTable(columns, rows, { width: 80, ...plain });
    expect(lines).toEqual([
      "Account   Followers",
      "kaffee        18400",
      "コーヒー         64",
      "👩‍👩‍👧‍👦 fam            7",
      "red",
    ]);
  });

  it("cuts the widest text column, never figures, and never wider than told", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ unit: "grapheme" }), fc.nat())),
        fc.integer({ min: 22, max: 60 }),
        (rows, width) => {
          for (const line of formatTable(columns, rows, { width, ...plain }))
            expect(stringWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
    );
    expect(formatTable(columns, [["a_very_long_user_name_indeed", 1_234_567]], { width: 24, ...plain })[1]).toBe(
      "a_very_long_…    1234567",
    );
  });

  it("never cuts an id, however narrow the terminal", () => {
    const columns = [{ title: "TEXT" }, { title: "ID", whole: true }];
    const rows = [["some words that are longer than the place", "17800000000000001"]];
    const lines = formatTable(columns, rows, { width: 30, paint: (text) => text });
    expect(lines[1]).toBe("some words…  17800000000000001");
  });

  it("cuts between whole letters", () => {
    expect(cutToWidth("ab👩‍👩‍👧‍👦cd", 4)).toBe("ab…");
    expect(cutToWidth("ab👩‍👩‍👧‍👦cd", 5)).toBe("ab👩‍👩‍👧‍👦…");
  });
});

class FakeScreen extends PassThrough {
  isTTY = false;
  columns = 80;
  text(): string {
    return String(this.read() ?? "");
  }
}

function open(options: Partial<PrintOptions> = {}): {
  readonly print: Print;
  readonly stdout: FakeScreen;
  readonly stderr: FakeScreen;
} {
  const stdout = new FakeScreen();
  const stderr = new FakeScreen();
  const print = createPrint({
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stderr as unknown as NodeJS.WriteStream,
    json: false,
    quiet: false,
    verbose: false,
    color: true,
    clock: moving([0]),
    ...options,
  });
  return { print, stdout, stderr };
}

function moving(instantsMs: readonly number[]): Clock {
  const left = [...instantsMs];
  return { now: () => new Date(left.length > 1 ? (left.shift() ?? 0) : (left[0] ?? 0)), sleep: async () => {} };
}

describe("print", () => {
  it("keeps results on stdout and talk on stderr, without colours where no terminal is", () => {
    const { print, stdout, stderr } = open();
    print.result("made \x1b[2Jit", "good");
    print.note("hello");
    print.detail("not asked for");
    print.json({ never: true });
    expect(stdout.text()).toBe("made it\n");
    expect(stderr.text()).toBe("hello\n");
  });

  it("gives one JSON document and nothing else on stdout with --json", () => {
    const { print, stdout } = open({ json: true });
    print.result("words");
    print.table([{ title: "A" }], [["1"]]);
    print.json({ text: "\x1b[2J" });
    expect(stdout.text()).toBe('{"text":"\\u001b[2J"}\n');
    expect(() => print.json({})).toThrow("two JSON documents");
  });

  it("names commands the way they are typed here", () => {
    const { print, stderr } = open({ command: "npm run --silent gazette --" });
    print.failure("It broke.", "Run `gazette check`, or `gazette collect --since DAY`.");
    expect(stderr.text()).toBe(
      "It broke.\nRun `npm run --silent gazette -- check`, or `npm run --silent gazette -- collect --since DAY`.\n",
    );
  });

  it("with --quiet still warns and tells failures", () => {
    const { print, stderr } = open({ quiet: true });
    print.note("hello");
    print.progress().update({ done: 1, of: 2, text: "x" });
    print.warn("mind this");
    print.failure("It broke.", "Mend it.");
    expect(stderr.text()).toBe("Note: mind this\nIt broke.\nMend it.\n");
  });

  it("survives a reader that goes away", async () => {
    const { print, stdout } = open();
    stdout.destroy(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
    expect(await print.data("a,b\n")).toBe(false);
    print.result("nobody reads this");
  });
});

describe("progress", () => {
  function record(
    isTerminal: boolean,
    clock: Clock,
  ): { readonly seen: string[]; readonly progress: ReturnType<typeof startProgress> } {
    const seen: string[] = [];
    const screen: ProgressScreen = {
      isTerminal,
      columns: () => 40,
      draw: (line) => seen.push(line),
      writeLine: (line) => seen.push(line),
    };
    return { seen, progress: startProgress(screen, clock) };
  }

  it("writes a plain line now and then, and always the last", () => {
    const { seen, progress } = record(false, moving([0, 0, 1_000, 4_999, 5_000, 5_001]));
    for (const done of [1, 2, 3, 4, 5]) progress.update({ done, of: 5, text: "accounts" });
    progress.end();
    expect(seen).toEqual(["1/5 accounts", "4/5 accounts · about 2 s left", "5/5 accounts"]);
  });

  it("redraws one line on a terminal, within its width, and takes it away", () => {
    const { seen, progress } = record(true, moving([0, 2_000]));
    progress.update({ done: 1, of: 4, text: "@kaffee\x1b[2J_nord.hamburg" });
    progress.wait(new Date(92_000), "the hour is spent");
    progress.end();
    expect(seen[0]).toBe("█████░░░░░░░░░░░░░░░ 1/4 @kaffee_nord.…");
    expect(seen[1]).toMatch(/^waiting 2 min, until \d\d:\d\d: the hour/);
    expect(seen.at(-1)).toBe("");
  });

  it("estimates only when there is something to estimate from", () => {
    expect(formatStep({ done: 1, of: 100, text: "x" }, 60_000, false)).toBe("1/100 x");
    expect(formatStep({ done: 50, of: 100, text: "x" }, 600_000, false)).toBe("50/100 x · about 10 min left");
    expect(formatStep({ done: 3, of: 0, text: "looking" }, 9_000, true)).toBe("looking");
  });

  it.each([
    [400, "1 s"],
    [89_000, "89 s"],
    [91_000, "2 min"],
    [3_900_000, "1 h 05 min"],
  ])("writes %d ms as %s", (durationMs, words) => {
    expect(formatDuration(durationMs)).toBe(words);
  });
});
