import { createInterface } from "node:readline/promises";
import type { Io } from "./io.ts";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** The terminal of this process. A second signal ends it at once. */
export function processIo(): Io {
  const stop = new AbortController();
  for (const name of SIGNALS) {
    process.once(name, () => stop.abort(name));
  }
  // A reader that closed the pipe early (`| head`) wants no more, which is no fault.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    env: process.env,
    isTty: process.stdin.isTTY === true && process.stdout.isTTY === true,
    ask: async (question) => {
      const reader = createInterface({ input: process.stdin, output: process.stdout });
      try {
        return await reader.question(question, { signal: stop.signal });
      } finally {
        reader.close();
      }
    },
    signal: stop.signal,
  };
}
