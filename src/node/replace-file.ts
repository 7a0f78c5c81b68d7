import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Whole or not at all, and durable once resolved: written beside, then renamed into place. Readable by its owner
 * only. `step` is told before each thing that reaches the disk; for tests that die there.
 */
export async function replaceFile(
  target: string,
  content: string,
  step: (name: string) => void = () => undefined,
): Promise<void> {
  const draft = `${target}.new`;
  step("open draft");
  const handle = await open(draft, "w", 0o600);
  try {
    step("write draft");
    await handle.writeFile(content);
    step("sync draft");
    await handle.sync();
  } finally {
    await handle.close();
  }
  step("rename");
  await rename(draft, target);
  step("sync folder");
  await syncFolder(dirname(target));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  // where a folder cannot be made durable by itself (Windows) the file system sees to it
  await handle.sync().catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EPERM" && error.code !== "EINVAL") throw error;
  });
  await handle.close();
}
