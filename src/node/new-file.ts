import { writeFile } from "node:fs/promises";
import { EXIT, OperatorError } from "../base/operator-error.ts";
import { diskFault } from "../store/disk-fault.ts";

/** A new file only its owner may read; nothing is written over. Throws OperatorError: file-exists, disk-full, disk-failed. */
export async function writeNewFile(file: string, content: Uint8Array): Promise<void> {
  try {
    await writeFile(file, content, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST")
      throw new OperatorError("file-exists", EXIT.failure, { file });
    throw diskFault(error, file);
  }
}
