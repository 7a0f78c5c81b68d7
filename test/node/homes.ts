import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NetLog } from "../../src/net/net-log.ts";
import { foundHome, joinHome } from "../../src/node/home.ts";
import type { Identity } from "../../src/node/identity.ts";
import { readInvite } from "../../src/node/invite-text.ts";
import type { NodeOptions } from "../../src/node/node-options.ts";
import type { NodeParts } from "../../src/node/node-parts.ts";
import { type RunningNode, runNode } from "../../src/node/run-node.ts";
import type { Charter } from "../../src/state/records.ts";

export const TRIAL_CHARTER: Charter = {
  title: "Trial",
  currency: "CNY",
  digits: 2,
  utcOffsetMinutes: 480,
  vouches: 1,
  objections: 1,
  objectionMs: 0,
  growth: { everyMs: 2_592_000_000, perMember: 1_000, atLeast: 1_000, permille: 1_000 },
  sealEveryMs: 300,
  rankMs: 100,
  roundMs: 3_000,
  seatAfterMs: 0,
  seatExpiryMs: 4_000,
  recoveryMs: 14 * 86_400_000,
};

export const TEST_OPTIONS: NodeOptions = {
  listen: ["/ip4/127.0.0.1/tcp/0"],
  syncEveryMs: 400,
  netTimes: { redialStartMs: 200, redialMaxMs: 500 },
  // nobody's node dies in silence: what is thrown here fails the run
  onFatal: (error) => {
    queueMicrotask(() => {
      throw error;
    });
  },
};

/** Lines of all nodes' logs. */
const LINES_KEPT = 120;
/** Homes of the running test, for what is said when something never comes about. */
const open = new Set<Homes>();

/** Folders and nodes of one test, all gone at its end. */
export class Homes {
  readonly nodes = new Map<string, RunningNode>();
  readonly identities = new Map<string, Identity>();
  readonly #lines: string[] = [];
  #folder: string | undefined;

  async folder(name: string): Promise<string> {
    open.add(this);
    this.#folder ??= await mkdtemp(join(tmpdir(), "huzhu-test-"));
    return join(this.#folder, name);
  }

  async found(name: string, charter: Partial<Charter> = {}): Promise<void> {
    const path = await this.folder(name);
    const options = { charter: { ...TRIAL_CHARTER, ...charter }, nickname: name, nowMs: Date.now() };
    this.identities.set(name, (await foundHome(path, options)).identity);
  }

  async join(name: string, inviter: string): Promise<void> {
    const invite = await this.node(inviter).service.invite(3_600_000);
    if (!invite.ok) throw new Error(invite.error);
    const path = await this.folder(name);
    const options = { invite: readInvite(invite.value), nickname: name, nowMs: Date.now() };
    this.identities.set(name, (await joinHome(path, options)).identity);
  }

  async start(name: string, options: NodeOptions = {}, parts: NodeParts = {}): Promise<RunningNode> {
    const log = this.#logOf(name);
    const node = await runNode(await this.folder(name), { ...TEST_OPTIONS, log, ...options }, parts);
    this.nodes.set(name, node);
    return node;
  }

  identity(name: string): Identity {
    const identity = this.identities.get(name);
    if (identity === undefined) throw new Error(`${name} has no identity`);
    return identity;
  }

  node(name: string): RunningNode {
    const node = this.nodes.get(name);
    if (node === undefined) throw new Error(`${name} is not running`);
    return node;
  }

  async stop(name: string): Promise<void> {
    await this.node(name).stop();
    this.nodes.delete(name);
  }

  root(name: string): string {
    return this.node(name).service.books()?.root ?? "none";
  }

  #logOf(name: string): NetLog {
    return (level, message, details) => {
      this.#lines.push(
        `${Math.round(performance.now())} ${name} ${level} ${message} ${JSON.stringify(details)}`,
      );
      if (this.#lines.length > LINES_KEPT) this.#lines.shift();
    };
  }

  /** What the nodes said last, and how every running node stands, a line each. */
  report(): readonly string[] {
    const stands = [...this.nodes].map(([name, { service }]) => {
      const { height = null, root = null } = service.books() ?? {};
      return `${name}: ${JSON.stringify({ ...service.network(), height, root, health: service.health() })}`;
    });
    return [...this.#lines, ...stands];
  }

  async close(): Promise<void> {
    open.delete(this);
    await Promise.all([...this.nodes.values()].map((node) => node.stop()));
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Waits until it holds; the deadline is for hangs only, no test's verdict depends on how long it takes. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string,
  deadlineMs = 60_000,
): Promise<void> {
  const endMs = Date.now() + deadlineMs;
  while (!(await holds())) {
    if (Date.now() > endMs) {
      const reports = [...open].flatMap((homes) => homes.report());
      throw new Error([`never came about: ${what}`, ...reports].join("\n"));
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
