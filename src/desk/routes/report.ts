// One report as it was told: itself, its files, its mail, and what may be done with it.
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { countOf } from "../../shared/index.ts";
import type { DeliveryRow, SealedReport } from "../../store/index.ts";
import {
  findClientsOfReport,
  findPlace,
  findReport,
  listDeliveries,
  listSiblings,
  nameClient,
} from "../reports/find-report.ts";
import { toWorkKey } from "../reports/read-reports.ts";
import { toState } from "../reports/report-state.ts";
import { type Call, defineRoute } from "../route.ts";
import { toPercent, toPeriodWords } from "../words.ts";

export const reportIdInput = z.object({ reportId: z.string().regex(/^[\w.-]{1,200}$/) });

export const report = defineRoute({
  name: "report",
  method: "GET",
  path: "/reports/:reportId",
  role: "viewer",
  about: findClientsOfReport,
  input: reportIdInput.extend({ part: z.enum(["head", "mail"]).default("head") }),
  async handle(call) {
    const { input, ports } = call;
    const sealed = await findReport(input.reportId, ports);
    const view = await readReport(sealed, call);
    return {
      kind: "page",
      page: "report",
      title: `${view.client}, ${view.period}`,
      part: `report-${input.part}`,
      view,
    };
  },
});

type ReportCall = Pick<Call<unknown>, "ports" | "work" | "now" | "person">;

async function readReport(sealed: SealedReport, { ports, work, now }: ReportCall) {
  const { store, clock } = ports;
  const [deliveries, siblings, links] = await Promise.all([
    listDeliveries(sealed, ports),
    listSiblings(sealed, store),
    store.links.list(sealed.reportId),
  ]);
  const place = findPlace(sealed, ports);
  const going = place === undefined ? undefined : work.list().get(toWorkKey(place, sealed.period));
  const state = toState({
    seals: [sealed],
    deliveries,
    others: siblings,
    work: going,
    holdBelow: place?.settings.delivery.holdBelowCoverage,
  });
  const has = (...states: readonly DeliveryRow["state"][]): boolean =>
    deliveries.some((row) => states.includes(row.state));
  const editions = siblings
    .filter(({ cut }) => cut === sealed.cut)
    .toSorted((a, b) => (a.sealedAt < b.sealedAt ? 1 : -1));
  const newest = editions.find(({ sealedAt }) => sealedAt > sealed.sealedAt);
  const isFree = place !== undefined && (going === undefined || going.state === "failed");
  return {
    reportId: sealed.reportId,
    client: nameClient(sealed, ports),
    cut: sealed.cut,
    period: toPeriodWords(sealed.period),
    from: sealed.period.from,
    to: sealed.period.to,
    edition: sealed.edition,
    sealedAt: sealed.sealedAt,
    complete: sealed.coverage === undefined ? "" : toPercent(sealed.coverage),
    state: { tone: state.tone, words: state.words, when: state.at ?? "", atWords: state.atWords ?? "" },
    hint: going?.hint ?? "",
    newest: newest === undefined ? null : { href: `/reports/${newest.reportId}`, sealedAt: newest.sealedAt },
    files: ["html", "pdf", "xlsx", ...(sealed.edition === "full" ? ["appendix"] : [])].map((format) => ({
      format,
      words: FILE_WORDS[format] ?? format,
    })),
    deliveries: deliveries.map(toDeliveryView),
    siblings: siblings
      .filter(({ reportId }) => reportId !== sealed.reportId)
      .map(({ reportId, cut, sealedAt }) => ({
        href: `/reports/${reportId}`,
        cut: cut || "the whole",
        sealedAt,
        isNewer: cut === sealed.cut && sealedAt > sealed.sealedAt,
        isOlder: cut === sealed.cut && sealedAt < sealed.sealedAt,
      })),
    links: links.map(({ linkId, madeBy, madeAt, endsAt, revokedAt, views, seenAt }, at) => ({
      linkId,
      number: links.length - at,
      madeBy,
      madeAt,
      endsAt,
      seenAt: seenAt ?? "",
      views: countOf(views, "view"),
      isOpen: revokedAt === undefined && endsAt > clock.now().toISOString(),
      words: revokedAt !== undefined ? "revoked" : endsAt <= now.toISOString() ? "ended" : "open",
    })),
    newLinkId: randomUUID(),
    may: {
      release: isFree && has("held"),
      settle: isFree && has("unknown"),
      send:
        isFree && (deliveries.length === 0 || has("queued", "failed")) && place.settings.delivery.recipients.length > 0,
      again: isFree && has("sent", "unknown", "rejected"),
      make: isFree,
    },
    asked: { again: false, make: false },
  };
}

const FILE_WORDS: Readonly<Record<string, string>> = {
  html: "HTML",
  pdf: "PDF",
  xlsx: "Excel",
  appendix: "Appendix (PDF)",
};

function toDeliveryView({ recipient, cut, state, message = "", updatedAt, tries, round, sentAt, nextAt }: DeliveryRow) {
  const tones = {
    sent: "good",
    failed: "bad",
    held: "warn",
    unknown: "warn",
    queued: "busy",
    sending: "busy",
    rejected: "plain",
  };
  return {
    recipient,
    cut,
    state,
    tone: tones[state],
    message,
    when: sentAt ?? updatedAt,
    nextAt: state === "queued" && tries > 0 ? (nextAt ?? "") : "",
    round: round > 1 ? `asked for ${round} times` : "",
  };
}
