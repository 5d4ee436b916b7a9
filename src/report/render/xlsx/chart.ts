// Charts over the cells of placed tables, with the values cached beside the references: Excel and LibreOffice draw them
// before they recalculate anything. DrawingML charts, ECMA-376 part 1, §21.2; the order of the elements is the schema's.
import type { Cell } from "../../summarise/index.ts";
import { escapeHtml, toPlainText } from "../plain-text.ts";
import type { ChartPart } from "./book.ts";
import { toNumber } from "./cell.ts";
import type { Frame } from "./frame.ts";
import type { ChartCells, PlacedChart, PlacedColumn, PlacedTable } from "./placed.ts";
import { formatOf } from "./style.ts";

const MARGIN_EMU = 57_150;
const GREY = "6B7280";
const FAINT = "E3E6EA";
const EPOCH_MS = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;
/** Fewer are drawn slim, for they would be walls. */
const FEW_BARS = 5;

interface Point {
  readonly row: number;
  readonly label: Cell;
  readonly value: number | null;
  readonly provisional: boolean;
}

/** Whether it has anything to show: two days for a line, two bars to compare. */
export function canDraw(chart: ChartCells): boolean {
  return toPlot(chart, "000000") !== undefined;
}

/** The chart's part and its frame; undefined when no value is held that could be drawn. */
export function toChartPart(chart: PlacedChart, frame: Frame, colour: string): ChartPart | undefined {
  const plot = toPlot(chart, colour);
  if (plot === undefined) return undefined;
  return {
    xml: toChartXml(chart.wish.title, plot),
    toFrame: (relation, number) => toFrameXml(chart, frame, relation, number),
  };
}

function toPlot(chart: ChartCells, colour: string): string | undefined {
  const points = readPoints(chart);
  return chart.wish.kind === "line" ? toLines(chart, points, colour) : toBars(chart, points, colour);
}

function readPoints({ wish: { kind, most }, table, labels, value }: ChartCells): readonly Point[] {
  const points: Point[] = [];
  for (const row of table.table.rows) {
    if (kind === "bar" && points.length === most) break;
    const [label, cell] = [row.cells[labels.at], row.cells[value.at]];
    if (label === undefined || cell === undefined) continue;
    const held = cell.kind === "value";
    points.push({
      row: table.firstRow + points.length,
      label,
      value: held ? toNumber(cell.value, value.column.unit) : null,
      provisional: held && cell.provisional === true,
    });
  }
  return points;
}

/**
 * Lines over days. Excel would draw the words of an absent cell as a zero, so each run of held days is a line of its own
 * and the gap stays a gap; provisional days are dashed.
 */
function toLines(chart: ChartCells, points: readonly Point[], colour: string): string | undefined {
  const runs = toRuns(points);
  const days = points.flatMap(({ label, value }) =>
    label.kind === "day" && value !== null ? [toSerial(label.day)] : [],
  );
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined || first === last) return undefined;
  const series = runs.map((run, at) => {
    const dash = run.provisional ? `<a:prstDash val="sysDash"/>` : "";
    return [
      `<c:ser><c:idx val="${at}"/><c:order val="${at}"/>${toName(chart)}`,
      `<c:spPr><a:ln w="28575" cap="rnd">${toFill(colour)}${dash}<a:round/></a:ln></c:spPr>`,
      `<c:marker><c:symbol val="circle"/><c:size val="5"/><c:spPr>${toFill(colour)}<a:ln w="9525">${toFill("FFFFFF")}</a:ln></c:spPr></c:marker>`,
      `<c:xVal>${toNumbers(chart.table, chart.labels, run.points, toDay, "yyyy-mm-dd")}</c:xVal>`,
      `<c:yVal>${toNumbers(chart.table, chart.value, run.points, ({ value }) => value ?? 0, toFormat(chart))}</c:yVal>`,
      `<c:smooth val="0"/></c:ser>`,
    ].join("");
  });
  const apart = (days[1] ?? last) - first;
  const step = apart >= 7 ? apart : last - first > 14 ? 7 : 1;
  return [
    `<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>${series.join("")}<c:axId val="111"/><c:axId val="222"/></c:scatterChart>`,
    `<c:valAx><c:axId val="111"/><c:scaling><c:orientation val="minMax"/><c:max val="${last}"/><c:min val="${first}"/></c:scaling><c:delete val="0"/><c:axPos val="b"/>`,
    `<c:numFmt formatCode="d\\ mmm" sourceLinked="0"/><c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>${toAxisLine()}${toText(900)}`,
    `<c:crossAx val="222"/><c:crosses val="autoZero"/><c:crossBetween val="midCat"/><c:majorUnit val="${step}"/></c:valAx>`,
    toValueAxis(
      toFormat(chart),
      points.every(({ value }) => (value ?? 0) >= 0),
    ),
  ].join("");
}

interface Run {
  readonly points: readonly Point[];
  readonly provisional: boolean;
}

/** Neighbouring held points; a provisional run begins at the last settled point, so that the line does not break there. */
function toRuns(points: readonly Point[]): readonly Run[] {
  const runs: { points: Point[]; provisional: boolean }[] = [];
  let before: Point | undefined;
  for (const point of points) {
    const run = runs.at(-1);
    const joins = before !== undefined && before.value !== null;
    if (point.value === null) {
      before = point;
      continue;
    }
    if (run !== undefined && joins && run.provisional === point.provisional) run.points.push(point);
    else
      runs.push({ points: joins && before !== undefined ? [before, point] : [point], provisional: point.provisional });
    before = point;
  }
  return runs;
}

/** Bars for the first rows, best on top; only the leading rows that hold a value, which ranked tables have first. */
function toBars(chart: ChartCells, points: readonly Point[], colour: string): string | undefined {
  const end = points.findIndex(({ value }) => value === null);
  const held = end === -1 ? points : points.slice(0, end);
  if (held.length < 2) return undefined;
  const [from, to] = [held[0]?.row, held.at(-1)?.row];
  const names = held
    .map(({ label }, at) => `<c:pt idx="${at}"><c:v>${escapeHtml(toWords(label))}</c:v></c:pt>`)
    .join("");
  return [
    `<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>`,
    `<c:ser><c:idx val="0"/><c:order val="0"/>${toName(chart)}<c:spPr>${toFill(colour)}</c:spPr><c:invertIfNegative val="0"/>`,
    `<c:dLbls><c:numFmt formatCode="${escapeHtml(toFormat(chart))}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>${toText(900)}`,
    `<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>`,
    `<c:cat><c:strRef><c:f>${toRange(chart.table, chart.labels, from, to)}</c:f><c:strCache><c:ptCount val="${held.length}"/>${names}</c:strCache></c:strRef></c:cat>`,
    `<c:val>${toNumbers(chart.table, chart.value, held, ({ value }) => value ?? 0, toFormat(chart))}</c:val></c:ser>`,
    `<c:gapWidth val="${held.length < FEW_BARS ? 160 : 45}"/><c:axId val="111"/><c:axId val="222"/></c:barChart>`,
    `<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>`,
    `<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>${toAxisLine()}${toText(900)}`,
    `<c:crossAx val="222"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>`,
    // Every bar bears its value: the axis would say it again.
    `<c:valAx><c:axId val="222"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="1"/><c:axPos val="b"/>`,
    `<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>`,
    `<c:crossAx val="111"/><c:crosses val="max"/><c:crossBetween val="between"/></c:valAx>`,
  ].join("");
}

/** Counts begin at nought, so that a small change does not look like a great one. */
function toValueAxis(format: string, fromZero: boolean): string {
  return [
    `<c:valAx><c:axId val="222"/><c:scaling><c:orientation val="minMax"/>${fromZero ? `<c:min val="0"/>` : ""}</c:scaling><c:delete val="0"/><c:axPos val="l"/>`,
    `<c:majorGridlines><c:spPr><a:ln w="9525">${toFill(FAINT)}</a:ln></c:spPr></c:majorGridlines>`,
    `<c:numFmt formatCode="${escapeHtml(format)}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>`,
    `<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>${toText(900)}<c:crossAx val="111"/><c:crosses val="autoZero"/><c:crossBetween val="midCat"/></c:valAx>`,
  ].join("");
}

function toChartXml(title: string, plot: string): string {
  return [
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`,
    `<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">`,
    `<c:roundedCorners val="0"/><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1200" b="1"/></a:pPr>`,
    `<a:r><a:rPr lang="en-GB" sz="1200" b="1"/><a:t>${escapeHtml(toPlainText(title))}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>`,
    `<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>${plot}</c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>`,
    `<c:spPr>${toFill("FFFFFF")}<a:ln w="9525">${toFill(FAINT)}</a:ln></c:spPr></c:chartSpace>`,
  ].join("");
}

function toFrameXml(chart: PlacedChart, frame: Frame, relation: string, number: number): string {
  const { fromColumn, toColumn, fromRow, toRow } = frame;
  const corner = (column: number, row: number): string =>
    `<xdr:col>${column}</xdr:col><xdr:colOff>${MARGIN_EMU}</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff>`;
  const title = escapeHtml(toPlainText(chart.wish.title));
  return [
    `<xdr:twoCellAnchor editAs="oneCell"><xdr:from>${corner(fromColumn, fromRow - 1)}</xdr:from><xdr:to>${corner(toColumn + 1, toRow)}</xdr:to>`,
    `<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${number}" name="Chart ${number - 1}" descr="${title}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>`,
    `<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">`,
    `<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="${relation}"/>`,
    `</a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`,
  ].join("");
}

function toName({ table, value }: ChartCells): string {
  const range = `${toSheet(table)}!$${value.letter}$${table.headRow}`;
  return `<c:tx><c:strRef><c:f>${range}</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>${escapeHtml(value.label)}</c:v></c:pt></c:strCache></c:strRef></c:tx>`;
}

function toNumbers(
  table: PlacedTable,
  column: PlacedColumn,
  points: readonly Point[],
  read: (point: Point) => number,
  format: string,
): string {
  const cached = points.map((point, at) => `<c:pt idx="${at}"><c:v>${read(point)}</c:v></c:pt>`).join("");
  const range = toRange(table, column, points[0]?.row, points.at(-1)?.row);
  return `<c:numRef><c:f>${range}</c:f><c:numCache><c:formatCode>${escapeHtml(format)}</c:formatCode><c:ptCount val="${points.length}"/>${cached}</c:numCache></c:numRef>`;
}

function toRange(table: PlacedTable, { letter }: PlacedColumn, from = table.firstRow, to = from): string {
  return `${toSheet(table)}!$${letter}$${from}:$${letter}$${to}`;
}

/** Titles hold no apostrophe: see `toSheetTitle`. */
const toSheet = ({ sheet }: PlacedTable): string => escapeHtml(`'${sheet}'`).replaceAll("&#39;", "'");
const toFormat = ({ value }: ChartCells): string => value.format ?? formatOf(value.column.unit);
const toDay = ({ label }: Point): number => (label.kind === "day" ? toSerial(label.day) : 0);
const toSerial = (day: string): number => Math.round((Date.parse(`${day}T00:00:00Z`) - EPOCH_MS) / DAY_MS);
const toFill = (colour: string): string => `<a:solidFill><a:srgbClr val="${colour.toUpperCase()}"/></a:solidFill>`;
const toAxisLine = (): string => `<c:spPr><a:ln w="9525">${toFill("9CA3AF")}</a:ln></c:spPr>`;
const toText = (size: number): string =>
  `<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="${size}">${toFill(GREY)}</a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>`;

function toWords(cell: Cell): string {
  return cell.kind === "text" || cell.kind === "link" ? toPlainText(cell.text) : "";
}
