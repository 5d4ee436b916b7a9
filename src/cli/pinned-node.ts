// `gazette` is started by the machine's Node, which may be too old; the one it needs is among a checkout's packages, and may
// be installed beside a package.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { EXIT } from "./exit.ts";
import { LEAST_MAJOR, NODE_FLAGS } from "./node-flags.ts";

/** Does the same again on the Node of the `node` package; gives its exit code. */
export async function runOnPinnedNode(script: string, words: readonly string[]): Promise<number> {
  const node = findPinnedNode();
  if (node === undefined) {
    process.stderr.write(
      `Gazette needs Node ${LEAST_MAJOR}, and this is ${process.versions.node}. Install a newer one, or one for Gazette alone, beside it: npm install node@${LEAST_MAJOR}\n`,
    );
    return EXIT.failed;
  }
  const child = spawn(node, [...NODE_FLAGS, script, ...words], { stdio: "inherit" });
  // Ctrl-C on a terminal reaches both; a signal sent to this process alone is handed on.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

function findPinnedNode(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve("node/bin/node");
  } catch {
    return undefined;
  }
}
