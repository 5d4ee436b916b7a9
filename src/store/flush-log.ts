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
 * `path` is the database file as SQLite names it, which follows links: the log lies beside their end. It is there, and stays
 * the same file, for as long as a connection is open. SQLite locks the database and its shared memory and never the log, so
 * that a second handle on it takes no lock away (sqlite.org/howtocorrupt.html, 2.2; sqlite.org/walformat.html, 2.3).
 */
export function openLogFlush(path: string): LogFlush {
  let handle: Promise<FileHandle> | undefined;
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  async function sync(): Promise<void> {
    handle ??= openLog(path);
    const opened = handle;
    try {
      await (await opened).datasync();
    } catch (error) {
      // Tried anew by the next write: a disk may come back.
      handle = undefined;
      await closeOf(opened);
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
      // Who waits for the disk is answered first.
      await (next ?? running)?.catch(() => undefined);
      await closeOf(handle);
      handle = undefined;
    },
  };
}

async function closeOf(handle: Promise<FileHandle> | undefined): Promise<void> {
  const opened = await handle?.catch(() => undefined);
  await opened?.close();
}

async function openLog(path: string): Promise<FileHandle> {
  await syncFolder(dirname(path));
  // To be flushed, a file must be open for writing on Windows.
  return open(`${path}-wal`, "r+");
}

/**
 * A new file outlives a power cut only when its folder's entry does. Windows, some file systems and folders that may not
 * be listed have no such thing; SQLite goes on without it as well.
 */
async function syncFolder(folder: string): Promise<void> {
  const opened = await open(folder, "r").catch(() => undefined);
  try {
    await opened?.sync();
  } catch (error) {
    // A disk that fails is no file system that cannot.
    if ((error as NodeJS.ErrnoException).code === "EIO") throw error;
  } finally {
    await opened?.close();
  }
}
