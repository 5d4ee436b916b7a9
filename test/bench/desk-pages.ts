// The desk's pages, as fifty people open them: each click at another thing, where there are many.
import { toAccountId, toCommentId, toReportId } from "./desk-names.ts";

/** Its name, its address at a click, and who asks. */
export type DeskPage = readonly [name: string, toPath: (click: number) => string, person: "ada" | "nora"];

export function listPages(accounts: number, comments: number): readonly DeskPage[] {
  const at = (path: string) => () => path;
  const toReport = (click: number): string => `/reports/${toReportId("Client 3", click % 100)}`;
  // Spread over all; of ten comments the fifth begins a thread.
  const toAccount = (click: number): string => toAccountId((42 + click * 7) % accounts);
  const toThread = (click: number): string => toCommentId(Math.max(5, comments - 5 - click * 10));
  return [
    ["today", at("/today"), "ada"],
    ["today, a client's", at("/today"), "nora"],
    ["reports", at("/reports"), "ada"],
    ["reports, searched", at("/reports?q=client+3"), "ada"],
    ["a report", toReport, "ada"],
    ["two compared", (click) => `${toReport(click)}/compare`, "ada"],
    ["what was restated", (click) => `${toReport(click)}/restated`, "ada"],
    ["unanswered", at("/comments"), "ada"],
    ["all, newest", at("/comments?view=all"), "ada"],
    ["all, a year back", at("/comments?view=all&after=2026-01-10T00:00:00.000Z,1"), "ada"],
    ["a client's", at("/comments?client=Client+3"), "ada"],
    ["one's own client", at("/comments?view=all"), "nora"],
    ["a word often said", at("/comments?q=refund&view=all"), "ada"],
    ["a word never said", at("/comments?q=zzzz&view=all"), "ada"],
    ["the same, a client's", at("/comments?q=zzzz&view=all"), "nora"],
    ["a language", at("/comments?language=japanese&age=90d"), "ada"],
    ["what a rule hit", at("/comments?rule=spam&view=all"), "ada"],
    ["a thread", (click) => `/comments/${toThread(click)}`, "ada"],
    ["several at once", at("/comments/bulk"), "ada"],
    ["accounts", at("/accounts"), "ada"],
    ["accounts by reach", at(`/accounts?sort=reach&after=${toAccountId(77)}`), "ada"],
    ["an account", (click) => `/accounts/${toAccount(click)}`, "ada"],
    ["its chart", (click) => `/accounts/${toAccount(click)}/days/wide`, "ada"],
    ["calls", at("/calls"), "ada"],
    ["what comes", at("/calls/forecast"), "ada"],
    ["settings", at("/settings"), "ada"],
    ["the log", at("/settings/log"), "ada"],
  ];
}
