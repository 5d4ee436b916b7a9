import { CollectorError } from "../../shared/index.ts";

/**
 * The mail server cannot be used at all: DELIVER_UNREACHABLE, DELIVER_INSECURE or DELIVER_LOGIN_REFUSED. `recovery` is
 * "retry" where a later try may do better.
 */
export class MailError extends CollectorError {}
