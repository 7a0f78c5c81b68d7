import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { AS_STARTED } from "../../bench/as-started.ts";

type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };

/** A process that answers orders, one after the other or several at once; its end in between is an error. */
export class Child<Orders extends Record<string, (wish: never) => unknown>> {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #errors = "";
  #id = 0;
  #ended = false;

  constructor(script: URL) {
    this.#process = fork(fileURLToPath(script), [], {
      execArgv: [...AS_STARTED],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.#process.stderr?.on("data", (chunk: Buffer) => {
      this.#errors = (this.#errors + chunk.toString()).slice(-4_000);
    });
    this.#process.on("message", (reply: Reply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if ("error" in reply) waiting?.reject(new Error(reply.error));
      else waiting?.resolve(reply.value);
    });
    this.#process.on("close", (code, signal) => {
      this.#ended = true;
      const error = new Error(`the process ended with ${code ?? signal}: ${this.#errors}`);
      for (const waiting of this.#waiting.values()) waiting.reject(error);
      this.#waiting.clear();
    });
  }

  async ask<Name extends keyof Orders & string>(
    name: Name,
    wish: Parameters<Orders[Name]>[0],
  ): Promise<Awaited<ReturnType<Orders[Name]>>> {
    if (this.#ended) throw new Error(`the process has ended: ${this.#errors}`);
    const id = ++this.#id;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    this.#process.send({ id, name, wish });
    return (await waiting.promise) as Awaited<ReturnType<Orders[Name]>>;
  }

  /** For the test's own end, whatever state things are in. */
  async end(): Promise<void> {
    if (this.#ended) return;
    this.#process.kill("SIGKILL");
    await once(this.#process, "close");
  }
}
