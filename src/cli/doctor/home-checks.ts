import { readdir, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { OperatorError } from "../../base/operator-error.ts";
import { VERSION } from "../../base/version.ts";
import { MINUTE_MS } from "../../calendar/calendar.ts";
import type { Lang } from "../../words/language.ts";
import { commandFor } from "../client.ts";
import { type Finding, faulty, fine, trouble, unknown } from "./finding.ts";

/** libp2p uses what older ones lack. */
const NODE_MIN = [22, 12] as const;
const MIB = 1024 * 1024;
/** A year of a hundred members' entries, and room to put the database in order. */
const DISK_FREE_MIN = 256 * MIB;
/** As far as clocks may be off at sealing. */
const FUTURE_MS_MAX = 10 * MINUTE_MS;
const OTHERS = 0o077;

export interface HomeCheck {
  readonly lang: Lang;
  readonly home: string;
  readonly nowMs: number;
}

export function checkProgram({ lang }: Pick<HomeCheck, "lang">, node: string): Finding {
  const [major = 0, minor = 0] = node.split(".").map(Number);
  const isOld = major < NODE_MIN[0] || (major === NODE_MIN[0] && minor < NODE_MIN[1]);
  if (isOld) return trouble(lang, "program", "node-too-old", { node });
  return fine(lang, "program", "programOk", { version: VERSION, node });
}

/** Whether there is a home, and whether it is its owner's alone. */
export async function checkFolder({ lang, home }: HomeCheck): Promise<Finding> {
  const { readHome } = await import("../../node/home-file.ts");
  try {
    await readHome(home);
  } catch (error) {
    if (error instanceof OperatorError) return faulty(lang, "folder", error);
    throw error;
  }
  for (const path of [home, join(home, "home.json")]) {
    const { mode, uid } = await stat(path);
    // where there are no users (Windows) nothing is said about them
    if (process.getuid !== undefined && uid !== process.getuid())
      return trouble(lang, "folder", "folder-of-another", { path });
    if (process.getuid !== undefined && (mode & OTHERS) !== 0)
      return trouble(lang, "folder", "folder-open", { path });
  }
  return fine(lang, "folder", "folderOk");
}

export async function checkDisk({ lang, home }: HomeCheck, neededBytes = DISK_FREE_MIN): Promise<Finding> {
  const { bavail, bsize } = await statfs(home);
  const values = {
    free: String(Math.floor((bavail * bsize) / MIB)),
    needed: String(Math.ceil(neededBytes / MIB)),
  };
  if (bavail * bsize < neededBytes) return trouble(lang, "disk", "disk-nearly-full", values);
  return fine(lang, "disk", "diskOk", values);
}

/** What was written yesterday does not lie in the future, unless the clock has gone back. */
export async function checkTimes({ lang, home, nowMs }: HomeCheck): Promise<Finding> {
  const entries = await readdir(home, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    // files come and go under a running node
    const written = await stat(path).catch(() => undefined);
    if (written !== undefined && written.mtimeMs > nowMs + FUTURE_MS_MAX)
      return trouble(lang, "times", "files-from-the-future", { path });
  }
  return fine(lang, "times", "timesOk");
}

/** Of a stopped node: all of its store is read. */
export async function checkStore({ lang, home }: HomeCheck): Promise<Finding> {
  const { countLost } = await import("../../node/count-lost.ts");
  try {
    const count = await countLost(home);
    const start = commandFor(home, "start");
    if (count > 0) return trouble(lang, "store", "store-incomplete", { count: String(count), start });
    return fine(lang, "store", "storeOk");
  } catch (error) {
    if (error instanceof OperatorError) return faulty(lang, "store", error);
    throw error;
  }
}

/** What cannot be looked at where there is no home. */
export function withoutHome(lang: Lang): readonly Finding[] {
  return (["disk", "times", "store"] as const).map((check) => unknown(lang, check, "needsHome"));
}
