import { present } from "../../src/base/assert.ts";
import { toHex } from "../../src/base/bytes.ts";
import { deviceSigner, type Home } from "../../src/node/home-file.ts";
import { Homes, until } from "../node/homes.ts";
import type { AttackerOrders } from "./attacker-node.ts";
import type { AttackName } from "./attacks.ts";
import { Child } from "./child.ts";
import type { VictimOrders } from "./victim-node.ts";

const MIB = 1024 * 1024;
/** The bound: half as much again as at rest. */
export const PEAK_PER_IDLE = 1.5;
/**
 * What the limits let peers make the victim hold at once, beside its books: one connection's unasked bytes (8 MiB) of
 * the attacker and the two honest peers, its unread gossip (4 MiB), its orphans (4 MiB), and as many questions and
 * answers of one frame as it may have open (3 connections × 8 × 2 × 256 KiB).
 */
export const BUDGET_BYTES = (3 * 8 + 4 + 4 + 12) * MIB;

/** Ada's node in a process of its own, Bo's and Cy's beside the test, and Mal's device in the attacker's hands. */
export class SiegeVillage {
  readonly homes = new Homes();
  readonly victim = new Child<VictimOrders>(new URL("./victim-node.ts", import.meta.url));
  readonly attacker = new Child<AttackerOrders>(new URL("./attacker-node.ts", import.meta.url));
  idleBytes = 0;
  #mal: Home | undefined;

  async open(): Promise<void> {
    await this.homes.found("Ada");
    await this.homes.start("Ada");
    const names = ["Bo", "Cy", "Mal"];
    for (const name of names) await this.homes.join(name, "Ada");
    await Promise.all(names.map((name) => this.homes.start(name)));
    const isIn = (name: string) => this.homes.node(name).service.member() !== null;
    await until(() => names.every(isIn), "all on the roll");
    await until(() => new Set(["Ada", ...names].map((name) => this.homes.root(name))).size === 1, "one root");
    this.#mal = this.homes.node("Mal").home;
    await this.homes.stop("Mal");
    await this.homes.stop("Ada");
    await this.begin();
    this.idleBytes = await this.victim.ask("idle", undefined);
  }

  get mal(): Home {
    return present(this.#mal, "an open village");
  }

  /** The victim's node anew, everybody forgiven, with both honest peers; resolves when they are there. */
  async begin(forgiving = true): Promise<void> {
    const peers = ["Bo", "Cy"].flatMap((name) => this.homes.node(name).service.network().addresses);
    await this.victim.ask("start", { home: await this.homes.folder("Ada"), peers, forgiving });
    await until(async () => this.areHonestIn((await this.tell()).devices), "the honest are there");
  }

  async tell() {
    return await this.victim.ask("tell", undefined);
  }

  areHonestIn(devices: readonly string[]): boolean {
    return ["Bo", "Cy"].every((name) => devices.includes(deviceSigner(this.homes.node(name).home).publicKey));
  }

  /** What the victim says is sealed, and its root is Bo's and Cy's. */
  async expectLife(): Promise<void> {
    const before = (await this.tell()).height;
    const bo = present(this.homes.node("Bo").service.member(), "Bo on the roll");
    if (!(await this.victim.ask("say", bo))) throw new Error("the victim's own entry was refused");
    await until(async () => (await this.tell()).height > before, "a seal under attack");
    await until(async () => {
      const { root } = await this.tell();
      return this.homes.root("Bo") === root && this.homes.root("Cy") === root;
    }, "equal roots");
  }

  async attack(attack: AttackName): Promise<void> {
    const { addresses } = await this.tell();
    const address = present(addresses[0], "an address");
    const last = toHex((await this.#lastOfMal()).wire);
    await this.attacker.ask("besiege", { attack, home: this.mal.path, address, last });
  }

  async #lastOfMal() {
    const device = deviceSigner(this.mal).publicKey;
    let last: { readonly wire: Uint8Array } | undefined;
    for await (const event of this.homes.node("Bo").service.events())
      if (event.device === device) last = event;
    return present(last, "an event of Mal's");
  }

  async isMalIn(): Promise<boolean> {
    return (await this.tell()).devices.includes(deviceSigner(this.mal).publicKey);
  }

  async close(): Promise<void> {
    await Promise.all([this.victim.end(), this.attacker.end()]);
    await this.homes.close();
  }
}
