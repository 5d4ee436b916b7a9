// What people do to one comment, by the functions of the commands: judged, written down, sent, with their name in the log.
import type { AccountRecord, WriteKind } from "../../dataset/index.ts";
import {
  type Acted,
  act,
  type ModerateContext,
  type Order,
  type Prepared,
  prepare,
  refuseForbidden,
  undo,
} from "../../moderate/index.ts";
import { DeskError } from "../desk-error.ts";
import type { Person } from "../person.ts";
import type { DeskPorts } from "../ports.ts";
import { listAccountsWithin } from "../whose.ts";

/** Longer than any answer takes; who closes the page does not take back what was ordered. */
const LONGEST_MS = 120_000;

export interface ActCall {
  readonly person: Person;
  readonly ports: DeskPorts;
}

export interface Done {
  /** What came of it, for people. */
  readonly said: string;
  readonly calls: number;
}

/** Runs work that spends calls over the accounts a person may work on. */
export async function withGraph<T>(
  { person, ports }: ActCall,
  work: (context: ModerateContext, accounts: readonly AccountRecord[], signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { settings, store, clock } = ports;
  const names = settings.connections.map(({ name }) => name);
  const accounts = (await listAccountsWithin(person.scope, ports)).filter(({ connection }) =>
    names.includes(connection),
  );
  const graph = await ports.openGraph();
  try {
    return await work({ graph, store, clock }, accounts, AbortSignal.timeout(LONGEST_MS));
  } finally {
    await graph.close();
  }
}

/** Judges and sends orders, each read again before; throws what forbids the only one. */
export function carryOutOrders(
  call: ActCall,
  orders: readonly Order[],
): Promise<{ readonly acted: Acted; readonly prepared: readonly Prepared[]; readonly calls: number }> {
  const { comments } = call.ports.settings;
  return withGraph(call, async (context, accounts, signal) => {
    const prepared = await prepare(context, orders, { accounts }, signal);
    if (orders.length === 1) refuseForbidden(prepared);
    const graceMs = comments.graceHours * 3_600_000;
    const settleMs = comments.settleSeconds * 1_000;
    const acted = await act(context, prepared, { accounts, settleMs, graceMs, osUser: call.person.name }, signal);
    return { acted, prepared, calls: context.graph.callsSent() };
  });
}

export async function actOnOne(call: ActCall, order: Order): Promise<Done> {
  const { acted, prepared, calls } = await carryOutOrders(call, [order]);
  const [only] = prepared;
  if (only?.verdict.kind === "already") return { said: `Nothing to do: ${only.verdict.because}.`, calls };
  const refused = acted.actions.find(({ state }) => state === "refused");
  if (refused !== undefined) {
    throw new DeskError(409, {
      code: "MODERATE_NOT_ALLOWED",
      sentence: `Instagram refused: ${refused.answer ?? "without a reason"}.`,
      hint: "Nothing was changed.",
    });
  }
  const note =
    only?.verdict.kind === "allowed" && only.verdict.note !== undefined ? ` ${toSentence(only.verdict.note)}` : "";
  return { said: `${toSaid(order.kind, acted, only)}${note}`, calls };
}

const SAID: Readonly<Record<WriteKind, string>> = {
  reply: "Answered",
  hide: "Hidden",
  unhide: "Shown again",
  delete: "Deleted",
  create: "Written",
  open: "Opened",
  close: "Closed",
};

function toSaid(
  kind: WriteKind,
  { actions, later, message, resumesAt }: Acted,
  prepared: Prepared | undefined,
): string {
  const who = prepared?.thread?.top.username ?? "somebody";
  const [deletion] = later;
  const isHeld = actions.some(({ state }) => state === "planned" || state === "unknown" || state === "sending");
  if (isHeld) {
    const when = resumesAt === null ? "" : ` The hour's writes return at ${resumesAt}.`;
    return `It is written down and waits: ${message ?? "its answer was lost, and it is looked up before it is sent again."}${when}`;
  }
  if (deletion !== undefined) {
    const now = actions.some((action) => action.kind === "hide" && action.state === "done") ? "hidden now and " : "";
    return `The comment of ${who} is ${now}deleted at ${deletion.dueAt}, unless you take it back.`;
  }
  return kind === "reply" ? `${SAID.reply} ${who}.` : `${SAID[kind]}.`;
}

function toSentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** Takes back the deletion of a comment, and shows it again. */
export function takeBack(call: ActCall, commentId: string): Promise<Done> {
  const settleMs = call.ports.settings.comments.settleSeconds * 1_000;
  return withGraph(call, async (context, accounts, signal) => {
    const options = { accounts, settleMs, osUser: call.person.name };
    const { shown } = await undo(context, [commentId], options, signal);
    const isShown = shown.actions.every(({ state }) => state === "done");
    const said = isShown
      ? "Taken back: it will not be deleted, and is shown again."
      : `Taken back: it will not be deleted. It is not shown again yet: ${shown.message ?? "Instagram's answer is not known"}`;
    return { said, calls: context.graph.callsSent() };
  });
}
