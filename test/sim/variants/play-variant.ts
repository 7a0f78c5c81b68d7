import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Played } from "./played.ts";

export interface VariantJob {
  readonly variant: string;
  readonly seeds: readonly number[];
  readonly without: readonly string[];
  /** false: enough was seen */
  played(played: Played): boolean;
}

/** Plays seeds with a changed program, in a process of its own; rejects where the edits do not fit. */
export async function playVariant({ variant, seeds, without, played }: VariantJob): Promise<void> {
  const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const words = [...seeds.map(String), ...(without.length > 0 ? ["--without", ...without] : [])];
  const args = [
    "--import",
    new URL("./load-variant.ts", import.meta.url).href,
    path("./play-seeds.ts"),
    ...words,
  ];
  const env = { ...process.env, HUZHU_VARIANT: variant };
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const closed = once(child, "close");
  const errors: Buffer[] = [];
  child.stderr.on("data", (bytes: Buffer) => errors.push(bytes));
  let isEnough = false;
  for await (const line of createInterface({ input: child.stdout })) {
    isEnough ||= !played(JSON.parse(line) as Played);
    if (isEnough) child.kill();
  }
  const [code] = await closed;
  if (code !== 0 && !isEnough) throw new Error(`${variant}: ${Buffer.concat(errors).toString()}`);
}
