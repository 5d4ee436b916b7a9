// The hand-over between the numbers and their looks: plain JSON, sections of typed blocks. A new section needs no new
// renderer code, because the renderers know tiles, tables, charts and cards, never "the league table".
import type { Day, DaySpan } from "../../../dataset/index.ts";
import type { HeatGrid, Strip } from "./model-account.ts";
import type { Cell, Receipt, Spark, Unit } from "./model-cells.ts";
import type { Bars, Chart, Scatter } from "./model-charts.ts";

export type { HeatGrid, Strip, StripFigure } from "./model-account.ts";
export type { AbsentCell, Cell, ChangeCell, Receipt, Side, Spark, Unit, ValueCell } from "./model-cells.ts";
export type { Bars, Chart, ChartSeries, Scatter } from "./model-charts.ts";

export interface Column {
  readonly key: string;
  readonly label: string;
  readonly unit: Unit;
  /** Whether a sum over the rows means something. */
  readonly addsUp: boolean;
  /** One sentence for the header's title and the workbook's dictionary. */
  readonly help?: string | undefined;
  /** The rows are ordered by this column, greatest first. */
  readonly isRanking?: true | undefined;
  /** Keys of the two columns of this table whose quotient it is; the workbook writes it as a formula. */
  readonly ratio?: { readonly of: string; readonly over: string } | undefined;
}

export interface Row {
  /** Stable within the table, e.g. the account id. */
  readonly key: string;
  /** In the order of the columns. */
  readonly cells: readonly Cell[];
  /** Section id the row leads to. */
  readonly target?: string | undefined;
  /** A sentence about the row, under its head cell. */
  readonly note?: string | undefined;
}

export interface Table {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Totals only where they mean something; same order as the columns. */
  readonly totals?: readonly Cell[] | undefined;
  /** What an empty table says. */
  readonly whenEmpty: string;
  readonly note?: string | undefined;
}

export interface Tile {
  readonly id: string;
  readonly label: string;
  readonly unit: Unit;
  readonly figure: Cell;
  /** Why it is not there, by code; for programs. */
  readonly absence?: string | undefined;
  readonly change?: Cell | undefined;
  readonly spark?: Spark | undefined;
  /** Change against the same week last year, when that is held. */
  readonly lastYear?: Cell | undefined;
  /** A few words under the figure, e.g. "sum over accounts; people may overlap". */
  readonly note?: string | undefined;
}

export interface MediaCard {
  readonly mediaId: string;
  readonly accountId: string;
  readonly account: string;
  /** "Reel", "Post", "Album", "Story". */
  readonly format: string;
  readonly publishedAt: string;
  readonly permalink?: string | undefined;
  readonly caption: string;
  /** Key of the thumbnail; absent when none was kept. */
  readonly image?: string | undefined;
  readonly figures: readonly { readonly label: string; readonly unit: Unit; readonly cell: Cell }[];
}

/** Words of a sentence; those that carry it bear its tone. */
export interface Phrase {
  readonly text: string;
  readonly tone?: Finding["tone"] | undefined;
}

/** A part of a change; the parts of a finding add up to its change. */
export interface FindingPart {
  readonly label: string;
  readonly value: number;
}

export interface Finding {
  /** Of a change whose sides were not read at equal age: marked in its words, and never the first. */
  readonly provisional?: true | undefined;
  readonly tone: "good" | "bad" | "plain" | "warning";
  /** What happened. */
  readonly text: string;
  /** Why: a sentence or two. */
  readonly why?: string | undefined;
  /** What the change is made of, where it can be split. */
  readonly parts?: readonly FindingPart[] | undefined;
  /** What could be done. */
  readonly next?: string | undefined;
  readonly target?: string | undefined;
  /** Receipts of the figures the sentences quote. */
  readonly receipts?: readonly string[] | undefined;
}

/** Accounts side by side by one figure, greatest first. */
export interface Ranking {
  readonly title: string;
  readonly unit: Unit;
  readonly rows: readonly {
    readonly key: string;
    readonly label: string;
    readonly target?: string | undefined;
    readonly figure: Cell;
    /** Of the longest bar, 0–1. */
    readonly length: number;
    readonly change: Cell;
  }[];
  /** Who is not among them. */
  readonly note?: string | undefined;
}

/** One account × day of the coverage matrix. */
export type CoverageState = "complete" | "provisional" | "partial" | "missing";
export interface CoverageMatrix {
  readonly days: readonly Day[];
  readonly rows: readonly {
    readonly label: string;
    readonly target?: string | undefined;
    readonly states: readonly { readonly state: CoverageState; readonly because?: string | undefined }[];
  }[];
}

export type Block =
  /** The report in one or two sentences. */
  | { readonly kind: "headline"; readonly sentences: readonly (readonly Phrase[])[]; readonly lead: string }
  | { readonly kind: "tiles"; readonly tiles: readonly Tile[] }
  | { readonly kind: "table"; readonly table: Table }
  | { readonly kind: "chart"; readonly chart: Chart }
  | { readonly kind: "scatter"; readonly scatter: Scatter }
  | { readonly kind: "bars"; readonly bars: Bars }
  | { readonly kind: "grid"; readonly grid: HeatGrid }
  | { readonly kind: "strip"; readonly strip: Strip }
  | {
      readonly kind: "cards";
      readonly title: string;
      readonly cards: readonly MediaCard[];
      readonly whenEmpty: string;
      /** One under the other, each a picture with a few words. */
      readonly isList?: true | undefined;
    }
  | { readonly kind: "ranking"; readonly ranking: Ranking }
  | { readonly kind: "findings"; readonly title: string; readonly findings: readonly Finding[] }
  /** What is not final and what is missing, in a reader's words. */
  | { readonly kind: "caveats"; readonly entries: readonly { readonly term: string; readonly text: string }[] }
  | { readonly kind: "coverage"; readonly title: string; readonly matrix: CoverageMatrix }
  | {
      readonly kind: "definitions";
      readonly title: string;
      readonly entries: readonly {
        readonly term: string;
        readonly text: string;
        readonly formula?: string | undefined;
      }[];
    }
  | { readonly kind: "text"; readonly title?: string | undefined; readonly paragraphs: readonly string[] }
  /** The author's own words, in Markdown. */
  | { readonly kind: "markdown"; readonly title: string; readonly source: string };

export interface Section {
  /** Anchor: "summary", "league", "account-17841400000000001", "a1". */
  readonly id: string;
  /** "A1" for appendices. */
  readonly number?: string | undefined;
  readonly title: string;
  readonly lead?: string | undefined;
  /** Most of its figures are provisional: said here once, instead of at each. */
  readonly provisional?: string | undefined;
  /** Takes half a page: two of them stand on one. */
  readonly isHalf?: true | undefined;
  /** Set on an account's page. */
  readonly account?:
    | {
        readonly accountId: string;
        readonly username: string;
        readonly name: string;
        readonly group?: string | undefined;
        readonly profileUrl: string;
      }
    | undefined;
  readonly blocks: readonly Block[];
}

/** Tables that are too long for pages and go into the workbook alone. */
export interface Sheet {
  readonly id:
    | "accounts"
    | "groups"
    /** Where a post of the period bears a label. */
    | "labels"
    | "days"
    | "weeks"
    | "daily"
    | "posts"
    | "stories"
    | "audience"
    | "comments"
    | "dictionary"
    | "gaps";
  readonly table: Table;
}

export interface ReportModel {
  readonly schema: 1;
  readonly reportId: string;
  /** SHA-256 of every record the report was made of; equal hashes mean equal facts. */
  readonly datasetHash: string;
  readonly title: string;
  readonly brand: {
    readonly name: string;
    /** "#0b5fff". */
    readonly colour: string;
    /** data: URI. */
    readonly logo?: string | undefined;
    /** Name of a shipped family, or a data: URI of a font file. */
    readonly font?: string | undefined;
  };
  readonly locale: string;
  readonly paper: "A4" | "Letter";
  /** Absent for the full one. */
  readonly edition?: "brief" | undefined;
  readonly period: DaySpan & { readonly timeZone: string; readonly label: string };
  readonly comparison: DaySpan & { readonly label: string };
  /** Newest reading in the report; null when there is none. */
  readonly dataAsOf: string | null;
  /** Whose work it calls itself: the brand; the program's name and version where `report.credit` says so. May be "". */
  readonly generator: string;
  readonly accounts: number;
  readonly coverage: {
    /** Values held over values expected, 0–1. */
    readonly share: number;
    readonly complete: number;
    readonly partial: number;
    readonly missing: number;
    readonly sentence: string;
  };
  /** SHA-256 in hex of each picture shown, by its key: rendered again it is the same picture, whatever was fetched since. */
  readonly pictures?: Readonly<Record<string, string>> | undefined;
  readonly sections: readonly Section[];
  readonly sheets: readonly Sheet[];
  readonly receipts: Readonly<Record<string, Receipt>>;
}
