import { access, mkdir } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder and what leads to it; one that is there is left alone. Node's own recursive `mkdir` spins for ever
 * where the system takes no folders (/proc), so each level is made by itself; `mode` is that of what is made, as the umask
 * says when absent. Throws the system's error.
 */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  try {
    await mkdir(path, mode);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return;
    const parent = dirname(path);
    if (code !== "ENOENT" || parent === path || (await exists(parent))) throw error;
    await makeFolder(parent, mode);
    await mkdir(path, mode);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
