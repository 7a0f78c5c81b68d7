import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Birth, Order, Report } from "./mortal-node.ts";

const SCRIPT = fileURLToPath(new URL("./mortal-node.ts", import.meta.url));

/** The parent's end of a mortal node. Whoever waits for it learns of its death instead. */
export class Mortal {
  readonly #child: ChildProcess;
  readonly #reports: Report[] = [];
  #errors = "";
  #end: { readonly code: number | null; readonly signal: string | null } | undefined;
  #wake: () => void = () => undefined;

  constructor(birth: Birth) {
    const stdio = ["ignore", "ignore", "pipe", "ipc"] as const;
    this.#child = fork(SCRIPT, [JSON.stringify(birth)], { execArgv: [], stdio: [...stdio] });
    this.#child.stderr?.on("data", (chunk: Buffer) => {
      this.#errors += chunk.toString();
    });
    this.#child.on("message", (report: Report) => {
      this.#reports.push(report);
      this.#wake();
    });
    this.#child.on("close", (code, signal) => {
      this.#end = { code, signal };
      this.#wake();
    });
  }

  /** The next report; undefined: it died first, as it was told to. Any other end is an error. */
  async report(): Promise<Report | undefined> {
    for (;;) {
      const report = this.#reports.shift();
      if (report !== undefined) return report;
      if (this.#end !== undefined) {
        if (this.#end.signal === "SIGKILL") return undefined;
        throw new Error(`ended with ${this.#end.code ?? this.#end.signal}: ${this.#errors}`);
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async ask(order: Order): Promise<Report | undefined> {
    // a message to a process that has just died is lost, and its end is told by `report`
    this.#child.send(order, () => undefined);
    return this.report();
  }

  /** For the test's own end, whatever state things are in. */
  async end(): Promise<void> {
    if (this.#end !== undefined) return;
    this.#child.kill("SIGKILL");
    await once(this.#child, "close");
  }
}
