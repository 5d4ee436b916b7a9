// What of the operation the operator must know.
import { countOf } from "../../shared/index.ts";
import type { Trouble } from "../../store/index.ts";
import type { Operation } from "./read-operation.ts";

/** As the doctor warns. */
const TOKEN_DAYS = 14;
export type TroubleNow = Omit<Trouble, "since" | "overAt">;

/** What is the matter now. Pure. */
export function listTroubles(
  { connections, lostRoles, deadJobs }: Operation,
  warnBelowCoverage: number,
): readonly TroubleNow[] {
  const troubles: TroubleNow[] = [];
  for (const { connection, failure, coverage, accountsAsked, accountsAnswered, tokenDaysLeft } of connections) {
    const add = (kind: string, message: string): void =>
      void troubles.push({ troubleId: `${kind} ${connection}`, kind, connection, message });
    if (failure !== null) add("connection-lost", `Connection "${connection}" is lost. ${failure}`);
    else if (coverage !== null && coverage < warnBelowCoverage) {
      const share = `${Math.floor(coverage * 100)} percent of its values; ${accountsAnswered} of ${countOf(accountsAsked ?? 0, "account")} answered`;
      add("coverage-low", `The last run brought connection "${connection}" ${share}. See \`gazette export gaps\`.`);
    }
    if (failure === null && tokenDaysLeft !== null && tokenDaysLeft < TOKEN_DAYS) {
      const left = countOf(tokenDaysLeft, "day");
      add(
        "token-ending",
        `The token of connection "${connection}" ends in ${left}. Log in again and give Gazette the new one.`,
      );
    }
  }
  for (const { connection, id, message } of lostRoles) {
    troubles.push({ troubleId: `role-lost ${connection} ${id}`, kind: "role-lost", connection, message });
  }
  for (const { id, kind, about, why } of deadJobs) {
    const what = about === "" ? `A job (${kind})` : `A job (${kind}) of ${about}`;
    const remedy = `See \`gazette jobs --failed\`; \`gazette jobs --retry ${id}\` puts it back.`;
    const message = `${what} was given up after three tries: ${why} ${remedy}`;
    troubles.push({ troubleId: `job-dead ${id}`, kind: "job-dead", connection: about, message });
  }
  return troubles;
}
