import { access, mkdir } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder and what leads to it; one that is there, or that another process makes meanwhile, is left alone. Node's own
 * recursive `mkdir` spins for ever where the system takes no folders (/proc), so each level is made by itself. `mode` is that of what is
 * made, as the umask says when absent. Throws the system's error.
 */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  const failure = await makeOne(path, mode);
  if (failure === undefined) return;
  const parent = dirname(path);
  if (failure.code !== "ENOENT" || parent === path) throw failure;
  // Where it is there by now, another process has made it.
  if (!(await exists(parent))) await makeFolder(parent, mode);
  const again = await makeOne(path, mode);
  if (again !== undefined) throw again;
}

async function makeOne(path: string, mode?: number): Promise<NodeJS.ErrnoException | undefined> {
  try {
    await mkdir(path, mode);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") return error as NodeJS.ErrnoException;
  }
  return undefined;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
