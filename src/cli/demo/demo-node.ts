import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { readApiFile } from "../../api/api-file.ts";
import type { StatusView } from "../../api/views/status-view.ts";

/** The program's own entry, from where this file lies compiled (dist/cli/demo) or not (src/cli/demo). */
const PROGRAM = fileURLToPath(new URL("../../../bin/huzhu.js", import.meta.url));

/** How long any single thing may take before the demo gives up and says what it waited for. */
const PATIENCE_MS = 45_000;
const LOOK_EVERY_MS = 60;

/** A fault of the demo itself: what did not come about. */
export class DemoFault extends Error {
  override readonly name = "DemoFault";
}

/** One member's node: a process of its own, spoken to as the command line does. */
export class DemoNode {
  readonly name: string;
  readonly home: string;
  #process: ChildProcess | undefined;
  #port = 0;
  #token = "";
  #errors = "";
  /** stopped for good: a story that was interrupted starts nothing more */
  #isOver = false;

  constructor(name: string, home: string) {
    this.name = name;
    this.home = home;
  }

  /** Starts `huzhu start` and waits until its interface answers. */
  async start(peers: readonly string[]): Promise<void> {
    if (this.#isOver) throw new DemoFault(`${this.name} was stopped`);
    const reach = peers.flatMap((peer) => ["--peer", peer]);
    const place = ["--home", this.home, "--listen", "/ip4/127.0.0.1/tcp/0", "--announce", "none"];
    const args = ["start", ...place, "--sync-every", "1s"];
    const child = spawn(process.execPath, [PROGRAM, ...args, ...reach], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.#process = child;
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#errors = (this.#errors + text).slice(-2_000);
    });
    await waitFor(async () => {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new DemoFault(`${this.name}: ${this.#errors.trim()}`);
      const file = await readApiFile(this.home);
      if (file === undefined || file.pid !== child.pid) return undefined;
      this.#port = file.port;
      this.#token = file.token;
      return true;
    }, `${this.name}'s node to start`);
  }

  /** Asks the process to stop and waits until it has. */
  async stop(): Promise<void> {
    this.#isOver = true;
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
  }

  get<T>(path: string): Promise<T> {
    return this.#call<T>("GET", path, undefined);
  }

  post<T = { readonly event: string }>(path: string, body: unknown): Promise<T> {
    return this.#call<T>("POST", path, body);
  }

  status(): Promise<StatusView> {
    return this.get<StatusView>("/v1/status");
  }

  async #call<T>(method: string, path: string, body: unknown): Promise<T> {
    const response = await fetch(`http://127.0.0.1:${this.#port}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await response.text();
    if (!response.ok) throw new DemoFault(`${this.name}: ${method} ${path}: ${text}`);
    return JSON.parse(text) as T;
  }
}

/** Looks until there is something, or gives up and says what it waited for. */
export async function waitFor<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  const endMs = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > endMs) throw new DemoFault(`waited for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
