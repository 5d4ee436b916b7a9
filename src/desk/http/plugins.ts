// Fastify's own plugins, each with what the desk asks of it.

import { randomBytes } from "node:crypto";
import fastifyCookie from "@fastify/cookie";
import fastifyCsrf from "@fastify/csrf-protection";
import fastifyFormbody from "@fastify/formbody";
import fastifyHelmet from "@fastify/helmet";
import fastifyRateLimit from "@fastify/rate-limit";
import fastifySession from "@fastify/session";
import { fastifySSE } from "@fastify/sse";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../../shared/index.ts";
import { createSessionStore } from "../sign-in/session-store.ts";

export interface PluginOptions {
  readonly clock: Clock;
  readonly sessionHours: number;
  /** A proxy in front speaks TLS. */
  readonly isSecure: boolean;
  /** Requests an address may make in a minute. */
  readonly requestsAMinute?: number | undefined;
}

/** Far above a person with a key held down. */
const REQUESTS_A_MINUTE = 1_200;
const COOKIE = "gazette_desk";

export async function registerPlugins(app: FastifyInstance, options: PluginOptions): Promise<void> {
  const { clock, sessionHours, isSecure, requestsAMinute = REQUESTS_A_MINUTE } = options;
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: { useDefaults: false, directives: POLICY },
    crossOriginEmbedderPolicy: false,
    // A sandboxed report is of another origin: browsers complain where only some pages ask for this.
    originAgentCluster: false,
    frameguard: { action: "sameorigin" },
    // Not `no-referrer`: browsers then say of a form's own page that it comes from nowhere (`Origin: null`).
    referrerPolicy: { policy: "same-origin" },
    strictTransportSecurity: isSecure,
  });
  await app.register(fastifyRateLimit, { max: requestsAMinute, timeWindow: "1 minute" });
  await app.register(fastifyCookie);
  await app.register(fastifySession, {
    secret: randomBytes(32).toString("hex"),
    cookieName: COOKIE,
    saveUninitialized: false,
    rolling: false,
    store: createSessionStore(clock, sessionHours * 3_600_000),
    // Without an age: it goes with the browser; the server ends it sooner.
    cookie: { path: "/", httpOnly: true, sameSite: "strict", secure: isSecure },
  });
  await app.register(fastifyFormbody);
  await app.register(fastifyCsrf, { sessionPlugin: "@fastify/session", getToken: readToken });
  await app.register(fastifySSE, { serializer: String });
}

/** Nothing from elsewhere, nothing inline; what is framed is a report, in a sandbox. */
const POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", "data:"],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  frameSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

/** From the form alone, where every page puts it; a header would be a second way in. */
function readToken({ body }: { readonly body?: unknown }): string | undefined {
  const token = (body as { readonly _csrf?: unknown } | undefined)?._csrf;
  return typeof token === "string" ? token : undefined;
}
