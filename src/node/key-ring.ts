import { randomBytes } from "node:crypto";
import { fromHex, toHex } from "../base/bytes.ts";
import type { Cbor } from "../base/cbor.ts";
import type { DeviceKey, HashId } from "../base/id.ts";
import { NETWORK_KEY_BYTES } from "../net/network-keys.ts";
import type { GreetedPeer } from "../net/transport.ts";
import { keyChanges, mayHaveNetworkKey } from "../state/network-access.ts";
import type { State } from "../state/state.ts";
import type { Homestead } from "./homestead.ts";
import { type HomeKeys, type KeyDecisions, keyHashOf, orderKeys } from "./order-keys.ts";

/** Where the last change of the network key stands at this node. */
export interface KeyTold {
  readonly changedMs: number;
  /** false: this node waits for it, and goes on with the newest it has */
  readonly isHere: boolean;
}

export interface KeyRingParts {
  readonly homestead: Homestead;
  /** what is sealed; null: nothing is known yet */
  state(): State | null;
  /** the network calls and answers with these from now on */
  use(networkKeys: readonly Uint8Array[]): void;
  clock(): number;
}

const HASH_BYTES = 32;

/** The network keys of a running node: kept in `home.json` alone, durable before anybody hears of them. */
export class KeyRing {
  readonly #parts: KeyRingParts;

  constructor(parts: KeyRingParts) {
    this.#parts = parts;
  }

  /** The newest that is in force, as far as this node has it: for invites and the like. */
  current(): Uint8Array {
    return fromHex(this.#home.networkKey);
  }

  /** In the order in which others are called with them. */
  held(): readonly Uint8Array[] {
    const { networkKey, waitingNetworkKeys, formerNetworkKeys } = this.#home;
    return [
      networkKey,
      ...waitingNetworkKeys.map(({ key }) => key),
      ...formerNetworkKeys.map(({ key }) => key),
    ].map(fromHex);
  }

  /** Draws a key for a motion, durable before this resolves with its hash. */
  async draw(): Promise<HashId> {
    const key = toHex(randomBytes(NETWORK_KEY_BYTES));
    await this.take(key);
    return keyHashOf(key);
  }

  /** Takes up a key, hexadecimal; it is in force once the community's decision is known here. */
  async take(key: string): Promise<void> {
    if (this.held().some((held) => toHex(held) === key)) return;
    const waiting = { key, sinceMs: this.#parts.clock() };
    await this.#keep({ ...this.#home, waitingNetworkKeys: [waiting, ...this.#home.waitingNetworkKeys] });
  }

  /** Puts the keys in order by what is decided now. */
  async settle(): Promise<void> {
    await this.#keep(this.#home);
  }

  /** Of the changes decided since the key that is in force here: the hashes of keys that are not here, the newest first. */
  missing(): readonly HashId[] {
    const { passed } = this.#decisions();
    const here = passed.indexOf(keyHashOf(this.#home.networkKey));
    return here < 0 ? passed : passed.slice(0, here);
  }

  /** Answers the question for the key with that hash; undefined: it is malformed. */
  answer({ device }: GreetedPeer, fields: readonly Cbor[]): Cbor | undefined {
    const [hash, ...more] = fields;
    if (!(hash instanceof Uint8Array) || hash.length !== HASH_BYTES || more.length > 0) return undefined;
    const state = this.#parts.state();
    if (state === null || !mayHaveNetworkKey(state, device as DeviceKey)) return null;
    const wanted = toHex(hash) as HashId;
    if (!this.#decisions().passed.includes(wanted)) return null;
    return this.held().find((key) => keyHashOf(toHex(key)) === wanted) ?? null;
  }

  /** Null: the network key was never changed. */
  told(): KeyTold | null {
    const state = this.#parts.state();
    const [newest] = state === null ? [] : keyChanges(state);
    if (newest === undefined) return null;
    return { changedMs: newest.decidedMs, isHere: keyHashOf(this.#home.networkKey) === newest.keyHash };
  }

  get #home(): HomeKeys {
    return this.#parts.homestead.home;
  }

  async #keep(keys: HomeKeys): Promise<void> {
    const { homestead, use, clock } = this.#parts;
    const { networkKey, formerNetworkKeys, waitingNetworkKeys } = this.#home;
    const ordered = orderKeys(keys, this.#decisions(), clock());
    if (JSON.stringify(ordered) === JSON.stringify({ networkKey, formerNetworkKeys, waitingNetworkKeys }))
      return;
    const written = homestead.keep(ordered);
    use(this.held());
    await written;
  }

  #decisions(): KeyDecisions {
    const state = this.#parts.state();
    if (state === null) return { passed: [], voting: [], failed: [] };
    const among = (wanted: "voting" | "failed") =>
      [...state.motions.entries()].flatMap(([, { about, status }]) =>
        about.kind === "network-key" && status === wanted ? [about.keyHash] : [],
      );
    const passed = keyChanges(state).map(({ keyHash }) => keyHash);
    return { passed, voting: among("voting"), failed: among("failed") };
  }
}
