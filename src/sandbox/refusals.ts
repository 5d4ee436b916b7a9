// Every error body the stand-in can answer, in the words CONTRACT §3–§8 and the recorded samples give.

export interface RefusalParts {
  readonly httpStatus: number;
  readonly message: string;
  readonly code: number;
  readonly type?: string;
  readonly subcode?: number;
  readonly isTransient?: boolean;
  readonly userTitle?: string;
  readonly userMessage?: string;
  readonly errorData?: unknown;
}

/** An answer with an error body; thrown anywhere while a request is read, it fails the whole request (CONTRACT §5.2). */
export class Refusal extends Error {
  readonly parts: RefusalParts;

  constructor(parts: RefusalParts) {
    super(parts.message);
    this.name = "Refusal";
    this.parts = parts;
  }
}

const refuse = (code: number, message: string, more: Partial<RefusalParts> = {}): Refusal =>
  new Refusal({ httpStatus: 400, code, message, ...more });

const listed = (parameter: string, index: number, values: readonly string[]): string =>
  `(#100) ${parameter}[${index}] must be one of the following values: ${values.join(", ")}`;

/** The error bodies by name; each call makes a fresh `Refusal`. */
export const refusal = {
  unknown: () => refuse(1, "An unknown error has occurred.", { httpStatus: 500 }),
  tooMuchData: () =>
    refuse(1, "Please reduce the amount of data you're asking for, then retry your request", { httpStatus: 500 }),
  service: () =>
    refuse(2, "An unexpected error has occurred. Please retry your request later.", {
      httpStatus: 500,
      isTransient: true,
    }),
  appLimit: () => refuse(4, "(#4) Application request limit reached", { httpStatus: 403, isTransient: true }),
  userLimit: () => refuse(17, "(#17) User request limit reached", { isTransient: true }),
  instagramLimit: () =>
    refuse(
      80002,
      "(#80002) There have been too many calls to this Instagram account. Wait a bit and try again. For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.",
    ),
  pageLimit: () => refuse(32, "(#32) Page request limit reached"),
  customLimit: () => refuse(613, "(#613) Calls to this api have exceeded the rate limit."),
  notPermitted: () => refuse(10, "(#10) Application does not have permission for this action", { httpStatus: 403 }),
  needsPermission: (permission: string) =>
    refuse(200, `(#200) Requires ${permission} permission to manage the object`, { httpStatus: 403 }),
  notEnoughViewers: () => refuse(10, "(#10) Not enough viewers for the media to show insights"),
  notFound: (id: string, verb = "get") =>
    refuse(
      100,
      `Unsupported ${verb} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
      { type: "GraphMethodException", subcode: 33 },
    ),
  unknownAlias: (alias: string) =>
    refuse(803, `(#803) Some of the aliases you requested do not exist: ${alias}`, { httpStatus: 404 }),
  unknownPath: (components: string) => refuse(2500, `Unknown path components: /${components}`),
  syntax: (problem: string, position: number, text: string) =>
    refuse(2500, `Syntax error "${problem}" at character ${position}: ${text}`),
  nonexistingField: (field: string, nodeType: string) =>
    refuse(100, `(#100) Tried accessing nonexisting field (${field}) on node type (${nodeType})`),
  invalidParameter: (name: string) => refuse(100, `(#100) Invalid parameter: ${name}`),
  missingParameter: (name: string) => refuse(100, `(#100) The parameter ${name} is required`),
  badValue: (message: string) => refuse(100, `(#100) ${message}`),
  invalidCursor: () => refuse(2642, "(#2642) Invalid cursors values"),
  notInList: (parameter: string, index: number, values: readonly string[]) =>
    refuse(100, listed(parameter, index, values)),
  needsTotalValue: (metrics: readonly string[]) =>
    refuse(
      100,
      `(#100) The following metrics (${metrics.join(",")}) should be specified with parameter metric_type=total_value`,
    ),
  incompatibleType: (metric: string, type: string) =>
    refuse(100, `(#100) The following metric (${metric}) is incompatible with the metric type (${type})`),
  incompatiblePeriod: (metric: string, period: string) =>
    refuse(100, `(#100) The following metric (${metric}) is incompatible with the period (${period})`),
  windowTooLong: () => refuse(100, "(#100) There cannot be more than 30 days (2592000 s) between since and until."),
  followerCountTooOld: () =>
    refuse(
      100,
      "(#100) (follower_count) metric only supports querying data for the last 30 days excluding the current day",
    ),
  impressionsOfUser: () =>
    refuse(
      100,
      "(#100) Starting from version 22 and above, the impressions metric is no longer supported for the queried user. Please use the views metric instead.",
    ),
  impressionsOfMedia: () =>
    refuse(
      100,
      "(#100) Starting from version v22.0 and above, the impressions metric is no longer supported for the queried media",
    ),
  unsupportedForMedia: (metrics: readonly string[]) =>
    refuse(
      100,
      `(#100) The Media Insights API does not support the ${metrics.join(", ")} metric for this media product type.`,
    ),
  beforeConversion: () =>
    refuse(100, "Invalid parameter", {
      subcode: 2108006,
      isTransient: false,
      errorData: { blame_field_specs: [[""]] },
      userTitle: "Media posted before business account conversion",
      userMessage:
        "The media was posted before the most recent time that the user's account was converted to a business account from a personal account.",
    }),
  notEnoughUsers: () =>
    refuse(100, "Invalid parameter", {
      subcode: 2874010,
      isTransient: false,
      userTitle: "Not enough users",
      userMessage: "There are not enough users to show this metric.",
    }),
  tokenMissing: () => refuse(104, "An access token is required to request this resource."),
  tokenMissingForMe: () =>
    refuse(2500, "An active access token must be used to query information about the current user."),
  tokenUnreadable: () => refuse(190, "Invalid OAuth access token - Cannot parse access token"),
  tokenExpired: (expiredAt: Date, now: Date) =>
    refuse(
      190,
      `Error validating access token: Session has expired on ${toPacificWords(expiredAt)}. The current time is ${toPacificWords(now)}.`,
      { subcode: 463 },
    ),
  tokenRevoked: () =>
    refuse(
      190,
      "Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.",
      { subcode: 460 },
    ),
  needsPageToken: () => refuse(190, "This method must be called with a Page Access Token", { subcode: 2069032 }),
  proofMissing: () =>
    refuse(100, "API calls from the server require an appsecret_proof argument", { type: "GraphMethodException" }),
  proofWrong: () =>
    refuse(100, "Invalid appsecret_proof provided in the API argument", { type: "GraphMethodException" }),
  blocked: () =>
    refuse(368, "The action attempted has been deemed abusive or is otherwise disallowed", { subcode: 1390008 }),
} as const;

/** The JSON body of a refusal (CONTRACT §8); `traceId` is any short text, unlike from call to call. */
export function toErrorBody({ parts }: Refusal, traceId: string): unknown {
  return {
    error: {
      message: parts.message,
      type: parts.type ?? "OAuthException",
      code: parts.code,
      ...(parts.errorData === undefined ? {} : { error_data: parts.errorData }),
      ...(parts.subcode === undefined ? {} : { error_subcode: parts.subcode }),
      ...(parts.isTransient === undefined ? {} : { is_transient: parts.isTransient }),
      ...(parts.userTitle === undefined ? {} : { error_user_title: parts.userTitle }),
      ...(parts.userMessage === undefined ? {} : { error_user_msg: parts.userMessage }),
      fbtrace_id: traceId,
    },
  };
}

/** The `WWW-Authenticate` header that repeats the text (CONTRACT §8). */
export function toAuthenticateHeader({ parts }: Refusal): string {
  const kind =
    parts.code === 190 || parts.code === 104
      ? "invalid_token"
      : parts.code === 10 || parts.code === 200
        ? "insufficient_scope"
        : "invalid_request";
  const text = parts.message.replaceAll('"', "'").replace(/[^\x20-\x7e]/g, "?");
  return `OAuth "Facebook Platform" "${kind}" "${text}"`;
}

/** The same refusal as a nested edge reports it: "For field 'insights': …" (CONTRACT §13.9). */
export function toNestedRefusal({ parts }: Refusal, field: string): Refusal {
  return new Refusal({ ...parts, message: `For field '${field}': ${parts.message}` });
}

function toPacificWords(instant: Date): string {
  const words = new Intl.DateTimeFormat("en-GB", {
    timeZone: "America/Los_Angeles",
    weekday: "long",
    day: "2-digit",
    month: "short",
    year: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  }).formatToParts(instant);
  const part = (type: string) => words.find((word) => word.type === type)?.value ?? "";
  const zone = part("timeZoneName").includes("7") ? "PDT" : "PST";
  return `${part("weekday")}, ${part("day")}-${part("month")}-${part("year")} ${part("hour")}:${part("minute")}:${part("second")} ${zone}`;
}
