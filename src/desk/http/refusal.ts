// Whatever was thrown → a page in words. Nothing of ours or of the machine is told above what a person can use.
import type { FastifyError } from "fastify";
import { CollectorError } from "../../shared/index.ts";
import { DeskError } from "../desk-error.ts";

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly sentence: string;
  readonly hint?: string | undefined;
  /** Our own mistake: its stack belongs into the terminal. */
  readonly isOurs?: true;
}

export function toRefusal(error: unknown): Refusal {
  if (error instanceof DeskError) return toWords(error.status, error);
  if (error instanceof CollectorError) return toWords(toStatus(error.code), error);
  const { statusCode = 500 } = error as Partial<FastifyError>;
  const known = statusCode < 500 ? FROM_OUTSIDE[statusCode] : undefined;
  if (known !== undefined) return { status: statusCode, ...known };
  if (statusCode >= 400 && statusCode < 500) return { status: statusCode, ...NOT_UNDERSTOOD };
  return {
    status: 500,
    code: "INTERNAL",
    sentence: "This is our mistake; nothing more is known here.",
    hint: "The terminal of `gazette desk` tells more. Please report it with those lines.",
    isOurs: true,
  };
}

function toWords(status: number, { code, message, hint }: CollectorError): Refusal {
  return { status, code, sentence: message, hint };
}

function toStatus(code: string): number {
  if (/^(USAGE|CONFIG|REPORT|MODERATE)_/.test(code)) return 409;
  if (/^(STORE|GRAPH|DELIVER)_/.test(code)) return 503;
  return 500;
}

const NOT_UNDERSTOOD = {
  code: "DESK_INPUT_INVALID",
  sentence: "Could not understand what was sent.",
  hint: "Go back, correct it and send it again.",
} as const;

const FROM_OUTSIDE: Readonly<Record<number, Omit<Refusal, "status">>> = {
  400: NOT_UNDERSTOOD,
  404: {
    code: "DESK_NOT_FOUND",
    sentence: "There is no such page, or it is not yours to see.",
    hint: "It may have been removed. Go back to Today.",
  },
  413: {
    code: "DESK_INPUT_INVALID",
    sentence: "What was sent is too long.",
    hint: "Shorten it and send it again.",
  },
  415: NOT_UNDERSTOOD,
  429: {
    code: "DESK_TOO_OFTEN",
    sentence: "Too many requests came from there.",
    hint: "Wait a minute and go on.",
  },
};
