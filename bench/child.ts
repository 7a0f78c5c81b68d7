import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

/** A child that answers one question at a time: it sends `{ answer }` for each word it is sent, and "ready" first. */
export class Child {
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess) {
    this.#process = process;
  }

  static async start(file: URL, words: readonly string[]): Promise<Child> {
    const child = new Child(fork(file, [...words], { execArgv: [] }));
    await child.#answer();
    return child;
  }

  async ask<Answer>(question: string): Promise<Answer> {
    const answer = this.#answer<Answer>();
    this.#process.send(question);
    return await answer;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const exit = once(this.#process, "exit");
    this.#process.kill();
    await exit;
  }

  #answer<Answer>(): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null) => reject(new Error(`the child ended with ${code}`));
      this.#process.once("exit", onExit);
      this.#process.once("message", (message) => {
        this.#process.off("exit", onExit);
        resolve((message as { readonly answer: Answer }).answer);
      });
    });
  }
}
