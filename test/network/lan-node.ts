import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { readApiFile } from "../../src/api/api-file.ts";
import type { StatusView } from "../../src/api/views/status-view.ts";
import { present } from "../../src/base/assert.ts";
import type { Machine } from "./lan.ts";

const PROGRAM = fileURLToPath(new URL("../../bin/huzhu.js", import.meta.url));
/** Every machine has its own; nothing else listens there. */
export const PORT = 4001;

/** One member's node as it is shipped, on a machine of its own, spoken to as the command line does. */
export class LanNode {
  readonly name: string;
  readonly home: string;
  readonly machine: Machine;
  #process: ChildProcess | undefined;
  #api = { port: 0, token: "" };
  #errors = "";

  constructor(name: string, home: string, machine: Machine) {
    this.name = name;
    this.home = home;
    this.machine = machine;
  }

  /** Resolves when the node says that it is ready; `more`: further words of the command line. */
  async start(...more: readonly string[]): Promise<void> {
    const listen = more.includes("--listen") ? [] : this.#listen;
    const words = ["start", "--json", "--home", this.home, "--sync-every", "1s", ...listen, ...more];
    const running = this.machine.spawn([process.execPath, PROGRAM, ...words]);
    this.#process = running;
    running.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#errors = (this.#errors + text).slice(-2_000);
    });
    const lines = createInterface({ input: present(running.stdout, "a pipe") });
    const ended = once(running, "exit").then(() => undefined);
    if ((await Promise.race([once(lines, "line"), ended])) === undefined)
      throw new Error(`${this.name}'s node did not start: ${this.#errors}`);
    this.#api = present(await readApiFile(this.home), "a running node's api.json");
  }

  get #listen(): readonly string[] {
    return ["--listen", `/ip4/${this.machine.address}/tcp/${PORT}`];
  }

  /** As Ctrl-C does. */
  async stop(): Promise<void> {
    const running = this.#process;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const gone = once(running, "exit");
    running.kill("SIGTERM");
    await gone;
  }

  async get<T>(path: string): Promise<T> {
    return await this.#ask<T>("GET", path, null);
  }

  /** The signed entry's id; resolves once it is durable. */
  async say(path: string, body: unknown): Promise<string> {
    return (await this.#ask<{ readonly event: string }>("POST", path, body)).event;
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    return await this.#ask<T>("POST", path, body);
  }

  status(): Promise<StatusView> {
    return this.get<StatusView>("/v1/status");
  }

  async #ask<T>(method: "GET" | "POST", path: string, body: unknown): Promise<T> {
    const wish = { method, path, body: body === null ? null : JSON.stringify(body), ...this.#api };
    const { ok, text } = await this.machine.ask(wish);
    if (!ok) throw new Error(`${this.name}: ${method} ${path}: ${text} ${this.#errors}`);
    return JSON.parse(text) as T;
  }
}
