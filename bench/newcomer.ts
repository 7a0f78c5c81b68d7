import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { assert } from "../src/base/assert.ts";
import { AS_STARTED } from "./as-started.ts";

/** What the process of a node that catches up tells once it has all. */
export interface CaughtUp {
  /** in its store when it started */
  readonly eventsBefore: number;
  /** from the moment when it opened its home until it stood where the others stand, and could be used */
  readonly usableSeconds: number;
  /** until all of history was in its store */
  readonly seconds: number;
  /** of the processor, all threads together, from Node's start on */
  readonly processorSeconds: number;
  /** the most memory the process ever had */
  readonly peakBytes: number;
}

/** The home of a node that is to catch up; each start of it is a process of its own. */
export class Newcomer {
  readonly #path: string;
  readonly #behindMs: number;

  /** `behindMs`: how far its community's time is behind this machine's clock */
  constructor(path: string, behindMs: number) {
    this.#path = path;
    this.#behindMs = behindMs;
  }

  /** Runs until it has so many events, and nothing is missing. */
  async catchUp(events: number): Promise<CaughtUp> {
    const child = this.#start(events);
    const exit = once(child, "exit");
    const told = await messageOf(child);
    const [code] = await exit;
    assert(code === 0, "a process that ends by itself");
    assert(told !== null, "a process that tells");
    return told;
  }

  /** Runs until it has so many events, and dies. */
  async killedAt(events: number): Promise<void> {
    const child = this.#start(Number.POSITIVE_INFINITY, events);
    const exit = once(child, "exit");
    await messageOf(child);
    child.kill("SIGKILL");
    await exit;
  }

  /** It tells null at `midway`. */
  #start(events: number, midway = Number.POSITIVE_INFINITY): ChildProcess {
    const file = new URL("./children/catch-up.ts", import.meta.url);
    const words = [this.#path, this.#behindMs, events, midway].map(String);
    return fork(file, words, { execArgv: [...AS_STARTED] });
  }
}

function messageOf(child: ChildProcess): Promise<CaughtUp | null> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`a newcomer's process ended with ${code}`));
    child.once("exit", onExit);
    child.once("message", (message) => {
      child.off("exit", onExit);
      resolve((message as { readonly caughtUp: CaughtUp | null }).caughtUp);
    });
  });
}
