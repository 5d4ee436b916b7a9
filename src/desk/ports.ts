// What the pages ask of the house: functions that the commands call too, handed in by whoever starts the desk.
import type { EffectiveValue, Settings } from "../config/index.ts";
import type { DaySpan } from "../dataset/index.ts";
import type { Graph } from "../graph/index.ts";
import type { Recipient, ReportModel } from "../report/index.ts";
import type { ConnectionHealth } from "../schedule/index.ts";
import type { Clock } from "../shared/index.ts";
import type { DeliveryRow, ReportOwner, Store, Trouble } from "../store/index.ts";

export interface DeskPorts {
  /** Of the file as a whole, as they were when the desk was started. */
  readonly settings: Settings;
  readonly store: Store;
  readonly clock: Clock;
  /** The line to Instagram, which never waits for an hour; whoever opens it closes it. */
  readonly openGraph: () => Promise<Graph>;
  readonly reports: ReportPorts;
  readonly house: HousePorts;
}

/** One report of one client: "" twice for the nameless client's. */
export interface ReportPlace extends ReportOwner {
  /** All that holds for it. */
  readonly settings: Settings;
  readonly cron: string | undefined;
}

export type DownloadFormat = "html" | "pdf" | "xlsx" | "appendix";

export interface ReportFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface ReportPorts {
  /** Every report that is made again and again, in the order of the file. */
  places(): readonly ReportPlace[];
  /** When it is due next, and of which days. */
  next(place: ReportPlace, now: Date): { readonly at: Date; readonly span: DaySpan } | undefined;
  /** The last whole period of it. */
  lastSpan(place: ReportPlace, now: Date): DaySpan;
  recipients(place: ReportPlace): Promise<readonly Recipient[]>;
  /** The model as it was sealed; undefined where there is none. Throws STORE_SEAL_BROKEN. */
  read(reportId: string): Promise<ReportModel | undefined>;
  /** A sealed report in one format, as it was told. */
  render(reportId: string, format: DownloadFormat, signal: AbortSignal): Promise<ReportFile>;
  /** As `gazette report --period`: makes it of what is held now, and seals it. */
  make(place: ReportPlace, span: DaySpan, signal: AbortSignal): Promise<void>;
  /** As `gazette send --release`: decides now; what is then to be sent is sent by `send`. */
  release(
    place: ReportPlace,
    span: DaySpan,
    word: { readonly by: string; readonly note?: string | undefined },
  ): Promise<number>;
  /** As `gazette send --reject`. */
  reject(place: ReportPlace, span: DaySpan, word: { readonly by: string; readonly why: string }): Promise<number>;
  /** As `gazette send --settle`. */
  settle(place: ReportPlace, span: DaySpan): Promise<number>;
  /**
   * As `gazette send`: makes what somebody still lacks and sends what is due. `released` with a note is written on it;
   * `again` sends the sealed report once more to these addresses, whatever they have had.
   */
  send(
    place: ReportPlace,
    span: DaySpan,
    how: {
      readonly released?: { readonly by: string; readonly note: string } | undefined;
      readonly again?: { readonly reportId: string; readonly to: readonly string[] } | undefined;
    },
    signal: AbortSignal,
  ): Promise<readonly DeliveryRow[]>;
}

export interface ConnectionHour {
  readonly connection: string;
  readonly perHour: number;
  readonly left: number;
  /** UTC ISO; null while some are left. */
  readonly nextAt: string | null;
  readonly why?: string;
  readonly commentWritesPerHour: number;
  readonly commentWritesLeft: number;
}

export interface Pause {
  /** The connection, or the account as @username. */
  readonly name: string;
  readonly connection: string;
  readonly until: string;
  readonly since: string;
  readonly why: string;
}

/** A planned run and what it will cost. */
export interface Forecast {
  readonly client: string;
  readonly report: string;
  readonly span: DaySpan;
  readonly dueAt: string;
}

export interface CheckLine {
  readonly name: string;
  readonly state: "ok" | "warn" | "fail";
  readonly message: string;
  readonly hint?: string | undefined;
}

export interface HousePorts {
  hours(): Promise<{ readonly connections: readonly ConnectionHour[]; readonly pauses: readonly Pause[] }>;
  /** What is the matter, in the words of `check` and `status`. */
  operation(): Promise<{
    readonly connections: readonly ConnectionHealth[];
    readonly troubles: readonly (Pick<Trouble, "kind" | "connection" | "message"> & {
      /** The account or Page it is about; absent where it is a connection. */
      readonly about?: string | undefined;
    })[];
  }>;
  /** What is due until this time tomorrow, or next; and what it will cost by connection. Spends nothing. */
  forecast(): Promise<{
    readonly due: readonly Forecast[];
    readonly costs: readonly { readonly connection: string; readonly calls: number; readonly accounts: number }[];
  }>;
  /** As `gazette config show`; of one client where it is named. Throws `ConfigError` when the file has become wrong. */
  explain(client?: string): readonly {
    readonly client?: string | undefined;
    readonly report?: string | undefined;
    readonly values: readonly EffectiveValue[];
  }[];
  /** As `gazette check`, a line at a time; spends a few calls. */
  check(signal: AbortSignal): Promise<readonly CheckLine[]>;
}
