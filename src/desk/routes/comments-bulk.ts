// Work on several comments: chosen from what a filter shows, looked at before, and never more at once than the cap.
import { z } from "zod";
import { type BulkKind, chooseForBulk, type Match, prepare, readHeldComments } from "../../moderate/index.ts";
import { countOf } from "../../shared/index.ts";
import { carryOutOrders, withGraph } from "../comments/acts.ts";
import { type Address, address, readBack, toPath, toThreadQuery } from "../comments/address.ts";
import { toAge, toLine } from "../comments/words.ts";
import { readWritesLeft } from "../comments/writes-left.ts";
import { DeskError } from "../desk-error.ts";
import { type Call, defineRoute } from "../route.ts";
import { listVisible } from "../visible.ts";
import { listAccountsWithin } from "../whose.ts";

const KINDS = ["done", "hide", "unhide", "delete", "reply"] as const;
type Kind = (typeof KINDS)[number];

const KIND_WORDS: Readonly<Record<Kind, string>> = {
  done: "Mark as done",
  hide: "Hide",
  unhide: "Show again",
  delete: "Delete",
  reply: "Answer with the same words",
};

/** What would be done to each, and what was done to so many. */
const DEEDS: Readonly<Record<Kind, (graceHours: number) => string>> = {
  done: () => "marked as done",
  hide: () => "hidden",
  unhide: () => "shown again",
  delete: (graceHours) => `deleted in ${graceHours} h`,
  reply: () => "answered",
};

const id = z.string().regex(/^\d{1,30}$/);
const order = z.object({
  kind: z.enum(KINDS).default("done"),
  text: z.string().trim().max(2_200).default(""),
  back: z.string().max(2_000).default(""),
  ids: z.preprocess((given) => (given === undefined ? [] : [given].flat()), z.array(id).max(200)),
});
type OrderInput = z.infer<typeof order>;

export const commentsBulk = defineRoute({
  name: "comments-bulk",
  method: "GET",
  path: "/comments/bulk",
  role: "moderator",
  about: "scope",
  input: address,
  async handle(call) {
    const { ports, now, scope } = call;
    const { most } = ports.settings.comments;
    const query = await toThreadQuery(call.input, call, most);
    const { threads, next } = await ports.store.inbox.page(query);
    const visible = await listVisible(scope, ports);
    const rows = threads.map(({ top }) => ({
      id: top.commentId,
      author: top.username ?? "somebody",
      age: toAge(top.createdAt, now),
      text: toLine(top.text, 120) || "(no words)",
      account: visible.byId.get(top.accountId)?.account.username ?? top.accountId,
    }));
    const kinds = KINDS.map((kind) => ({ kind, words: KIND_WORDS[kind], isFirst: kind === "done" }));
    const writesLeft = await readWritesLeft(ports, visible.connections);
    const view = { ...toPlace(call.input), rows, kinds, most, writesLeft, isMore: next !== undefined };
    return { kind: "page", page: "comments-bulk", title: "Several comments", view };
  },
});

export const commentsPreview = defineRoute({
  name: "comments-preview",
  method: "GET",
  path: "/comments/bulk/preview",
  role: "moderator",
  about: "scope",
  input: order,
  async handle(call) {
    const { kind, text, back } = call.input;
    const { orders, leftOut, rows, connections } = await judge(call);
    const isWrite = kind !== "done";
    const view = {
      ...toPlace(readBack(back)),
      kind,
      words: KIND_WORDS[kind],
      wouldBe: DEEDS[kind](call.ports.settings.comments.graceHours),
      nothing: call.input.ids.length === 0 ? "No comment was chosen." : "There is nothing to do with these.",
      text,
      ids: orders,
      rows,
      countWords: countOf(orders.length, "comment"),
      leftOut:
        leftOut === 0
          ? ""
          : `${countOf(leftOut, "more was", "more were")} left out: ${call.ports.settings.comments.most} at once.`,
      consequence: toConsequence(kind, orders.length, call.ports.settings.comments.graceHours),
      writesLeft: isWrite ? await readWritesLeft(call.ports, connections) : "",
    };
    return { kind: "page", page: "comments-preview", title: KIND_WORDS[kind], view };
  },
});

export const commentsBulkDo = defineRoute({
  name: "comments-bulk-do",
  method: "POST",
  path: "/comments/bulk",
  role: "moderator",
  about: "scope",
  input: order,
  async handle(call) {
    const { kind, text, back, ids } = call.input;
    const { orders } = await judge(call);
    const to = toPath({ ...readBack(back), after: "" });
    const others = ids.length - orders.length;
    const rest = others === 0 ? "" : ` ${countOf(others, "other was", "others were")} left as they are.`;
    if (kind === "done") {
      const marked = await markDone(orders, call);
      return { kind: "redirect", to, said: `${toDone(marked, kind)}.${rest}` };
    }
    const { acted } = await carryOutOrders(
      call,
      orders.map((commentId) => ({ kind, commentId, text: kind === "reply" ? text : undefined })),
    );
    const done = acted.actions.filter(({ state }) => state === "done").length;
    const refused = acted.actions.filter(({ state }) => state === "refused").length;
    const waiting = acted.actions.length - done - refused;
    const isDeletion = kind === "delete";
    const [first] = acted.later;
    const parts = [
      first === undefined
        ? ""
        : `${countOf(acted.later.length, "comment waits", "comments wait")} to be deleted at ${first.dueAt}`,
      isDeletion ? (done > 0 ? `${done} hidden until then` : "") : toDone(done, kind),
      refused > 0 ? `${refused} refused by Instagram` : "",
      waiting > 0 ? `${waiting} still to be sent` : "",
      acted.skipped.length > 0 ? `${acted.skipped.length} with nothing to do` : "",
    ].filter(Boolean);
    const why = acted.message === undefined ? "" : ` ${acted.message}`;
    return { kind: "redirect", to, said: `${parts.join(", ")}.${why}${rest}` };
  },
});

function toDone(count: number, kind: Kind): string {
  return `${countOf(count, "comment is", "comments are")} ${DEEDS[kind](0)}`;
}

function toPlace(filters: Address) {
  const back = toPath({ ...filters, after: "" });
  return { list: back, back: back.replace(/^[^?]*\??/, "") };
}

/** What would be done, from what is held; spends nothing. Comments of others' clients are as if they were not there. */
async function judge(call: Call<OrderInput>) {
  const { ports, scope, input } = call;
  const { kind, text } = input;
  const { most } = ports.settings.comments;
  if (kind === "reply" && text === "") {
    throw new DeskError(400, {
      code: "DESK_INPUT_INVALID",
      sentence: "An answer needs words.",
      hint: "Go back and write it.",
    });
  }
  const ids = [...new Set(input.ids)];
  const accounts = await listAccountsWithin(scope, ports);
  const { threads } =
    ids.length === 0 ? { threads: [] } : await readHeldComments(ports.store, accounts, { commentIds: ids });
  const matches = threads
    .filter(({ top }) => ids.includes(top.commentId))
    .map((thread): Match => ({ thread, comments: [thread.top] }));
  const chosen =
    kind === "done"
      ? matches.map(({ thread }) => ({ thread, comment: thread.top }))
      : await chooseForBulk(ports, kind as BulkKind, matches, { text });
  const wanted = chosen.slice(0, most);
  const verdicts = await listVerdicts(wanted, call);
  const rows = wanted.map(({ thread, comment }) => ({
    author: comment.username ?? "somebody",
    text: toLine(comment.text, 120) || "(no words)",
    account: thread.account.username,
    because: verdicts.get(comment.commentId) ?? "",
  }));
  const orders = wanted.map(({ comment }) => comment.commentId).filter((one) => !verdicts.has(one));
  return {
    orders,
    rows,
    connections: [...new Set(accounts.map(({ connection }) => connection))],
    leftOut: chosen.length - wanted.length,
  };
}

/** Why nothing would be done to some, by comment. */
async function listVerdicts(
  wanted: Awaited<ReturnType<typeof chooseForBulk>>,
  call: Call<OrderInput>,
): Promise<ReadonlyMap<string, string>> {
  const { kind, text } = call.input;
  if (kind === "done" || wanted.length === 0) return new Map();
  const fresh = new Map(wanted.map(({ comment, thread }) => [comment.commentId, thread]));
  const orders = wanted.map(({ comment }) => ({
    kind,
    commentId: comment.commentId,
    text: kind === "reply" ? text : undefined,
  }));
  const prepared = await withGraph(call, (context, accounts, signal) =>
    prepare(context, orders, { accounts, fresh }, signal),
  );
  return new Map(
    prepared.flatMap(({ verdict, order: { commentId = "" } }) =>
      verdict.kind === "allowed" ? [] : [[commentId, verdict.because] as const],
    ),
  );
}

function toConsequence(kind: Kind, count: number, graceHours: number): string {
  const each = `Each is read again before: up to ${countOf(2 * count, "call")}.`;
  if (kind === "done") return "Stays here; Instagram learns nothing of it.";
  if (kind === "reply") return `Shown in public at once; cannot be edited afterwards. ${each}`;
  if (kind === "delete") return `Hidden at once, gone in ${graceHours} h; to be taken back until then. ${each}`;
  return kind === "hide" ? `Only who wrote them still sees them. ${each}` : `Shown in public at once. ${each}`;
}

async function markDone(ids: readonly string[], { ports, person, now, scope }: Call<OrderInput>): Promise<number> {
  const accounts = new Map((await listAccountsWithin(scope, ports)).map((account) => [account.accountId, account]));
  let marked = 0;
  for (const commentId of ids) {
    const row = await ports.store.inbox.find(commentId);
    const account = row === undefined ? undefined : accounts.get(row.top.accountId);
    if (row === undefined || account === undefined) continue;
    const marking = { thread: row.top, connection: account.connection, by: person.name, at: now.toISOString() };
    if (await ports.store.inbox.setDone(marking, true)) marked += 1;
  }
  return marked;
}
