import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ClaimRow, ClaimsView } from "../../src/api/views/claims-view.ts";
import type { EventView } from "../../src/api/views/event-view.ts";
import type { PlansView } from "../../src/api/views/plans-view.ts";
import type { StandingRow } from "../../src/api/views/standing.ts";
import type { BooksStatus } from "../../src/api/views/status-view.ts";
import { present } from "../../src/base/assert.ts";
import { dayOf } from "../../src/calendar/calendar.ts";
import { trialXianghubao } from "../../src/ledger/templates.ts";
import { foundHome, joinHome } from "../../src/node/home.ts";
import { readInvite } from "../../src/node/invite-text.ts";
import { TRIAL_CHARTER } from "../node/homes.ts";
import { Lan, type Machine } from "./lan.ts";
import { LanNode } from "./lan-node.ts";

export const NAMES = ["Ana", "Bao", "Chen", "Dewi", "Eun"] as const;
export type Name = (typeof NAMES)[number];

/** Nobody loses a seat while the line is cut. */
const CHARTER = { ...TRIAL_CHARTER, sealEveryMs: 1_000, rankMs: 300, seatExpiryMs: 3_600_000 };
/** Nothing of the plan falls due while the test runs, so that nothing is sealed but what members say. */
const MOMENTS = { everyMs: 86_400_000, waitingMs: 0, voteMs: 3_600_000, noticeMs: 0, graceMs: 600_000 };

/** Waiting ends by the deadline only where something hangs; nothing is judged by how long it takes. */
const PATIENCE_MS = 120_000;
const LOOK_EVERY_MS = 150;

/** Members with a machine each, one plan that all of them are in; every one of them has a seat. */
export class LanVillage {
  readonly nodes: readonly LanNode[];
  /** machines without a node */
  readonly others: readonly Machine[];
  readonly #lan: Lan;
  readonly #folder: string;
  #plan = "";

  private constructor(lan: Lan, folder: string, names: readonly Name[]) {
    this.#lan = lan;
    this.#folder = folder;
    this.nodes = names.map(
      (name, i) => new LanNode(name, join(folder, name), present(lan.machines[i], name)),
    );
    this.others = lan.machines.slice(names.length);
  }

  static async open(names: readonly Name[] = NAMES, others = 0): Promise<LanVillage> {
    const lan = await Lan.open(names.length + others);
    return new LanVillage(lan, await mkdtemp(join(tmpdir(), "huzhu-test-")), names);
  }

  node(name: Name): LanNode {
    return present(
      this.nodes.find((node) => node.name === name),
      name,
    );
  }

  /** `words`: what each node is started with beside its home. */
  async begin(words: (node: LanNode) => readonly string[] = () => []): Promise<void> {
    const [founder, ...others] = this.nodes as readonly [LanNode, ...LanNode[]];
    await foundHome(founder.home, { charter: CHARTER, nickname: founder.name, nowMs: Date.now() });
    await founder.start(...words(founder));
    for (const node of others) {
      const { invite } = await founder.post<{ readonly invite: string }>("/v1/invites", {
        validMs: 3_600_000,
      });
      await joinHome(node.home, { invite: readInvite(invite), nickname: node.name, nowMs: Date.now() });
      await node.start(...words(node));
    }
    await this.until("all to be members", this.nodes, ({ me }) => me !== null);
    this.#plan = await founder.say("/v1/plans", { terms: trialXianghubao(MOMENTS), tier: 0 });
    await Promise.all(
      others.map(async (node) => {
        await this.wait(`${node.name} to see the plan`, async () => (await this.#planAt(node)) !== undefined);
        await node.say(`/v1/plans/${this.#plan}/adopt`, { tier: 0 });
      }),
    );
    await this.wait("an open plan", async () => {
      const plans = await Promise.all(this.nodes.map((node) => this.#planAt(node)));
      return plans.every(
        (row) => row?.sealed?.status === "open" && row.sealed.enrolled === this.nodes.length,
      );
    });
    // names travel beside the log, and each node writes those it knows into its screens
    await this.until("a seat for each, and everybody's name", this.nodes, ({ seal }) => {
      const names = seal.witnesses.map(({ member }) => member.name);
      return this.nodes.every(({ name }) => names.includes(name));
    });
    await this.untilQuiet();
  }

  async #planAt(node: LanNode) {
    const { plans } = await node.get<PlansView>("/v1/plans");
    return plans.find(({ id }) => id === this.#plan);
  }

  async cut(...apart: readonly Name[]): Promise<void> {
    await this.#lan.cut(apart.map((name) => this.node(name).machine));
  }

  async heal(): Promise<void> {
    await this.#lan.heal();
  }

  /** A claim of that member; resolves once it is durable with them. */
  async claim(name: Name, amount: number): Promise<string> {
    const incidentDay = dayOf(Date.now(), CHARTER.utcOffsetMinutes);
    return await this.node(name).say("/v1/claims", { plan: this.#plan, incidentDay, amount });
  }

  /** A plan of that title, which nobody has to enter. */
  async propose(name: Name, title: string): Promise<string> {
    return await this.node(name).say("/v1/plans", {
      terms: { ...trialXianghubao(MOMENTS), title },
      tier: null,
    });
  }

  async vote(name: Name, ballot: string): Promise<string> {
    return await this.node(name).say("/v1/votes", { ballot, choice: "yes", amount: null });
  }

  /** How a claim stands there; undefined: not heard of. */
  async claimAt(node: LanNode, id: string): Promise<StandingRow<ClaimRow> | undefined> {
    const { claims } = await node.get<ClaimsView>("/v1/claims");
    return claims.find((row) => row.id === id);
  }

  /** How a signed entry stands there; throws where it is not held. */
  async entryAt(node: LanNode, id: string): Promise<EventView> {
    return await node.get<EventView>(`/v1/entries/${id}`);
  }

  /** Until these nodes have it sealed, and say so. */
  async untilSealed(id: string, nodes: readonly LanNode[]): Promise<void> {
    await this.wait(`${id} to be sealed`, async () => {
      const views = nodes.map((node) => this.entryAt(node, id).catch(() => undefined));
      return (await Promise.all(views)).every((view) => view?.standing === "sealed");
    });
  }

  /** Equal roots everywhere among these, and nothing is waiting for a seal. */
  async untilQuiet(nodes: readonly LanNode[] = this.nodes): Promise<void> {
    await this.wait("equal roots and nothing open", async () => {
      const books = await Promise.all(nodes.map(booksOf));
      const isIdle = ({ moment, seal }: BooksStatus) =>
        moment.open === 0 && seal.witnesses.every(({ reported }) => !reported);
      return books.every(isIdle) && new Set(books.map(({ moment }) => moment.root)).size === 1;
    });
  }

  async until(
    what: string,
    nodes: readonly LanNode[],
    holds: (books: BooksStatus) => boolean,
  ): Promise<void> {
    await this.wait(what, async () => {
      const { length } = (await Promise.all(nodes.map((node) => node.status()))).filter(
        ({ books }) => books !== null && holds(books),
      );
      return length === nodes.length;
    });
  }

  async wait(what: string, holds: () => Promise<boolean>): Promise<void> {
    const endMs = Date.now() + PATIENCE_MS;
    while (!(await holds())) {
      if (Date.now() > endMs) throw new Error(`never came about: ${what}\n${await this.#picture()}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  /** What a failure is understood by. */
  async #picture(): Promise<string> {
    const pictures = this.nodes.map(async (node) => {
      const { network, books } = await node.status();
      const reported = books?.seal.witnesses.filter((each) => each.reported).map(({ member }) => member.name);
      return JSON.stringify({ name: node.name, ...network, ...books?.moment, reported });
    });
    return (await Promise.all(pictures)).join("\n");
  }

  /** All nodes stop as their people would stop them; the homes stay until `end`. */
  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
  }

  async end(): Promise<void> {
    await this.#lan.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

export async function booksOf(node: LanNode): Promise<BooksStatus> {
  return present((await node.status()).books, `${node.name}'s books`);
}
