import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { LATENCY_MS } from "./delay.ts";
import type { SandboxCommands, SandboxHello } from "./sandbox-process.ts";

export interface BenchSandbox extends AsyncDisposable, SandboxHello {
  readonly accounts: number;
  tell<Name extends keyof SandboxCommands>(
    name: Name,
    ...argument: Parameters<SandboxCommands[Name]>
  ): Promise<ReturnType<SandboxCommands[Name]>>;
}

/** Starts a plain world of so many accounts in a process of its own; its allowance is never spent. */
export async function startBenchSandbox(
  accounts: number,
  startedAt: Date,
  users = 1,
  latencyMs = LATENCY_MS,
): Promise<BenchSandbox> {
  const program = new URL("./sandbox-process.ts", import.meta.url);
  const child = fork(program, [String(accounts), startedAt.toISOString(), String(users), String(latencyMs)]);
  const hello = (await readMessage(child)) as SandboxHello;
  return {
    ...hello,
    accounts,
    // One question at a time: the answer is the next message.
    async tell(name, argument?: unknown) {
      child.send({ name, argument });
      return (await readMessage(child)) as never;
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return;
      child.disconnect();
      await once(child, "exit");
    },
  };
}

/** The child's next message; throws when it dies instead. */
export async function readMessage(child: ChildProcess): Promise<unknown> {
  const listening = new AbortController();
  const died = once(child, "exit", listening).then(([code]) => {
    throw new Error(`a process of the bench ended with ${code} before it answered`);
  });
  try {
    const [message] = await Promise.race([once(child, "message", listening), died]);
    return message;
  } finally {
    listening.abort();
  }
}
