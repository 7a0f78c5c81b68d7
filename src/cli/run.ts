import { readFileSync } from "node:fs";
import { main } from "./main.ts";
import { processIo } from "./process-io.ts";

const packageUrl = new URL("../../package.json", import.meta.url);

/** The process's own command line, to its end; what is written is written out before it. */
export async function run(): Promise<void> {
  const { version } = JSON.parse(readFileSync(packageUrl, "utf8")) as { readonly version: string };
  const exitCode = await main(process.argv.slice(2), processIo(), version);
  await Promise.all([process.stdout, process.stderr].map((stream) => drained(stream)));
  process.exit(exitCode);
}

function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write("", () => resolve());
  });
}
