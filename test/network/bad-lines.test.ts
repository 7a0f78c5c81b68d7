import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { type Machine, needNft, whyNoLan } from "./lan.ts";
import { type LanNode, PORT } from "./lan-node.ts";
import { booksOf, LanVillage, type Name } from "./lan-village.ts";
import { hear, inputChain } from "./packet-rules.ts";
import type { SlowWire } from "./slow-wire.ts";

const whyNot = await whyNoLan();
if (whyNot !== undefined) process.stderr.write(`skipped: ${whyNot}\n`);

const SLOW_WIRE = fileURLToPath(new URL("./slow-wire.ts", import.meta.url));
/** Three of the four seats decide: no seal comes about without bad lines. */
const FOUR: readonly Name[] = ["Ana", "Bao", "Chen", "Dewi"];
const DELAY_MS = 300;
/** For hangs only. */
const PATIENCE_MS = 400_000;

let open: LanVillage | undefined;
afterEach(async () => {
  await open?.end();
  open = undefined;
});

async function openVillage(others = 0): Promise<LanVillage> {
  open = await LanVillage.open(FOUR, others);
  return open;
}

/** How many packets one machine's rule has met. */
async function countedAt(machine: Machine): Promise<number> {
  return present((await machine.counted())[0], "a rule that counts");
}

/** All of them say something: all of it is sealed everywhere, to one root. */
async function sayAndSeal(village: LanVillage, title: string): Promise<void> {
  const { height } = (await booksOf(village.node("Ana"))).moment;
  const said = await Promise.all(FOUR.map((name) => village.propose(name, `${title}, by ${name}`)));
  for (const id of said) await village.untilSealed(id, village.nodes);
  await village.untilQuiet();
  const books = await Promise.all(village.nodes.map(booksOf));
  expect(new Set(books.map(({ moment }) => moment.root)).size).toBe(1);
  expect(present(books[0], "a node").moment.height).toBeGreaterThan(height);
}

/** One is away while something is said; back, it finds the others and has it. */
async function missAndReturn(village: LanVillage, ...words: readonly string[]): Promise<void> {
  const away = village.node("Dewi");
  await away.stop();
  const missed = await village.propose("Ana", "while Dewi was away");
  await village.untilSealed(
    missed,
    village.nodes.filter((node) => node !== away),
  );
  await away.start(...words);
  await village.untilSealed(missed, village.nodes);
}

test(
  "with 30 % of all packets lost in one direction of every line nodes seal, and who comes back catches up",
  async ({ skip }) => {
    if (whyNot !== undefined) return skip(whyNot);
    await needNft();
    const village = await openVillage();
    await village.begin();
    // from the earlier machine to the later one
    const machines = village.nodes.map(({ machine }) => machine);
    const addresses = machines.map(({ address }) => address);
    for (const [i, machine] of machines.entries()) await hear(machine, { lossy: addresses.slice(0, i) });
    await sayAndSeal(village, "before");
    await missAndReturn(village);
    await village.untilQuiet();
    for (const machine of machines.slice(1)) expect(await countedAt(machine)).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);

const wireAddress = ({ machine }: LanNode) =>
  machine.address.replace(/\d+$/, (last) => `1${last.padStart(2, "0")}`);

/** The nodes reach each other by the last machine only, which passes on what it gets; returned is what slows it down. */
async function lieBetween({ nodes, others }: LanVillage): Promise<() => Promise<void>> {
  const wire = present(others[0], "a machine for the wire");
  const ways = nodes.map((node) => ({ from: wireAddress(node), to: node.machine.address }));
  await wire.ip(ways.map((way) => `address add ${way.from}/24 dev eth0`));
  await wire.firewall(inputChain(`tcp dport ${PORT} counter;`));
  const wish: SlowWire = { port: PORT, delayMs: DELAY_MS, ways };
  const running = wire.spawn([process.execPath, SLOW_WIRE, JSON.stringify(wish)]);
  const lines = createInterface({ input: present(running.stdout, "a pipe") });
  await once(lines, "line");
  for (const { machine } of nodes) await hear(machine, { cut: ways.map(({ to }) => to) });
  return async () => {
    running.kill("SIGUSR2");
    await once(lines, "line");
  };
}

test(
  "with 300 ms under way in each direction nodes seal; with loss as well, who comes back catches up",
  async ({ skip }) => {
    if (whyNot !== undefined) return skip(whyNot);
    await needNft();
    const village = await openVillage(1);
    const slowDown = await lieBetween(village);
    const announced = (node: LanNode) => ["--announce", `/ip4/${wireAddress(node)}/tcp/${PORT}`];
    await village.begin(announced);
    await slowDown();
    await sayAndSeal(village, "slow");

    const wire = present(village.others[0], "a machine for the wire");
    const cut = village.nodes.map(({ machine }) => machine.address);
    for (const { machine } of village.nodes)
      await hear(machine, { cut, lossy: [wire.address, ...village.nodes.map(wireAddress)] });
    await missAndReturn(village, ...announced(village.node("Dewi")));
    await village.untilQuiet();
    for (const { machine } of village.nodes) expect(await countedAt(machine)).toBeGreaterThan(0);
    expect(await countedAt(wire)).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);
