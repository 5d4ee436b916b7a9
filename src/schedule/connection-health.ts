// How the connections are, as the schedule tells it; what a connection is, its caller knows.

/** One connection, from what is held in the store. */
export interface ConnectionHealth {
  readonly connection: string;
  /** Why it is of no use; null while it is. */
  readonly failure: string | null;
  /** When a run last ended with an answer of it. */
  readonly lastSuccessAt: string | null;
  /** Of the newest run over all accounts: null before the first. */
  readonly accountsAsked: number | null;
  readonly accountsAnswered: number | null;
  /** Share of the values that came of those the API could have told, 0 to 1. */
  readonly coverage: number | null;
  /** Whole days until the token or its data access ends; null when it never does, or nobody has asked. */
  readonly tokenDaysLeft: number | null;
  /** Calls left this hour. */
  readonly callsLeft: number;
}

/** One report of one client, from what is held in the store. */
export interface ClientHealth {
  readonly client: string;
  /** Which of the client's reports. */
  readonly report: string;
  /** When it is due next; null where it has no time of its own. */
  readonly nextAt: string | null;
  readonly lastReportAt: string | null;
  readonly lastPeriod: { readonly from: string; readonly to: string } | null;
  /** Its mails of late, by their state. */
  readonly mails: Readonly<Record<string, number>>;
}

export interface OperationHealth {
  /** Absent where the configuration has no clients. */
  readonly clients?: readonly ClientHealth[] | undefined;
  readonly connections: readonly ConnectionHealth[];
  /** What is the matter, a sentence each; `degraded` when there is any. */
  readonly reasons: readonly string[];
}
