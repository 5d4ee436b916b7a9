// `npm run config:schema`: writes config/schema.json for editors. A test fails when it is stale.
import { writeFileSync } from "node:fs";
import { toJsonSchema } from "./file-schema.ts";

const target = new URL("../../config/schema.json", import.meta.url);
writeFileSync(target, `${JSON.stringify(toJsonSchema(), null, 2)}\n`);
