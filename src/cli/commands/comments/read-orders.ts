// A file of comments to work on: ids one a line, or JSON lines as `gazette export comments --format jsonl` writes them.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { ModerateError } from "../../../moderate/index.ts";

export interface FileOrder {
  readonly commentId: string;
  /** The answer, from the key `reply`; `text` is the comment's own in an export and never an answer. */
  readonly text?: string | undefined;
}

/** Throws `MODERATE_FILE` with the line that cannot be used; nothing is done then. */
export async function readOrders(path: string, cwd: string, kind: string): Promise<readonly FileOrder[]> {
  let content: string;
  try {
    content = await readFile(resolve(cwd, path), "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ModerateError("MODERATE_FILE", `Could not read ${path}: ${code ?? "unknown reason"}.`, undefined, error);
  }
  return parseOrders(content, path, kind);
}

/** Blank lines and lines that begin with # are left out; a comment named twice counts once. */
export function parseOrders(content: string, path: string, kind: string): readonly FileOrder[] {
  const orders = new Map<string, FileOrder>();
  for (const [index, whole] of content
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .entries()) {
    const line = whole.trim();
    if (line === "" || line.startsWith("#")) continue;
    const order = line.startsWith("{")
      ? parseJsonLine(line, kind)
      : /^"?(\d{5,30})"?$/.test(line)
        ? { commentId: line.replaceAll('"', "") }
        : undefined;
    if (order === undefined) {
      throw new ModerateError(
        "MODERATE_FILE",
        `Could not use line ${index + 1} of ${path}: it is neither an id nor a JSON object with comment_id${kind === "reply" ? " and reply" : ""}.`,
        'Ids stand one a line; JSON lines look like {"comment_id":"178…","reply":"Thank you!"}.',
      );
    }
    const before = orders.get(order.commentId);
    if (before !== undefined && before.text !== order.text) {
      throw new ModerateError(
        "MODERATE_FILE",
        `Could not use line ${index + 1} of ${path}: it gives comment ${order.commentId} another answer than a line before.`,
        "Leave one line for each comment.",
      );
    }
    orders.set(order.commentId, order);
  }
  return [...orders.values()];
}

function parseJsonLine(line: string, kind: string): FileOrder | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const { comment_id, reply } = value as Record<string, unknown>;
  // A number would have lost its last digits on the way (RELIABILITY M12).
  if (typeof comment_id !== "string" || !/^\d{5,30}$/.test(comment_id)) return undefined;
  if (kind !== "reply" || reply === undefined) return { commentId: comment_id };
  // What no store and no server keeps as it is could not be found again by its words.
  return typeof reply === "string"
    ? { commentId: comment_id, text: reply.toWellFormed().replaceAll("\0", "") }
    : undefined;
}
