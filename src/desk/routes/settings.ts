// The effective configuration, each value with where it comes from; secrets blanked. Nothing is changed here.
import { z } from "zod";
import { toNotFound } from "../desk-error.ts";
import { defineRoute } from "../route.ts";

export const settings = defineRoute({
  name: "settings",
  method: "GET",
  path: "/settings",
  role: "admin",
  about: "house",
  input: z.object({ client: z.string().max(100).default("") }),
  async handle({ input: { client }, ports }) {
    const clients = ports.settings.clients.map(({ name }) => name);
    if (client !== "" && !clients.includes(client)) throw toNotFound();
    const parts = ports.house.explain(client === "" ? undefined : client);
    return {
      kind: "page",
      page: "settings",
      title: "Settings",
      view: {
        client,
        clients,
        file: ports.settings.file ?? "",
        warnings: ports.settings.warnings,
        parts: parts.map(({ client: whose, report, values }) => ({
          title: whose === undefined ? "" : `${whose}, ${report ?? ""}`,
          values: values.map(({ key, value, origin, line }) => ({
            key,
            value: typeof value === "string" ? value : JSON.stringify(value),
            from: line === undefined ? origin : `${origin}, line ${line}`,
            isDefault: origin === "default",
          })),
        })),
      },
    };
  },
});
