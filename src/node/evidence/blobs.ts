import { x25519 } from "@noble/curves/ed25519.js";
import { fromHex, toHex } from "../../base/bytes.ts";
import type { Cbor } from "../../base/cbor.ts";
import type { ClaimId, MemberId } from "../../base/id.ts";
import type { GreetedPeer, Transport } from "../../net/transport.ts";
import type { Peer } from "../../peer/peer.ts";
import type { State } from "../../state/state.ts";
import type { Home } from "../home-file.ts";
import type { MemberAnswerer } from "../member-desk.ts";
import { BlobDesk } from "./blob-desk.ts";
import { BlobFetch } from "./blob-fetch.ts";
import { BlobWraps } from "./blob-wraps.ts";
import { type Duty, dutiesOf, isKept } from "./duties.ts";
import { EvidenceStore } from "./evidence-store.ts";
import { type EvidenceTold, evidenceTold } from "./evidence-told.ts";

export interface BlobsParts {
  readonly home: Home;
  readonly everyMs: number;
  clock(): number;
  peer(): Peer;
  transport(): Transport;
}

interface Works {
  readonly store: EvidenceStore;
  readonly wraps: BlobWraps;
  readonly desk: BlobDesk;
  readonly fetch: BlobFetch;
}

/** The documents behind claims, on their way from who puts them to who reviews them, until they are deleted (docs/protocol.md, documents). */
export class Blobs {
  readonly #parts: BlobsParts;
  #works: Promise<Works> | null = null;
  #tidying: Promise<void> | null = null;
  #seen: { readonly state: State; readonly duties: readonly Duty[] } | null = null;
  #isStopped = false;

  constructor(parts: BlobsParts) {
    this.#parts = parts;
  }

  /** What members may ask this node for. */
  answerers(): Readonly<Record<"blob" | "blob-list", MemberAnswerer>> {
    const answer = (ask: "list" | "slice") => async (from: GreetedPeer, fields: readonly Cbor[]) => {
      const state = this.#state();
      if (state === undefined || this.#isStopped) return null;
      return await (await this.#open()).desk[ask](state, from, fields);
    };
    return { blob: answer("slice"), "blob-list": answer("list") };
  }

  /** Deletes what is over, encrypts what is new, and asks for what is missing. Rejects where the disk fails. */
  async run(): Promise<void> {
    if (this.#isStopped) return;
    await this.#tidyOnce();
    // on its own: a slow peer keeps neither deleting nor encrypting waiting
    if (this.#seen !== null && !this.#isStopped) await (await this.#open()).fetch.run(this.#seen.duties);
  }

  get everyMs(): number {
    return this.#parts.everyMs;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#tidying?.catch(() => undefined);
    const works = await this.#works;
    await works?.fetch.stop();
    await works?.store.idle();
  }

  /** How a claim's documents stand on this machine; null: no such claim is known here. */
  async told(claim: ClaimId): Promise<EvidenceTold | null> {
    const state = this.#state();
    if (state?.claims.has(claim) !== true) return null;
    const { store } = await this.#open();
    const { publicKey: device } = this.#parts.peer().setup.signer;
    return await evidenceTold({ store, state, me: this.#member(), device }, claim);
  }

  /** Whoever comes while it runs waits for the same. */
  #tidyOnce(): Promise<void> {
    this.#tidying ??= this.#tidy().finally(() => {
      this.#tidying = null;
    });
    return this.#tidying;
  }

  /** One that begins after this. */
  async #tidyAgain(): Promise<void> {
    await this.#tidying;
    if (!this.#isStopped) await this.#tidyOnce();
  }

  async #tidy(): Promise<void> {
    const state = this.#state();
    if (state === undefined) return;
    const { store, wraps } = await this.#open();
    const me = this.#member();
    const nowMs = this.#parts.peer().clockDoubt() === null ? this.#parts.clock() : 0;
    for (const claim of await store.claims()) if (!isKept(state, me, claim, nowMs)) await store.drop(claim);
    if (me === null) return;
    if (this.#seen?.state !== state) this.#seen = { state, duties: dutiesOf(state, me) };
    await wraps.run(state, this.#seen.duties);
  }

  #open(): Promise<Works> {
    this.#works ??= this.#make();
    return this.#works;
  }

  async #make(): Promise<Works> {
    const { home, everyMs, clock, peer, transport } = this.#parts;
    const store = await EvidenceStore.open(home.path);
    // what was sent to a device that has stopped opens with its key still
    const boxSecrets = [home, ...home.former].map(({ boxSecret }) => boxSecret);
    const boxKey = toHex(x25519.getPublicKey(fromHex(home.boxSecret)));
    const wraps = new BlobWraps({ store, boxSecrets, boxKey });
    const ownerOf = (device: string) => peer().journal?.ownerOf(device);
    const fetch = new BlobFetch({ store, transport: transport(), boxSecrets, everyMs, clock, ownerOf });
    const desk = new BlobDesk(store, wraps, () => this.#tidyAgain());
    return { store, wraps, desk, fetch };
  }

  #state(): State | undefined {
    return this.#parts.peer().journal?.at.ledger.state;
  }

  #member(): MemberId | null {
    const { journal, setup } = this.#parts.peer();
    return journal?.ownerOf(setup.signer.publicKey) ?? null;
  }
}
