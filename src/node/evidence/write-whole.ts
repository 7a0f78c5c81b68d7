import { mkdir, open, rename } from "node:fs/promises";
import { dirname } from "node:path";

/** Whole or not at all, durable once resolved, for its owner's eyes only; folders above it are made. */
export async function writeWhole(file: string, content: Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.new`;
  const handle = await open(draft, "w", 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}
