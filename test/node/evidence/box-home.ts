import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A folder whose `home.json` can open what is sent to it, and nothing more. */
export async function writeBoxHome(path: string, boxSecret: string): Promise<void> {
  await mkdir(path, { recursive: true });
  const keys = { deviceSeed: "11".repeat(32), boxSecret, transportKey: "00", networkKey: "33".repeat(32) };
  const rest = { community: "22".repeat(32), firstEvent: "00", addresses: [], nickname: "" };
  await writeFile(join(path, "home.json"), JSON.stringify({ version: 1, ...keys, ...rest }));
}
