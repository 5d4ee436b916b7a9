// Starts the command line of a checkout. Plain JavaScript: to take the types out of one file costs Node as much as half a
// start, and what it made of a file is kept only from where the cache is opened.
import * as modules from "node:module";
import { join } from "node:path";

// The folder `cli/main.ts` names, which an installed `gazette` begins with.
modules.enableCompileCache?.(join(import.meta.dirname, "../node_modules/.cache/gazette"));
await import("./cli/main.ts");
