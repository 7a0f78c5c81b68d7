import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { until } from "../node/homes.ts";
import { Lan, needNft, whyNoLan } from "./lan.ts";
import { LanNode, PORT } from "./lan-node.ts";
import { booksOf } from "./lan-village.ts";
import { hear } from "./packet-rules.ts";
import { spendWeek } from "./week-away.ts";

const whyNot = await whyNoLan();
if (whyNot !== undefined) process.stderr.write(`skipped: ${whyNot}\n`);

const MISSED = 50_000;
const OWN_MAX = 5;
/** For hangs only. */
const PATIENCE_MS = 900_000;
const CATCH_UP_MS = 400_000;

let lan: Lan | undefined;
let folder = "";
afterEach(async () => {
  await lan?.close();
  lan = undefined;
  await rm(folder, { recursive: true, force: true });
});

test(
  "who was away for a week and 50,000 events, behind a router that dropped everything, catches up once it lets through",
  async ({ skip }) => {
    if (whyNot !== undefined) return skip(whyNot);
    await needNft();
    lan = await Lan.open(2);
    folder = await mkdtemp(join(tmpdir(), "huzhu-test-"));
    const [ana, bao] = lan.machines.map(
      (machine, i) => new LanNode(["Ana", "Bao"][i] as string, join(folder, `${i}`), machine),
    ) as [LanNode, LanNode];
    const address = `/ip4/${ana.machine.address}/tcp/${PORT}`;
    const { before, missed } = await spendWeek({ founder: ana.home, away: bao.home }, address, MISSED);
    expect(missed).toBeGreaterThanOrEqual(MISSED);

    await hear(bao.machine, { cut: [ana.machine.address] });
    await Promise.all([ana.start(), bao.start()]);
    const alone = await bao.status();
    expect(alone.network.peers).toBe(0);
    // beside what it had: what a node says by itself, such as that it would be a witness
    expect(alone.network.storedEvents - before).toBeLessThan(OWN_MAX);
    const { moment } = await booksOf(ana);
    expect(present(alone.books, "books").moment.height).toBeLessThan(moment.height);
    expect((await ana.status()).network.storedEvents).toBeGreaterThanOrEqual(before + missed);

    await hear(bao.machine, {});
    await until(() => areEqual(ana, bao), "equal roots", CATCH_UP_MS);
    // it is one of them again: what it says is sealed by both
    const said = await bao.say("/v1/resignations", { on: true });
    await until(async () => (await standing(ana, said)) === "sealed", "its word to be sealed", CATCH_UP_MS);
  },
  PATIENCE_MS,
);

async function standing(node: LanNode, entry: string): Promise<string> {
  return (
    (await node.get<{ readonly standing: string }>(`/v1/entries/${entry}`).catch(() => undefined))
      ?.standing ?? ""
  );
}

async function areEqual(...nodes: readonly LanNode[]): Promise<boolean> {
  const views = await Promise.all(nodes.map((node) => node.status()));
  const roots = views.map(({ books }) => books?.moment.root);
  const events = views.map(({ network }) => network.storedEvents);
  const open = views.map(({ books }) => books?.moment.open);
  return new Set(roots).size === 1 && new Set(events).size === 1 && open.every((count) => count === 0);
}
