import { type FileHandle, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { assert } from "../base/assert.ts";
import type { SlotFile } from "./slots.ts";

/** The slots as a file that keeps its size and place, so that `fdatasync` has only data to write. */
export function openSlotFile(path: string): SlotFile {
  let handle: FileHandle | undefined;
  return {
    async read() {
      try {
        return new Uint8Array(await readFile(path));
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
        throw error;
      }
    },
    async create(bytes) {
      assert(handle === undefined, "no slots file yet");
      const unfinished = `${path}.new`;
      const fresh = await open(unfinished, "w", 0o600);
      await writeAll(fresh, bytes, 0);
      await fresh.sync();
      await fresh.close();
      await rename(unfinished, path);
      await syncFolder(dirname(path));
    },
    async write(offset, slot) {
      handle ??= await open(path, "r+");
      await writeAll(handle, slot, offset);
      await handle.datasync();
    },
    async close() {
      await handle?.close();
      handle = undefined;
    },
  };
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, offset + done);
    done += bytesWritten;
  }
}

/** A rename lasts once its folder does. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync();
  await handle.close();
}
