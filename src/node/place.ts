import { createHash } from "node:crypto";
import { readFile, realpath, stat } from "node:fs/promises";
import { z } from "zod";
import { diskFault } from "../store/disk-fault.ts";

const text = z.string().max(4_096);

/**
 * Where a home lives. What survives restarts and upgrades of the system and of this program, and changes when the
 * folder is copied, restored from a backup or moved (docs/decisions/021-moved-homes.md).
 */
export const place = z.strictObject({
  /** hash of this machine's own id; null where the system has none that a program can read */
  machine: text.nullable(),
  /** the folder, with links resolved */
  path: text,
  /** number of the store's folder in its file system: a copy has another */
  inode: text,
});
export type Place = z.infer<typeof place>;

export function isSamePlace(a: Place | null, b: Place): boolean {
  return a !== null && a.machine === b.machine && a.path === b.path && a.inode === b.inode;
}

/** Where this home is now; `store`: its folder of data. Throws OperatorError: disk-failed. */
export async function placeOf(home: string, store: string): Promise<Place> {
  try {
    const { ino } = await stat(store, { bigint: true });
    return { machine: await machineHash(), path: await realpath(home), inode: ino.toString() };
  } catch (error) {
    throw diskFault(error, home);
  }
}

/** systemd's and D-Bus's: made at installation, kept over upgrades and restarts. */
const MACHINE_FILES = ["/etc/machine-id", "/var/lib/dbus/machine-id", "/etc/hostid"];

/** Hashed, as machine-id(5) asks of whoever writes it down. */
async function machineHash(): Promise<string | null> {
  for (const file of MACHINE_FILES) {
    // no such file, or none that may be read: the next one, or none
    const id = await readFile(file, "utf8").then(
      (content) => content.trim(),
      () => "",
    );
    if (id !== "" && id !== "uninitialized")
      return createHash("sha256").update(`huzhu/machine/1\0${id}`).digest("hex");
  }
  return null;
}
