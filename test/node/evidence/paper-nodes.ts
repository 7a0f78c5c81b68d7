import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { x25519 } from "@noble/curves/ed25519.js";
import { toHex } from "../../../src/base/bytes.ts";
import type { ClaimId, DeviceKey, HashId, MemberId } from "../../../src/base/id.ts";
import type { GreetedPeer, Transport } from "../../../src/net/transport.ts";
import { Blobs } from "../../../src/node/evidence/blobs.ts";
import { commitmentOf, type Document } from "../../../src/node/evidence/document-frame.ts";
import { keepOwnDocuments } from "../../../src/node/evidence/own-documents.ts";
import { readDocuments } from "../../../src/node/evidence/read-documents.ts";
import type { Home } from "../../../src/node/home-file.ts";
import { decodeMemberAnswer, encodeMemberQuestion, MemberDesk } from "../../../src/node/member-desk.ts";
import type { Peer } from "../../../src/peer/peer.ts";
import { deviceOf } from "../../ledger/aid-fixture.ts";
import { type JuryVillage, say } from "../../ledger/jury-village.ts";
import { writeBoxHome } from "./box-home.ts";

export function documentOf(text: string | Uint8Array, name = "letter.txt"): Document {
  const content = typeof text === "string" ? new TextEncoder().encode(text) : text;
  return { salt: new Uint8Array(randomBytes(16)), name, content, devices: [] };
}

/** What passes between nodes on paper; a test may spoil or count it. */
export type Carry = (from: string, to: string, name: "blob" | "blob-list", answer: Uint8Array) => Uint8Array;

/** Real evidence desks with real folders and keys, over a village on paper and a network of function calls. */
export class PaperNodes {
  readonly village: JuryVillage;
  readonly penalties: string[] = [];
  readonly asked: string[] = [];
  carry: Carry = (_from, _to, _name, answer) => answer;
  readonly #nodes = new Map<string, PaperNode>();
  #folder: string | undefined;

  constructor(village: JuryVillage) {
    this.village = village;
  }

  get online(): readonly PaperNode[] {
    return [...this.#nodes.values()].filter(({ isOnline }) => isOnline);
  }

  async add(member: MemberId, device: DeviceKey = deviceOf(member)): Promise<PaperNode> {
    this.#folder ??= await mkdtemp(join(tmpdir(), "huzhu-blobs-"));
    const node = new PaperNode(this, join(this.#folder, device), member, device);
    await node.moveIn();
    this.#nodes.set(device, node);
    return node;
  }

  /** Whether a device is one of a member, as the desk of the node itself asks. */
  isLive(device: string): boolean {
    return this.village.state.devices.get(device)?.status === "live";
  }

  async close(): Promise<void> {
    for (const node of this.#nodes.values()) await node.blobs.stop();
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }
}

export class PaperNode {
  readonly #nodes: PaperNodes;
  readonly home: string;
  readonly member: MemberId;
  readonly device: DeviceKey;
  readonly boxSecret = toHex(randomBytes(32));
  isOnline = true;
  nowMs = 0;
  blobs: Blobs;

  constructor(nodes: PaperNodes, home: string, member: MemberId, device: DeviceKey) {
    this.#nodes = nodes;
    this.home = home;
    this.member = member;
    this.device = device;
    this.blobs = this.#open();
  }

  async moveIn(): Promise<void> {
    await writeBoxHome(this.home, this.boxSecret);
    const { devices } = this.#nodes.village.state;
    const boxKey = toHex(x25519.getPublicKey(Buffer.from(this.boxSecret, "hex")));
    const record = devices.get(this.device);
    if (record !== undefined) devices.set(this.device, { ...record, boxKey });
  }

  async restart(): Promise<void> {
    await this.blobs.stop();
    this.blobs = this.#open();
  }

  /** Puts documents before a claim's reviewers, as `huzhu claim evidence` does; `instead`: what is kept is not what was signed. */
  async put(claim: ClaimId, documents: readonly Document[], instead?: Document): Promise<readonly HashId[]> {
    const commitments = documents.map(commitmentOf);
    const kept = documents.map((document, i) => {
      return { document: instead ?? document, commitment: commitments[i] as HashId };
    });
    await keepOwnDocuments(this.home, claim, kept);
    this.#nodes.village.seal(say(this.member, "evidence", { claim, commitments }));
    return commitments;
  }

  /** Texts of what is here and opens; null for each that does not. */
  async read(claim: ClaimId): Promise<readonly (string | null)[]> {
    const told = await this.blobs.told(claim);
    const documents = await readDocuments(this.home, claim, told?.documents ?? []);
    return documents
      .map((document) => document && new TextDecoder().decode(document.content))
      .map((t) => t ?? null);
  }

  async standings(claim: ClaimId): Promise<readonly string[]> {
    return ((await this.blobs.told(claim))?.documents ?? []).map(({ standing }) => standing);
  }

  /** The raw value that this node hears from another. */
  async ask(to: PaperNode, name: "blob" | "blob-list", fields: readonly (Uint8Array | number)[]) {
    const answer = await to.answer(this.#greeted(), encodeMemberQuestion(name, fields));
    return decodeMemberAnswer(name, answer);
  }

  answer(from: GreetedPeer, frame: Uint8Array): Promise<Uint8Array> {
    const isMember = ({ device }: GreetedPeer) => this.#nodes.isLive(device);
    const nothing = async () => null;
    return new MemberDesk({ "network-key": nothing, ...this.blobs.answerers() }, isMember).answer(
      from,
      frame,
    );
  }

  #greeted(): GreetedPeer {
    return { peer: this.device, device: this.device, member: true };
  }

  #open(): Blobs {
    const nodes = this.#nodes;
    const { device } = this;
    const journal = {
      at: {
        get ledger() {
          return nodes.village.community.ledger;
        },
      },
      ownerOf: (of: string) => nodes.village.state.devices.get(of)?.member,
    };
    const peer = { journal, setup: { signer: { publicKey: device } }, clockDoubt: () => null };
    const home = { path: this.home, boxSecret: this.boxSecret, former: [] } as unknown as Home;
    return new Blobs({
      home,
      everyMs: 0,
      clock: () => this.nowMs,
      peer: () => peer as unknown as Peer,
      transport: () => this.#transport(),
    });
  }

  #transport(): Transport {
    const nodes = this.#nodes;
    return {
      peers: () => nodes.online.filter((node) => node !== this).map((node) => node.#greeted()),
      request: async (to: string, frame: Uint8Array) => {
        const node = nodes.online.find(({ device }) => device === to);
        if (node === undefined || !this.isOnline) throw new Error("not connected");
        const name = frame[1] === 1 ? "blob" : "blob-list";
        nodes.asked.push(`${this.device} ${to} ${name}`);
        return nodes.carry(this.device, to, name, await node.answer(this.#greeted(), frame));
      },
      penalize: (to: string, points: number) => void nodes.penalties.push(`${to} ${points}`),
    } as unknown as Transport;
  }
}
