#!/usr/bin/env -S node --disable-warning=ExperimentalWarning --no-concurrent-recompilation
// The bin: Node made ready for what is loaded after it, then this process handed to a command line.
import * as modules from "node:module";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { COMPILE_HERE, isStartedWith } from "./node-flags.ts";

if (!isStartedWith(COMPILE_HERE)) setFlagsFromString(COMPILE_HERE);
// What was compiled once is kept in our own folder, where it may be written; whatever is loaded before this line is not.
// A Node that is too old has no such function, and is told about that below.
modules.enableCompileCache?.(join(import.meta.dirname, "../../node_modules/.cache/gazette"));
const { runProcess } = await import("./run-process.ts");
await runProcess();
