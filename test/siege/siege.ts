import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { present } from "../../src/base/assert.ts";
import { toHex } from "../../src/base/bytes.ts";
import { contact } from "../../src/events/kinds/contact.ts";
import { deviceSigner, type Home } from "../../src/node/home-file.ts";
import { Homes, until } from "../node/homes.ts";
import type { AttackerOrders } from "./attacker-node.ts";
import type { AttackName } from "./attacks.ts";
import { BAD_STARTS, type BadStartName } from "./bad-starts.ts";
import { Child } from "./child.ts";
import { sealIdAt } from "./seal-id-at.ts";
import { LOOK_MS } from "./siege-options.ts";
import type { VictimOrders } from "./victim-node.ts";

const MIB = 1024 * 1024;
/** A newcomer for each bad start. */
const NEWCOMERS = Object.keys(BAD_STARTS).map((_, i) => `Newcomer ${i}`);
/** Longer than a siege, however slow the machine: with a seat of Mal's that nobody sits on, no seal comes without Bo and Cy. */
const SEAT_EXPIRY_MS = 6 * 3_600_000;
/** Time for a seal, roughly. */
const SEAL_MS = 500;
/** Ada, Bo and Cy. */
const HONEST = 3;
type Victim = Child<VictimOrders>;
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
  readonly #newcomers: Victim[] = [];
  #isNamed = false;
  #mal: Home | undefined;

  async open(): Promise<void> {
    await this.homes.found("Ada", { seatExpiryMs: SEAT_EXPIRY_MS });
    await this.homes.start("Ada");
    const names = ["Bo", "Cy", "Mal"];
    // the newcomers' lines name where Ada is now, so that they meet nobody until somebody calls them
    for (const name of [...names, ...NEWCOMERS]) await this.homes.join(name, "Ada");
    await Promise.all(names.map((name) => this.homes.start(name)));
    const isIn = (name: string) => this.homes.node(name).service.member() !== null;
    await until(() => names.every(isIn), "all on the roll");
    await until(() => this.#isSeatedBy("Ada"), "a seat each");
    await until(() => new Set(["Ada", ...names].map((name) => this.homes.root(name))).size === 1, "one root");
    this.#mal = this.homes.node("Mal").home;
    await this.homes.stop("Mal");
    await this.homes.stop("Ada");
    await this.begin();
    this.idleBytes = await this.victim.ask("idle", undefined);
  }

  /** Fewer than four seats are one, whose node seals alone. Offers to sit are sealed along with other entries: here is one. */
  async #isSeatedBy(name: string): Promise<boolean> {
    const { service } = this.homes.node(name);
    const { witnesses } = present(service.books(), "books");
    if (witnesses.length > HONEST) return true;
    const other = present(this.homes.node("Bo").service.member(), "Bo on the roll");
    this.#isNamed = !this.#isNamed;
    await service.author("contact", contact.body.write({ role: "name", other, on: this.#isNamed }));
    await delay(SEAL_MS);
    return false;
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

  /** What that node says is sealed, and Bo and Cy come to have the same seal, and so the same state. */
  async expectLife(victim: Victim = this.victim): Promise<void> {
    const bo = present(this.homes.node("Bo").service.member(), "Bo on the roll");
    const said = await victim.ask("say", bo);
    if (said === null) throw new Error("the victim's own entry was refused");
    await until(async () => (await victim.ask("look", said)).isSealed, "its own entry sealed under attack");
    const { height, sealId, quorum } = await victim.ask("look", said);
    if (quorum < HONEST) throw new Error(`${quorum} seats seal: the victim does not need the honest ones`);
    // they may be some seals further by now: what counts is what they have at that height
    for (const name of ["Bo", "Cy"])
      await until(async () => {
        await delay(LOOK_MS);
        return sealIdAt(present(this.homes.node(name).service.books(), "books"), height) === sealId;
      }, `the same seal at ${name}'s`);
  }

  async attack(attack: AttackName | BadStartName, victim: Victim = this.victim): Promise<void> {
    const [address] = (await victim.ask("tell", undefined)).addresses;
    const [honestAddress] = this.homes.node("Bo").service.network().addresses;
    await this.attacker.ask("besiege", {
      attack,
      home: this.mal.path,
      address: present(address, "an address"),
      honestAddress: present(honestAddress, "Bo's address"),
      last: toHex((await this.#lastOfMal()).wire),
    });
  }

  async #lastOfMal() {
    const device = deviceSigner(this.mal).publicKey;
    let last: { readonly wire: Uint8Array } | undefined;
    for await (const event of this.homes.node("Bo").service.events())
      if (event.device === device) last = event;
    return present(last, "an event of Mal's");
  }

  /** Whether that node has Mal's device connected. */
  async isMalIn(victim: Victim = this.victim): Promise<boolean> {
    return (await victim.ask("tell", undefined)).devices.includes(deviceSigner(this.mal).publicKey);
  }

  /** Whether Mal's device is among those that a home's node lets in no more, for what they did. */
  async isMalKeptOut(name: string): Promise<boolean> {
    const file = join(await this.homes.folder(name), "kept-out.json");
    const text = await readFile(file, "utf8").catch((error: unknown) => {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
      throw error;
    });
    return text.includes(deviceSigner(this.mal).publicKey);
  }

  /** A newcomer's node in a process of its own, that nobody has called yet; it stays, since it gets a seat. */
  async newcomer(name: BadStartName): Promise<{ readonly name: string; readonly child: Victim }> {
    const newcomer = present(NEWCOMERS[Object.keys(BAD_STARTS).indexOf(name)], "a newcomer for each");
    const child: Victim = new Child(new URL("./victim-node.ts", import.meta.url));
    this.#newcomers.push(child);
    await child.ask("start", { home: await this.homes.folder(newcomer), peers: [], forgiving: true });
    return { name: newcomer, child };
  }

  /** Cy's node, started anew, calls all newcomers so far: those from before have seats, and know nobody else. */
  async letCyCall(): Promise<void> {
    const told = await Promise.all(this.#newcomers.map((newcomer) => newcomer.ask("tell", undefined)));
    await this.homes.stop("Cy");
    await this.homes.start("Cy", { peers: told.flatMap(({ addresses }) => addresses) });
  }

  /** Honest life goes on until so many seals are there. */
  async grow(height: number): Promise<void> {
    while (present(this.homes.node("Bo").service.books(), "books").height < height) await this.expectLife();
  }

  async close(): Promise<void> {
    await Promise.all([this.victim, this.attacker, ...this.#newcomers].map((child) => child.end()));
    await this.homes.close();
  }
}
