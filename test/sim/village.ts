import { createPrivateKey, sign } from "node:crypto";
import { present } from "../../src/base/assert.ts";
import { fromHex } from "../../src/base/bytes.ts";
import type { Cbor } from "../../src/base/cbor.ts";
import { sha256, useSha256 } from "../../src/base/hash.ts";
import type { CommunityId, EventId } from "../../src/base/id.ts";
import type { Result } from "../../src/base/result.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { signInvite } from "../../src/events/invite.ts";
import type { KindName } from "../../src/events/kind.ts";
import { useVerify } from "../../src/events/signature.ts";
import { type Signer, signerOf } from "../../src/events/signer.ts";
import { nativeSha256 } from "../../src/node/native-sha256.ts";
import { nativeVerify } from "../../src/node/native-verify.ts";
import { EMPTY_BATCH } from "../../src/peer/batch.ts";
import { foundEvent, joinEvent } from "../../src/peer/first-events.ts";
import type { AuthorFault, Output } from "../../src/peer/output.ts";
import type { LastSign } from "../../src/seal/last-sign.ts";
import { type Prng, prng } from "../../src/sim/prng.ts";
import { SimDisk } from "../../src/sim/sim-disk.ts";
import { type SimNetwork, SimNode } from "../../src/sim/sim-node.ts";
import { SimWorld } from "../../src/sim/sim-world.ts";
import { digestState } from "../../src/state/digest.ts";
import type { Charter } from "../../src/state/records.ts";

export const verify = nativeVerify();
useVerify(verify);
useSha256(nativeSha256);

export const START_MS = Date.UTC(2026, 0, 1);

export const CHARTER: Charter = {
  title: "Village",
  currency: "CNY",
  digits: 2,
  utcOffsetMinutes: 480,
  vouches: 1,
  objections: 1,
  objectionMs: 0,
  growth: { everyMs: 2_592_000_000, perMember: 1_000, atLeast: 1_000, permille: 1_000 },
  sealEveryMs: 2_000,
  rankMs: 300,
  roundMs: 3_000,
  seatAfterMs: 0,
  seatExpiryMs: 600_000,
  recoveryMs: 14 * 86_400_000,
};

/** What stands before an Ed25519 seed in PKCS #8. */
const PKCS8_PREFIX = fromHex("302e020100300506032b657004220420");
const keys = new Map<string, Signer>();

/** Signs as every node does, by the platform's own code: the same bytes, many times faster. */
export function keyFor(text: string): Signer {
  const known = keys.get(text);
  if (known !== undefined) return known;
  const seed = sha256(new TextEncoder().encode(text));
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, seed]),
    format: "der",
    type: "pkcs8",
  });
  const { publicKey } = signerOf(seed);
  const signer = { publicKey, sign: (message: Uint8Array) => new Uint8Array(sign(null, message, key)) };
  keys.set(text, signer);
  return signer;
}

function firstLastSign(event: AuthenticEvent): LastSign {
  return {
    device: event.device,
    feedSeq: 0,
    feedId: event.id,
    epoch: 0,
    height: 0,
    round: 0,
    step: "report",
    lockRound: -1,
    lockValue: null,
    nowMs: 0,
  };
}

/** A community on simulated machines: real keys, real events, virtual time. */
export class Village {
  readonly world: SimWorld;
  readonly chance: Prng;
  readonly cuts = new Set<string>();
  readonly deaths: string[] = [];
  readonly disks = new Map<string, SimDisk>();
  readonly devices = new Map<string, Signer>();
  /** asked before every output of every node; true: that machine dies */
  dies: (name: string, output: Output) => boolean = () => false;
  /** what nodes send through */
  network: SimNetwork;
  #community: CommunityId | undefined;
  #token = 0;
  readonly #charter: Charter;

  constructor(seed: number, charter: Partial<Charter> = {}) {
    this.chance = prng(seed);
    this.#charter = { ...CHARTER, ...charter };
    const isCut = (a: string, b: string) => this.cuts.has(`${a}|${b}`) || this.cuts.has(`${b}|${a}`);
    this.world = new SimWorld(this.chance, START_MS, isCut, (name) => this.died(name));
    this.network = this.world;
  }

  get community(): CommunityId {
    return present(this.#community, "a founded village");
  }

  found(name: string): void {
    const event = foundEvent(this.#keys(name), this.#charter, this.world.nowMs);
    this.#community = event.id;
    this.#moveIn(name, event);
  }

  join(name: string, inviter: string): void {
    const key = keyFor(`invite ${name}`);
    const by = present(this.devices.get(inviter), "an inviter");
    const member = present(
      this.world.node(inviter)?.peer.journal?.ownerOf(by.publicKey),
      "an inviter on the roll",
    );
    const invite = { key: key.publicKey, inviter: member, expiresMs: START_MS + 86_400_000 };
    const statement = signInvite(by, this.community, invite);
    const event = joinEvent(
      this.#keys(name),
      { community: this.community, statement, key },
      this.world.nowMs,
    );
    this.#moveIn(name, event);
  }

  #keys(name: string) {
    const device = keyFor(`device ${name}`);
    this.devices.set(name, device);
    const boxKey = keyFor(`box ${name}`).publicKey;
    return { root: keyFor(`root ${name}`), device, boxKey, salt: fromHex("07".repeat(16)) };
  }

  #moveIn(name: string, event: AuthenticEvent): void {
    const disk = new SimDisk();
    disk.write({ ...EMPTY_BATCH, sync: true, events: [event], lastSign: firstLastSign(event) });
    this.disks.set(name, disk);
    this.start(name);
    // a newcomer shows its join in the hello
    for (const other of this.world.names())
      if (other !== name)
        this.world.act(other, (node) =>
          node.handle({ type: "events", from: name, events: [event] }, this.world.nowMs),
        );
  }

  died(name: string): void {
    this.deaths.push(name);
  }

  start(name: string): void {
    const setup = {
      name,
      community: this.community,
      signer: present(this.devices.get(name), "a device"),
      verify,
      syncEveryMs: 1_000,
      disk: present(this.disks.get(name), "a disk"),
      network: this.network,
      dies: (output: Output) => this.dies(name, output),
    };
    this.world.up(new SimNode(setup, this.world.nowMs));
  }

  /** Power fails, and comes back at once. */
  crash(name: string): void {
    this.world.down(name);
    this.disks.get(name)?.crash(this.chance);
    this.start(name);
  }

  cut(a: string, b: string): void {
    this.cuts.add(`${a}|${b}`);
    this.world.disconnect(a, b);
  }

  heal(): void {
    const pairs = [...this.cuts];
    this.cuts.clear();
    for (const pair of pairs) {
      const [a, b] = pair.split("|") as [string, string];
      this.world.connect(a, b);
    }
  }

  say(name: string, kind: KindName, body: Cbor): Result<EventId, AuthorFault> {
    const token = ++this.#token;
    let result: Result<EventId, AuthorFault> | undefined;
    this.world.act(name, (node) => {
      node.handle({ type: "author", token, kind, body }, this.world.nowMs);
      result = node.answers.get(token);
    });
    return result ?? { ok: false, error: "device-stopped" };
  }

  run(seconds: number): void {
    this.world.run(seconds * 1_000, 100);
  }

  height(name: string): number {
    return this.world.node(name)?.peer.journal?.height ?? 0;
  }

  root(name: string): string {
    const journal = this.world.node(name)?.peer.journal;
    return journal == null ? "none" : digestState(journal.at.ledger.state);
  }

  roots(): readonly string[] {
    return this.world.names().map((name) => this.root(name));
  }
}
