// The few files every page uses, each by its name: nothing else of the disk is reached.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

const packageFolder = (name: string): string => dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));

/** A day; the desk is restarted to be updated, and `no-cache` would ask for each file at each click. */
const MAX_AGE_MS = 86_400_000;

export async function addAssets(app: FastifyInstance, templates: string): Promise<void> {
  const inter = join(packageFolder("@fontsource-variable/inter"), "files");
  const htmx = join(packageFolder("htmx.org"), "dist");
  const files: Readonly<Record<string, readonly [folder: string, file: string]>> = {
    "desk.css": [join(templates, "static"), "desk.css"],
    "desk.js": [join(templates, "static"), "desk.js"],
    "accounts.css": [join(templates, "static"), "accounts.css"],
    "inbox.css": [join(templates, "static"), "inbox.css"],
    "inbox.js": [join(templates, "static"), "inbox.js"],
    "htmx.js": [htmx, "htmx.min.js"],
    "hx-sse.js": [join(htmx, "ext"), "hx-sse.min.js"],
    "inter-latin.woff2": [inter, "inter-latin-wght-normal.woff2"],
    "inter-latin-ext.woff2": [inter, "inter-latin-ext-wght-normal.woff2"],
  };
  await app.register(fastifyStatic, { root: join(templates, "static"), serve: false });
  for (const [name, [folder, file]] of Object.entries(files)) {
    app.get(`/static/${name}`, { config: { isPublic: true } }, (_request, reply) =>
      reply.sendFile(file, folder, { maxAge: MAX_AGE_MS }),
    );
  }
}
