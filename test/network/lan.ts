import { type ChildProcess, execFile, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Asked, Told } from "./inside.ts";

const INSIDE = fileURLToPath(new URL("./inside.ts", import.meta.url));
const run = promisify(execFile);

/** A process ends with the one that started it, however that ends; and with its last process a namespace is gone. */
const BOUND_TO_US = ["setpriv", "--pdeathsig", "KILL"];
const IS_ROOT = process.getuid?.() === 0;
/** Whoever is not root is root in a user namespace of their own, where the system lets them. */
const NEW_WORLD = IS_ROOT ? ["unshare", "--net"] : ["unshare", "--user", "--map-root-user", "--net"];

/** Where Debian keeps `nft`, which is not on everybody's path. */
const ENV = { ...process.env, PATH: `${process.env["PATH"]}:/usr/sbin:/sbin` };

const SUBNET = "10.77.0";
const SIDES = ["left", "right"] as const;
type Side = (typeof SIDES)[number];

/** Why no network of our own can be made here; undefined: one can. */
export async function whyNoLan(): Promise<string | undefined> {
  if (process.platform !== "linux") return "network namespaces are Linux's";
  const [program = "", ...args] = [...NEW_WORLD, "--", ...BOUND_TO_US, "ip", ...bridge("left").split(" ")];
  try {
    await run(program, args);
    return undefined;
  } catch (error) {
    return `no network namespaces here: ${error instanceof Error ? error.message : "refused"}`;
  }
}

/** Packets are lost by nftables' rules: where networks can be made, its absence is no reason to skip a test. Throws. */
export async function needNft(): Promise<void> {
  const why = "install nftables (apt-get install nftables): the tests of bad lines need its `nft`";
  await run("nft", ["--version"], { env: ENV }).catch((error: unknown) => {
    throw new Error(why, { cause: error });
  });
}

function bridge(side: Side): string {
  return `link add ${side} type bridge`;
}

/** One machine: a network namespace with one address, kept by a process that also asks what is served inside. */
export class Machine {
  readonly address: string;
  readonly #keeper: ChildProcess;
  readonly #waiting = new Map<number, (told: Told) => void>();
  readonly #programs: ChildProcess[] = [];
  #asked = 0;

  constructor(keeper: ChildProcess, address: string) {
    this.#keeper = keeper;
    this.address = address;
    keeper.on("message", (told: Told) => {
      this.#waiting.get(told.id)?.(told);
      this.#waiting.delete(told.id);
    });
  }

  get pid(): number {
    return pidOf(this.#keeper);
  }

  /** A program inside; its pid is the child's. */
  spawn(words: readonly string[]): ChildProcess {
    const [program = "", ...args] = [...entering(this.pid), ...BOUND_TO_US, ...words];
    const running = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    this.#programs.push(running);
    return running;
  }

  /** In this machine's own network; throws at the first that fails. */
  async ip(commands: readonly string[]): Promise<void> {
    await ip(this.pid, commands);
  }

  /** What this machine does with packets from now on, in nftables' words, in place of what it did before. */
  async firewall(rules: string): Promise<void> {
    await nft(this.pid, `flush ruleset\n${rules}\n`);
  }

  /** How many packets each rule with a counter has met. */
  async counted(): Promise<readonly number[]> {
    const told = await nft(this.pid, "list ruleset\n");
    return [...told.matchAll(/counter packets (\d+)/g)].map(([, packets]) => Number(packets));
  }

  /** One HTTP request to a server of this machine's loopback. */
  async ask(wish: Omit<Asked, "id">): Promise<Told> {
    const id = ++this.#asked;
    const told = new Promise<Told>((resolve) => this.#waiting.set(id, resolve));
    this.#keeper.send({ id, ...wish } satisfies Asked);
    return await told;
  }

  /** Changes this machine's own network: words for `ip`. */
  async configure(commands: readonly string[]): Promise<void> {
    await ip(this.pid, commands);
  }

  /** Whatever still runs inside ends, and the namespace with it. */
  async end(): Promise<void> {
    await Promise.all([...this.#programs, this.#keeper].map(end));
  }
}

async function end(running: ChildProcess): Promise<void> {
  if (running.exitCode !== null || running.signalCode !== null) return;
  const gone = once(running, "exit");
  running.kill("SIGKILL");
  await gone;
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error("a process that did not start");
  return pid;
}

function entering(pid: number, what: readonly string[] = ["--net"]): readonly string[] {
  const asUser = IS_ROOT ? [] : ["--user", "--preserve-credentials"];
  return ["nsenter", "--target", String(pid), ...asUser, ...what, "--"];
}

/**
 * Machines on a network that can be cut in two: each has a cable to a switch, and is cut off by plugging it into
 * another switch. Nobody is told: what was under way is lost, connections stay as they are until they notice.
 */
export class Lan {
  readonly machines: readonly Machine[];
  readonly #hub: ChildProcess;

  private constructor(hub: ChildProcess, keepers: readonly ChildProcess[]) {
    this.#hub = hub;
    this.machines = keepers.map((keeper, i) => new Machine(keeper, `${SUBNET}.${i + 1}`));
  }

  static async open(count: number): Promise<Lan> {
    const hub = await keeperOf(NEW_WORLD);
    const inHub = IS_ROOT ? [] : entering(pidOf(hub), []);
    const keepers = await Promise.all(
      Array.from({ length: count }, () => keeperOf([...inHub, "unshare", "--net"])),
    );
    const lan = new Lan(hub, keepers);
    await lan.#ip(SIDES.flatMap((side) => [bridge(side), `link set ${side} up`]));
    for (const [i, machine] of lan.machines.entries()) await lan.#connect(machine, i);
    return lan;
  }

  async #connect({ pid, address }: Machine, i: number): Promise<void> {
    await this.#ip([
      `link add cable${i} type veth peer name eth0 netns ${pid}`,
      `link set cable${i} master left up`,
    ]);
    await ip(pid, [`link set lo up`, `address add ${address}/24 dev eth0`, `link set eth0 up`]);
  }

  /** These machines reach each other, and the others each other, but no side the other. */
  async cut(apart: readonly Machine[]): Promise<void> {
    const sideOf = (machine: Machine): Side => (apart.includes(machine) ? "right" : "left");
    await this.#ip(this.machines.map((machine, i) => `link set cable${i} master ${sideOf(machine)}`));
  }

  /** A second cable, to that side's switch, under another address: what is sent to it goes no further. */
  async wire(machine: Machine, side: Side, address: string): Promise<void> {
    await this.#ip([
      `link add wire${machine.pid} type veth peer name eth1 netns ${machine.pid}`,
      `link set wire${machine.pid} master ${side} up`,
    ]);
    await machine.configure([`address add ${address}/24 dev eth1`, "link set eth1 up"]);
  }

  async heal(): Promise<void> {
    await this.cut([]);
  }

  /** The network and what still runs in it are gone. */
  async close(): Promise<void> {
    await Promise.all([...this.machines.map((machine) => machine.end()), end(this.#hub)]);
  }

  async #ip(commands: readonly string[]): Promise<void> {
    await ip(pidOf(this.#hub), commands);
  }
}

/** All of them in the namespace of that process; throws at the first that fails. */
async function ip(pid: number, commands: readonly string[]): Promise<void> {
  await fed([...entering(pid), "ip", "-batch", "-"], `${commands.join("\n")}\n`);
}

async function nft(pid: number, commands: string): Promise<string> {
  return await fed([...entering(pid), "nft", "-f", "-"], commands);
}

/** What a program says that reads this; throws where it fails. */
async function fed([program = "", ...args]: readonly string[], input: string): Promise<string> {
  const running = run(program, args, { env: ENV });
  running.child.stdin?.end(input);
  return (await running).stdout;
}

/** A process in a namespace of its own, once it is there. */
async function keeperOf(world: readonly string[]): Promise<ChildProcess> {
  const [program = "", ...before] = [...world, "--", ...BOUND_TO_US, process.execPath];
  const keeper = fork(INSIDE, [], {
    execPath: program,
    execArgv: before,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const failed = once(keeper, "exit").then(([code]) => {
    throw new Error(`a namespace's first process ended with ${code}`);
  });
  await Promise.race([once(keeper, "message"), failed]);
  failed.catch(() => undefined);
  return keeper;
}
