import { afterEach, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { EventId, PlanId } from "../../src/base/id.ts";
import { propose } from "../../src/events/kinds/propose.ts";
import { seriousIllness } from "../../src/ledger/templates.ts";
import { Homes, until } from "./homes.ts";

const homes = new Homes();
afterEach(() => homes.close());

/** Everybody but the mailbox, and never two of them on together. */
const VISITORS = ["Ada", "Bo", "Cy"] as const;
/** Each has a seat, and so has the mailbox: it takes three of the four. */
const CHARTER = { rankMs: 20, roundMs: 12 * 3_600_000, seatExpiryMs: 3 * 86_400_000 };
const OFTEN = { syncEveryMs: 100 };
/** Questions that the mailbox answers its visitor: enough to pass on all there is, and hear what follows from it. */
const QUESTIONS = 6;

const service = (name: string) => homes.node(name).service;
const booksOf = (name: string) => present(service(name).books(), `${name}'s books`);
const isSealed = (name: string, plan: EventId) =>
  service(name)
    .books()
    ?.sealed.state.plans.has(plan as unknown as PlanId) === true;

async function answeredByMailbox(): Promise<number> {
  const samples = await homes.node("Mo").figures();
  return samples
    .filter(({ name, labels }) => name === "huzhu_requests_total" && labels["side"] === "served")
    .reduce((sum, { value }) => sum + value, 0);
}

/** Comes, and goes when nothing more is asked of the mailbox that it has not answered several times. */
async function visit<T>(name: string, meanwhile: () => Promise<T>): Promise<T> {
  await homes.start(name, OFTEN);
  expect([...homes.nodes.keys()].toSorted()).toEqual(["Mo", name].toSorted());
  await until(() => service("Mo").network().peers.length === 1, `${name} to find the mailbox`);
  const result = await meanwhile();
  const before = await answeredByMailbox();
  await until(async () => (await answeredByMailbox()) >= before + QUESTIONS, "the mailbox to be asked");
  await homes.stop(name);
  await until(() => service("Mo").network().peers.length === 0, `${name} to be gone`);
  return result;
}

async function propound(name: string): Promise<EventId> {
  const terms = { ...seriousIllness(2), title: `${name}'s plan` };
  const said = await service(name).author("propose", propose.body.write({ terms, tier: null }));
  if (!said.ok) throw new Error(said.error);
  return said.value;
}

test("members who are never on together hear of each other, and seal, through one that always is", async () => {
  await homes.found("Mo", CHARTER);
  await homes.start("Mo", OFTEN);
  for (const name of VISITORS) {
    await homes.join(name, "Mo");
    await visit(name, () => until(() => service(name).member() !== null, `${name} on the roll`));
  }
  // what they said of their seats goes into the next seal
  const first = await propound("Mo");
  await until(() => isSealed("Mo", first), "the mailbox, whose seat is the only one, to seal");
  await until(() => booksOf("Mo").witnesses.length === 4, "a seat for each");
  expect(booksOf("Mo").quorum).toBe(3);

  const plan = await visit("Ada", () => propound("Ada"));
  expect(isSealed("Mo", plan)).toBe(false);
  // unsealed as it is, it is passed on to who comes next, its author long gone
  const heard = await visit("Bo", async () => {
    await until(async () => (await service("Bo").event(plan)) !== undefined, "Bo to hear of Ada's plan");
    return booksOf("Bo").open.some(({ id }) => id === plan);
  });
  expect(heard).toBe(true);
  const isSealedAnywhere = () => isSealed("Mo", plan);
  for (let turn = 0; !isSealedAnywhere(); turn++) {
    expect(turn).toBeLessThan(12);
    await visit(present(VISITORS[turn % VISITORS.length], "a visitor"), async () => undefined);
  }
  for (const name of VISITORS)
    await visit(name, () => until(() => isSealed(name, plan), `${name} to see it sealed`));
});
