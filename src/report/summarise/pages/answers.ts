// Whether people who comment are answered, how soon, and who still waits.

import {
  type AccountWeek,
  absent,
  type Figure,
  isHeld,
  median,
  type PlainFormula,
  readTotal,
} from "../../figures/index.ts";
import { toColumn, toLinkCell, toTextCell } from "../model/cells.ts";
import type { Block, Row } from "../model/model.ts";
import { shorten } from "../model/writer.ts";
import type { Answers, ForeignComment } from "../read/read-answers.ts";
import type { PageData } from "./page-data.ts";

/** As many as a person may answer right away. */
const OPEN_SHOWN = 3;
const WORDS = 90;

/** Answers of the period and up to three comments that wait; nothing where nobody is known to have commented. */
export function listAnswers(
  { account, current }: AccountWeek,
  data: Pick<PageData, "answers" | "frame" | "receipts" | "write">,
): readonly Block[] {
  const text = data.write.words.answers;
  const { accountId } = account;
  const answers = data.answers.get(accountId);
  const counted = readTotal(current, "comments");
  const isQuiet = !isHeld(counted) || counted.value === 0;
  if (answers === undefined || (isQuiet && answers.foreign.length === 0)) return [];
  // Counting is the default; the table of received comments stands on the page either way.
  if (!answers.areRead) return [];
  const open = answers.foreign.filter(({ comment, firstReply }) => firstReply === undefined && comment.hidden !== true);
  const figures = toFigures(answers, data);
  const table: Block = {
    kind: "table",
    table: {
      id: `answers-${accountId}`,
      title: text.title,
      columns: [
        toColumn("received", text.received, "count", false, text.receivedHelp),
        toColumn("answered", text.answered, "count", false, text.answeredHelp),
        toColumn("share", text.share, "percent", false, text.shareHelp),
        toColumn("hidden", text.hidden, "count"),
        toColumn("reply", text.reply, "ms", false, text.replyHelp),
      ],
      rows: [{ key: "period", cells: figures.map((figure) => data.receipts.toCell(accountId, figure)) }],
      whenEmpty: text.none,
    },
  };
  if (open.length === 0) return [table];
  const left = open.length - OPEN_SHOWN;
  return [
    table,
    {
      kind: "table",
      table: {
        id: `open-comments-${accountId}`,
        title: text.open,
        columns: [
          toColumn("written", text.written, "instant"),
          toColumn("by", text.by, "text"),
          toColumn("comment", text.comment, "text"),
          toColumn("link", text.link, "link"),
        ],
        rows: open.slice(0, OPEN_SHOWN).map((one) => toOpenRow(one, data)),
        whenEmpty: text.empty,
        note: left > 0 ? text.more(data.write.count(left)) : undefined,
      },
    },
  ];
}

function toFigures({ foreign, takenAt }: Answers, { frame }: Pick<PageData, "frame">): readonly Figure[] {
  const hold = (metric: string, value: number, code: PlainFormula): Figure => ({
    kind: "held",
    value,
    metric,
    window: frame.span,
    takenAt,
    formula: { code },
    provisional: false,
  });
  const delays = foreign.flatMap(({ comment, firstReply }) =>
    firstReply === undefined ? [] : [Date.parse(firstReply.createdAt) - Date.parse(comment.createdAt)],
  );
  const middle = median(delays);
  return [
    hold("commentsReceived", foreign.length, "comments-received"),
    hold("commentsAnswered", delays.length, "comments-answered"),
    foreign.length === 0
      ? absent("no-comment")
      : hold("commentsAnsweredShare", delays.length / foreign.length, "comments-answered-share"),
    hold("commentsHidden", foreign.filter(({ comment }) => comment.hidden === true).length, "comments-hidden"),
    middle === undefined ? absent("no-reply") : hold("medianFirstReply", middle, "first-reply"),
  ];
}

function toOpenRow(
  { comment, permalink }: ForeignComment,
  { write, receipts }: Pick<PageData, "receipts" | "write">,
): Row {
  const text = write.words.answers;
  return {
    key: comment.commentId,
    cells: [
      { kind: "instant", at: comment.createdAt },
      toTextCell(comment.username ?? text.somebody),
      toTextCell(shorten(comment.text, WORDS)),
      receipts.inWords(toLinkCell(write.words.heads.open, permalink)),
    ],
  };
}
