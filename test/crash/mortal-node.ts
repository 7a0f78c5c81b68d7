import type { NodeOptions } from "../../src/node/node-options.ts";
import { runNode } from "../../src/node/run-node.ts";
import { prng } from "../../src/sim/prng.ts";
import { wishOf } from "../sim/crash-people.ts";
import { type Death, dyingAt } from "./death.ts";

/** What the parent says to this process, after `Birth`; and what it answers. */
export type Order = "say" | "next-height" | "stop";
export interface Birth {
  readonly home: string;
  readonly options: NodeOptions;
  readonly death: Death;
  readonly seed: number;
}
export type Report =
  | { readonly what: "up" }
  /** acknowledged; null: a rule refused it */
  | { readonly what: "said"; readonly id: string | null }
  | { readonly what: "height" };

const NEXT_HEIGHT_MS = 3_000;

/** One node in a process of its own, which kills itself where it was told to. */
const birth = JSON.parse(process.argv[2] ?? "") as Birth;
const chance = prng(birth.seed);
const node = await runNode(birth.home, birth.options, dyingAt(birth.death));
const { service } = node;

process.on("message", (order: Order) => {
  if (order === "say") void say();
  else if (order === "next-height") void nextHeight();
  else void node.stop().then(() => process.disconnect());
});
report({ what: "up" });

function report(words: Report): void {
  process.send?.(words);
}

async function say(): Promise<void> {
  const books = service.books();
  if (books === null) return report({ what: "said", id: null });
  const { kind, body } = wishOf(chance, books.sealed.state, books.nowMs);
  const said = await service.author(kind, body);
  report({ what: "said", id: said.ok ? said.value : null });
}

/** Where nothing waits to be sealed there is none; then it is time to say more. */
async function nextHeight(): Promise<void> {
  const before = service.books()?.height;
  const signal = AbortSignal.timeout(NEXT_HEIGHT_MS);
  while (service.books()?.height === before && !signal.aborted) await service.changed(signal);
  report({ what: "height" });
}
