import { createInterface } from "node:readline/promises";
import { EXIT } from "../base/operator-error.ts";
import { type Io, READER_GONE } from "./io.ts";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
/** Ctrl-C reaches every process in front; what started this one (npm, a wrapper) may hand it on once more. */
const ECHO_MS = 1_000;

/** The terminal of this process. A second signal ends it at once, unless it is the echo of the first. */
export function processIo(): Io {
  const stop = new AbortController();
  let firstMs: number | undefined;
  for (const name of SIGNALS) {
    process.on(name, () => {
      const nowMs = performance.now();
      firstMs ??= nowMs;
      if (nowMs - firstMs > ECHO_MS) process.exit(EXIT.interrupted);
      stop.abort(name);
    });
  }
  // A reader that closed the pipe early (`| head`) wants no more, which is no fault; a node stops as if asked to.
  let isClosed = false;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (isClosed) return;
    isClosed = true;
    if (error.code === "EPIPE") return stop.abort(READER_GONE);
    process.stderr.write(`stdout: ${error.message}\n`);
    process.exit(EXIT.failure);
  });
  // Nobody is left to tell.
  process.stderr.on("error", () => undefined);
  return {
    out: (line) => {
      if (!isClosed) process.stdout.write(`${line}\n`);
    },
    err: (line) => void process.stderr.write(`${line}\n`),
    env: process.env,
    isTty: process.stdin.isTTY === true && process.stdout.isTTY === true,
    ask: (question) => ask(question, stop),
    input: () => readInput(stop.signal),
    signal: stop.signal,
  };
}

/** No more of it than any command wants. */
const INPUT_CHARACTERS_MAX = 1_048_576;

async function readInput(signal: AbortSignal): Promise<string> {
  if (process.stdin.isTTY === true) return "";
  let text = "";
  const stopped = () => process.stdin.destroy();
  signal.addEventListener("abort", stopped);
  try {
    for await (const part of process.stdin.setEncoding("utf8")) {
      text += part;
      if (text.length > INPUT_CHARACTERS_MAX) break;
    }
  } finally {
    signal.removeEventListener("abort", stopped);
  }
  return text;
}

/** The answer; nothing where the person only closed the input (Ctrl-D). */
async function ask(question: string, stop: AbortController): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: process.stdout });
  // While a line is read, Ctrl-C comes as a key, not as a signal.
  reader.once("SIGINT", () => stop.abort("SIGINT"));
  const closed = new Promise<string>((resolve) => {
    reader.once("close", () => resolve(""));
  });
  try {
    return await Promise.race([closed, reader.question(question, { signal: stop.signal })]);
  } catch (error) {
    if (stop.signal.aborted || !(error instanceof Error && error.name === "AbortError")) throw error;
    return "";
  } finally {
    reader.close();
  }
}
