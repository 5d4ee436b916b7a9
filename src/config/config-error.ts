import { CollectorError } from "../shared/index.ts";

export interface ConfigProblem {
  /** "report.formats[0]", `accounts.alias["brand.de"]`; "" when it is about the file as a whole. */
  readonly key: string;
  /** "must be a number, not text": continues the key; never holds a value that could be secret. */
  readonly problem: string;
  /** Line of the configuration file, from 1. */
  readonly line?: number | undefined;
}

export interface ConfigErrorParts {
  readonly code: "CONFIG_UNREADABLE" | "CONFIG_INVALID" | "CONFIG_SECRET_MISSING";
  /** The file as the user named it, or "the environment". */
  readonly source: string;
  readonly problems: readonly ConfigProblem[];
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/** The configuration cannot be used. Its sentence names every problem, so that one look is enough to mend them all. */
export class ConfigError extends CollectorError {
  readonly problems: readonly ConfigProblem[];

  constructor(parts: ConfigErrorParts) {
    const { code, source, problems, hint, cause } = parts;
    super({ code, sentence: toSentence(source, problems), hint, cause });
    this.problems = problems;
  }
}

function toSentence(source: string, problems: readonly ConfigProblem[]): string {
  const [only] = problems;
  if (problems.length === 1 && only !== undefined) return `Could not use ${source}: ${toLine(only)}.`;
  const lines = problems.map((problem) => `  - ${toLine(problem)}`);
  return `Could not use ${source}, ${problems.length} things need mending:\n${lines.join("\n")}`;
}

function toLine({ key, problem, line }: ConfigProblem): string {
  return `${key === "" ? "" : `${key} `}${problem}${line === undefined ? "" : ` (line ${line})`}`;
}
