import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { StatusView } from "../src/api/views/status-view.ts";
import { type Client, connect } from "../src/cli/client.ts";

const PROGRAM = fileURLToPath(new URL("../bin/huzhu.js", import.meta.url));
/** The clock of /proc ticks a hundred times a second on every Linux that Node runs on. */
const TICK_SECONDS = 0.01;

/** A node as its person starts it: `huzhu start`, built, in a process of its own. Its figures come from Linux's /proc. */
export class StartedNode {
  readonly client: Client;
  /** from spawning it to its line that it is ready */
  readonly readySeconds: number;
  /** of processor that it took until then */
  readonly readyCpuSeconds: number;
  readonly #process: ChildProcess;
  readonly #metricsPort: number | undefined;

  private constructor(process: ChildProcess, client: Client, readySeconds: number, metricsPort?: number) {
    this.#process = process;
    this.client = client;
    this.readySeconds = readySeconds;
    this.readyCpuSeconds = this.cpuSeconds();
    this.#metricsPort = metricsPort;
  }

  /** Resolves when it says that it is ready. */
  static async start(home: string, words: readonly string[] = []): Promise<StartedNode> {
    const place = ["--home", home, "--listen", "/ip4/127.0.0.1/tcp/0", "--json"];
    const startMs = performance.now();
    const running = spawn(process.execPath, [PROGRAM, "start", ...place, ...words], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(running, "exit").then(() => undefined);
    const first = await Promise.race([once(createInterface({ input: running.stdout }), "line"), ended]);
    if (first === undefined) throw new Error("a node did not start; is it built? npm run build");
    const readySeconds = (performance.now() - startMs) / 1_000;
    const { metricsPort } = JSON.parse(String(first[0])) as { readonly metricsPort?: number };
    const client = await connect(home, "en", new AbortController().signal);
    return new StartedNode(running, client, readySeconds, metricsPort);
  }

  async status(): Promise<StatusView> {
    return await this.client.get<StatusView>("/v1/status");
  }

  async invite(): Promise<string> {
    const { invite } = await this.client.post<{ readonly invite: string }>("/v1/invites", {
      validMs: 3_600_000,
    });
    return invite;
  }

  /** What the process holds of the machine's memory, in bytes. */
  residentBytes(): number {
    const [, kibibytes] = /VmRSS:\s+(\d+) kB/.exec(this.#proc("status")) ?? [];
    return Number(kibibytes) * 1_024;
  }

  /** Of processor, all its threads together. */
  cpuSeconds(): number {
    // the name in brackets may have blanks of its own; user and system time are the 12th and 13th after it
    const fields = this.#proc("stat").split(") ").at(-1)?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) * TICK_SECONDS;
  }

  /** The sum of one of its counters over all labels; it must run with `--metrics`. */
  async counted(metric: string): Promise<number> {
    const answer = await fetch(`http://127.0.0.1:${this.#metricsPort}/metrics`);
    const lines = (await answer.text()).split("\n").filter((line) => line.startsWith(`${metric}{`));
    return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exit = once(this.#process, "exit");
    this.#process.kill();
    await exit;
  }

  #proc(file: string): string {
    return readFileSync(`/proc/${this.#process.pid}/${file}`, "utf8");
  }
}
