// What is done with a report that is there: let it go, keep it back, send it, make it anew. Each is a form of its page.
import { z } from "zod";
import type { SealedReport } from "../../store/index.ts";
import { DeskError } from "../desk-error.ts";
import type { ReportPlace } from "../ports.ts";
import { findClientsOfReport, findReport, needPlace } from "../reports/find-report.ts";
import { toWorkKey } from "../reports/read-reports.ts";
import { type Answer, type Call, type DeskRoute, defineRoute } from "../route.ts";
import { toPeople } from "../words.ts";
import { reportIdInput } from "./report.ts";

type Decision<Input> = Pick<DeskRoute<Input>, "name" | "path" | "input"> & {
  readonly decide: (sealed: SealedReport, place: ReportPlace, call: Call<Input>) => Promise<string>;
};

/** Of a report that is still configured, by a manager; leads back to its page, which says what came of it. */
function defineDecision<Input extends { readonly reportId: string }>({ decide, ...route }: Decision<Input>): DeskRoute {
  return defineRoute<Input>({
    ...route,
    method: "POST",
    role: "manager",
    about: findClientsOfReport,
    async handle(call): Promise<Answer> {
      const sealed = await findReport(call.input.reportId, call.ports);
      const said = await decide(sealed, needPlace(sealed, call.ports), call);
      return { kind: "redirect", to: `/reports/${sealed.reportId}`, said };
    },
  });
}

const words = z.string().trim().max(2_000);
/** A box that was ticked: the second of two questions. */
const ticked = z.literal("yes", { error: "must be ticked: nobody is to do this by a slip" });

export const reportRelease = defineDecision({
  name: "report-release",
  path: "/reports/:reportId/release",
  input: reportIdInput.extend({ note: words.default("") }),
  async decide(sealed, place, call) {
    const { ports, person, input } = call;
    const note = input.note === "" ? undefined : input.note;
    const count = await ports.reports.release(place, sealed.period, { by: person.name, note });
    if (count === 0) throw toTooLate("waits for a release any more");
    send(sealed, place, call, "being sent", note === undefined ? {} : { released: { by: person.name, note } });
    return note === undefined ? "Released. It is being sent." : "Released. It is made anew with your note, and sent.";
  },
});

export const reportReject = defineDecision({
  name: "report-reject",
  path: "/reports/:reportId/reject",
  input: reportIdInput.extend({ why: words.min(1, { error: "must say why" }) }),
  async decide(sealed, place, { ports, person, input }) {
    const count = await ports.reports.reject(place, sealed.period, { by: person.name, why: input.why });
    if (count === 0) throw toTooLate("waits for a word any more");
    return "Rejected. It is not sent; make it again when it is mended.";
  },
});

export const reportSettle = defineDecision({
  name: "report-settle",
  path: "/reports/:reportId/settle",
  input: reportIdInput,
  async decide(sealed, place, { ports }) {
    const count = await ports.reports.settle(place, sealed.period);
    if (count === 0) throw toTooLate("is in doubt any more");
    return "Noted: it has arrived.";
  },
});

export const reportSend = defineDecision({
  name: "report-send",
  path: "/reports/:reportId/send",
  input: reportIdInput,
  async decide(sealed, place, call) {
    send(sealed, place, call, "being sent", {});
    return "It is being sent.";
  },
});

export const reportAgain = defineDecision({
  name: "report-again",
  path: "/reports/:reportId/again",
  input: reportIdInput.extend({
    recipients: z.union([z.string().max(320), z.array(z.string().max(320)).max(500)]),
    sure: ticked,
  }),
  async decide(sealed, place, call) {
    const to = [call.input.recipients].flat();
    const known = (await call.ports.reports.recipients(place)).map(({ address }) => address);
    const stranger = to.find((address) => !known.includes(address));
    if (stranger !== undefined) {
      throw new DeskError(400, {
        code: "DESK_INPUT_INVALID",
        sentence: `${stranger} is not among the recipients of this report.`,
        hint: "Add the address to the configuration, and start the desk again.",
      });
    }
    send(sealed, place, call, "being sent again", { again: { reportId: sealed.reportId, to } });
    return `It is being sent once more to ${toPeople(to)}.`;
  },
});

export const reportRemake = defineDecision({
  name: "report-remake",
  path: "/reports/:reportId/make",
  input: reportIdInput,
  async decide(sealed, place, { ports, work }) {
    const isNew = work.start(toWorkKey(place, sealed.period), "being made again", (signal) =>
      ports.reports.make(place, sealed.period, signal),
    );
    if (!isNew) throw toBusy();
    return "It is made again of what is held now. This one stays as it was told; the new one stands beside it.";
  },
});

function send(
  sealed: SealedReport,
  place: ReportPlace,
  { ports, work }: Call<unknown>,
  doing: string,
  how: Parameters<typeof ports.reports.send>[2],
): void {
  const isNew = work.start(toWorkKey(place, sealed.period), doing, (signal) =>
    ports.reports.send(place, sealed.period, how, signal),
  );
  if (!isNew) throw toBusy();
}

function toTooLate(what: string): DeskError {
  return new DeskError(409, {
    code: "DESK_TOO_LATE",
    sentence: `Nothing of this report ${what}.`,
    hint: "Somebody else may have been quicker: its page tells who did what.",
  });
}

function toBusy(): DeskError {
  return new DeskError(409, {
    code: "DESK_BUSY",
    sentence: "Something is being done with this report already.",
    hint: "Wait until its page says that it is over.",
  });
}
