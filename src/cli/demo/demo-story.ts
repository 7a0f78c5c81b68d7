import type { ClaimRow, ClaimsView } from "../../api/views/claims-view.ts";
import type { NeedsView } from "../../api/views/needs-view.ts";
import type { PlansView } from "../../api/views/plans-view.ts";
import type { StandingRow } from "../../api/views/standing.ts";
import type { StatementView } from "../../api/views/statement-view.ts";
import { dayOf } from "../../calendar/calendar.ts";
import { trialXianghubao } from "../../ledger/templates.ts";
import { type DemoNode, waitFor } from "./demo-node.ts";
import type { DemoVillage } from "./demo-village.ts";

const UTC_OFFSET_MINUTES = 480;

/** Told to the screen as it happens. */
export interface StoryEars {
  needs(count: number): void;
  adopted(title: string, count: number): void;
  claimed(name: string, amount: number): void;
  decided(amount: number): void;
  paid(count: number): void;
}

export interface Trial {
  readonly plan: string;
  readonly title: string;
}

/** Everybody states the same need; every node counts five. */
export async function stateNeeds(village: DemoVillage, ears: StoryEars): Promise<void> {
  for (const node of village.nodes)
    await node.post("/v1/needs", {
      category: "illness",
      benefit: 300_000,
      mostPerYear: 100_000,
      groupMin: 3,
      groupMax: 50,
    });
  const all = village.nodes.length;
  await village.everywhere(async (node) => {
    const { groups } = await node.get<NeedsView>("/v1/needs");
    return groups.some(({ category, people }) => category === "illness" && people.length === all);
  }, "all needs to be known");
  ears.needs(all);
}

/** One proposes, everybody adopts; it opens at the next seal. */
export async function formPlan(village: DemoVillage, ears: StoryEars): Promise<Trial> {
  const [first, ...others] = village.nodes as readonly [DemoNode, ...DemoNode[]];
  const moments = { everyMs: 2_000, waitingMs: 0, voteMs: 4_000, noticeMs: 1_000, graceMs: 600_000 };
  const terms = trialXianghubao(moments);
  const { event: plan } = await first.post("/v1/plans", { terms, tier: 0 });
  for (const [i, node] of others.entries()) {
    await waitFor(
      async () => ((await planRow(node, plan)) ? true : undefined),
      `${node.name} to see the plan`,
    );
    await node.post(`/v1/plans/${plan}/adopt`, { tier: i % 2 });
  }
  const all = village.nodes.length;
  const isOpen = async (node: DemoNode) => {
    const row = await planRow(node, plan);
    return row?.sealed?.status === "open" && row.sealed.enrolled === all;
  };
  await village.everywhere(isOpen, "the plan to open");
  ears.adopted(terms.title, all);
  return { plan, title: terms.title };
}

async function planRow(node: DemoNode, plan: string) {
  const { plans } = await node.get<PlansView>("/v1/plans");
  return plans.find(({ id }) => id === plan);
}

/** A claim for something that happened today. */
export async function fileClaim(node: DemoNode, { plan }: Trial, amount: number): Promise<string> {
  const incidentDay = dayOf(Date.now(), UTC_OFFSET_MINUTES);
  return (await node.post("/v1/claims", { plan, incidentDay, amount })).event;
}

/** Each of the voters says yes, with the amount that they think right; all at once, as people do. */
export async function voteYes(
  voters: readonly DemoNode[],
  claim: string,
  amounts: readonly (number | null)[],
): Promise<void> {
  await Promise.all(
    voters.map(async (node, i) => {
      const isSealed = async () => ((await claimRow(node, claim))?.sealed ? true : undefined);
      await waitFor(isSealed, `${node.name} to see the claim`);
      await node.post("/v1/votes", { ballot: claim, choice: "yes", amount: amounts[i] ?? null });
    }),
  );
}

export async function claimRow(node: DemoNode, claim: string): Promise<StandingRow<ClaimRow> | undefined> {
  const { claims } = await node.get<ClaimsView>("/v1/claims");
  return claims.find(({ id }) => id === claim);
}

/** Waits until the claim is decided and divided, on all of these nodes; the aid. */
export async function untilApportioned(
  village: DemoVillage,
  claim: string,
  nodes: readonly DemoNode[],
): Promise<number> {
  const isDone = async (node: DemoNode) => (await claimRow(node, claim))?.sealed?.status === "apportioned";
  await village.everywhere(isDone, "the aid to be divided", nodes);
  const [first] = nodes as readonly [DemoNode];
  return (await claimRow(first, claim))?.sealed?.aid ?? 0;
}

/** Payers say that they paid, payees that they received; how many payments there were. */
export async function payAndReceive(village: DemoVillage, nodes: readonly DemoNode[]): Promise<number> {
  const counts = await Promise.all(nodes.map((node) => payAll(village, node)));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function payAll(village: DemoVillage, node: DemoNode): Promise<number> {
  let count = 0;
  const { toPay } = await node.get<StatementView>("/v1/ledger");
  for (const { id, sealed } of toPay) {
    if (sealed?.state !== "due") continue;
    await node.post("/v1/payments", { transfer: id });
    const payee = village.node(sealed.to.name);
    await waitFor(async () => {
      const { toReceive } = await payee.get<StatementView>("/v1/ledger");
      const there = toReceive.find((row) => row.id === id);
      return (there?.provisional ?? there?.sealed)?.state === "paid-unconfirmed" ? true : undefined;
    }, `${payee.name} to hear of the payment`);
    await payee.post("/v1/receipts", { transfer: id, amount: null });
    count++;
  }
  return count;
}
