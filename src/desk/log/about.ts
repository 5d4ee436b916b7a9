// What a line of the desk's log is about: the comment, report or client it names, as people know it.
import type { CommentRecord } from "../../dataset/index.ts";
import type { DeskEntry } from "../../store/index.ts";
import { toLine } from "../comments/words.ts";
import type { DeskPorts } from "../ports.ts";
import { listOwned } from "../whose.ts";
import { toPeople, toPeriodWords } from "../words.ts";
import { SEVERAL } from "./words.ts";

export interface AboutView {
  /** Comments and reports, each with the page it has. */
  readonly things: readonly { readonly words: string; readonly href: string }[];
  /** What else the form said: a note, an answer, whom it was given to. */
  readonly details: readonly string[];
}

const TEXT_SIGNS = 80;
/** Of work on several, so many are named. */
const NAMED_MOST = 3;

type Fields = Readonly<Record<string, unknown>>;

/** Of each line in turn; what several are about is looked up once. */
export async function toAboutViews(entries: readonly DeskEntry[], ports: DeskPorts): Promise<readonly AboutView[]> {
  const lines = entries.map(({ about, action }) => {
    const fields = readFields(about);
    const ids = [fields.commentId, ...[fields.ids ?? []].flat()].filter((id) => typeof id === "string");
    return { fields, action, ids };
  });
  const named = [...new Set(lines.flatMap(({ ids }) => ids.slice(0, NAMED_MOST)))];
  const [threads, owned] = await Promise.all([ports.store.inbox.findAll(named), listOwned(ports)]);
  const names = new Map(owned.map(({ account }) => [account.accountId, account.username]));
  const comments = new Map(threads.map(({ top }) => [top.commentId, top]));
  const reports = new Map<string, ReturnType<typeof toReport>>();
  return Promise.all(
    lines.map(async ({ fields, action, ids }) => {
      const key = JSON.stringify([fields.reportId, fields.linkId]);
      const report = reports.get(key) ?? toReport(fields, ports);
      reports.set(key, report);
      const things = ids.slice(0, NAMED_MOST).map((id) => toComment(id, comments.get(id), names));
      return { things: [...things, ...(await report)], details: toDetails(fields, action, ids.length) };
    }),
  );
}

/** Lines of before were cut in the middle: of those nothing is told. */
function readFields(about: string | undefined): Fields {
  try {
    const read: unknown = JSON.parse(about ?? "null");
    return typeof read === "object" && read !== null && !Array.isArray(read) ? (read as Fields) : {};
  } catch {
    return {};
  }
}

function toComment(id: string, top: CommentRecord | undefined, names: ReadonlyMap<string, string>) {
  if (top === undefined) return { words: `comment ${id}, no longer held`, href: "" };
  const text = toLine(top.text, TEXT_SIGNS) || "(no words)";
  return { words: `@${names.get(top.accountId) ?? top.accountId}: “${text}”`, href: `/comments/${id}` };
}

async function toReport({ reportId, linkId }: Fields, { store }: DeskPorts) {
  const id = typeof linkId === "string" ? (await store.links.find(linkId))?.reportId : reportId;
  if (typeof id !== "string") return [];
  const sealed = await store.sealed.find(id);
  if (sealed === undefined) return [{ words: `report ${id}, no longer held`, href: "" }];
  const whose = sealed.client === "" ? "All accounts" : sealed.client;
  return [{ words: `${whose}, ${toPeriodWords(sealed.period)}`, href: `/reports/${id}` }];
}

function toDetails(fields: Fields, action: string, count: number): readonly string[] {
  const { kind, idsCount, target, to, text, name, note, why, days, account, client, from, recipients } = fields;
  const { connection, topic } = fields;
  const several = typeof idsCount === "number" ? idsCount : count;
  const isMake = action === "report-make";
  return [
    ...say(kind, (value) => SEVERAL[value] ?? value),
    several > NAMED_MOST ? `and ${several - NAMED_MOST} more` : "",
    ...say(target, () => "a reply below it"),
    action === "comment-assign" ? `to ${typeof to === "string" ? to : "nobody"}` : "",
    ...say(name, (value) => `called ${quote(value)}`),
    ...[text, note, why].flatMap((value) => say(value, quote)),
    typeof days === "number" ? `for ${days} days` : "",
    ...say(account, (value) => `@${value.replace(/^@/, "")}`),
    ...say(client, (value) => (isMake ? value : `for ${value}`)),
    ...(isMake ? say(from, (value) => toPeriodWords({ from: value, to: String(to) })) : []),
    recipients === undefined ? "" : `to ${toPeople([recipients].flat().map(String))}`,
    ...say(connection, (value) => value),
    ...say(topic, (value) => value),
  ].filter(Boolean);
}

function say(value: unknown, toWords: (text: string) => string): readonly string[] {
  return typeof value === "string" && value !== "" ? [toWords(value)] : [];
}

function quote(text: string): string {
  return `“${toLine(text, TEXT_SIGNS)}”`;
}
