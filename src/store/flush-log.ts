// Waits until the disk has what SQLite's write-ahead log was given, without making the process wait: SQLite's own sync
// would hold up everything else a collection does meanwhile.
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";

export interface LogFlush {
  /** Returns when all that was committed before the call is on disk. Calls that wait together share a sync. */
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * `path` is the database file. The log beside it is there, and stays the same file, for as long as a connection is open.
 * SQLite locks the database and its shared memory and never the log, so that a second handle on it takes no lock away
 * (sqlite.org/howtocorrupt.html, 2.2; sqlite.org/walformat.html, 2.3).
 */
export function openLogFlush(path: string): LogFlush {
  let handle: Promise<FileHandle> | undefined;
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  async function sync(): Promise<void> {
    handle ??= openLog(path);
    try {
      await (await handle).datasync();
    } catch (error) {
      // Tried anew by the next write: a disk may come back.
      handle = undefined;
      throw error;
    }
  }

  function start(): Promise<void> {
    const sharing = sync().finally(() => {
      running = undefined;
    });
    running = sharing;
    return sharing;
  }

  return {
    flush() {
      if (running === undefined) return start();
      // A sync that has begun may have missed the newest commit.
      next ??= running
        .catch(() => undefined)
        .then(() => {
          next = undefined;
          return start();
        });
      return next;
    },
    async close() {
      const opened = await handle?.catch(() => undefined);
      await opened?.close();
    },
  };
}

async function openLog(path: string): Promise<FileHandle> {
  // To be flushed, a file must be open for writing on Windows.
  const log = await open(`${path}-wal`, "r+");
  await syncFolder(dirname(path));
  return log;
}

/** A new file outlives a power cut only when its folder's entry does. */
async function syncFolder(folder: string): Promise<void> {
  // Windows has no such thing; its file system keeps the entry itself.
  if (process.platform === "win32") return;
  const opened = await open(folder, "r");
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}
