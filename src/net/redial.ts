import type { Libp2p } from "@libp2p/interface";
import type { Greeter } from "./greeter.ts";
import { type NetLog, reasonOf } from "./net-log.ts";
import type { DialOutcome, NetMeter } from "./net-meter.ts";
import type { NetTimes } from "./net-times.ts";
import type { NetworkKeys } from "./network-keys.ts";
import { type PeerAddress, parsePeerAddress } from "./peer-address.ts";

/** Of one peer so many are tried: what it told last comes first. */
export const ADDRESSES_PER_PEER_MAX = 8;

/** A peer to be kept connected. */
interface Target {
  readonly peer: string;
  addresses: readonly PeerAddress[];
  failures: number;
  timer: NodeJS.Timeout | undefined;
  dialing: boolean;
}

export interface RedialOptions {
  readonly node: Libp2p;
  readonly keys: NetworkKeys;
  readonly greeter: Greeter;
  readonly times: NetTimes;
  readonly maxPeers: number;
  readonly isBanned: (peer: string) => boolean;
  readonly log: NetLog;
  readonly meter: NetMeter;
}

/**
 * Keeps a list of peers connected and never gives up. libp2p's own reconnecting stops after five tries, and its peer
 * store forgets addresses.
 */
export class RedialLoop {
  readonly #options: RedialOptions;
  readonly #targets = new Map<string, Target>();
  #stopped = false;

  constructor(options: RedialOptions) {
    this.#options = options;
  }

  /** See `Transport.keepConnected`. Peers that stay in the list keep their place in the back-off. */
  setTargets(multiaddrs: readonly string[]): void {
    if (this.#stopped) return;
    const wanted = this.#byPeer(multiaddrs);
    for (const [peer, target] of this.#targets) {
      if (wanted.has(peer)) continue;
      clearTimeout(target.timer);
      this.#targets.delete(peer);
    }
    for (const [peer, addresses] of wanted) {
      const known = this.#targets.get(peer);
      if (known !== undefined) known.addresses = addresses;
      else this.#add({ peer, addresses, failures: 0, timer: undefined, dialing: false });
    }
  }

  /** A peer's own addresses in the list, without those through relays. */
  directAddresses(peer: string): readonly PeerAddress[] {
    return (this.#targets.get(peer)?.addresses ?? []).filter(({ relay }) => relay === undefined);
  }

  /** Calls a peer that need not be in the list, once, unless it is connected directly; true where it is then. */
  async call(peer: string, addresses: readonly PeerAddress[]): Promise<boolean> {
    const { greeter, node, isBanned, maxPeers } = this.#options;
    if (this.#stopped || isBanned(peer) || peer === node.peerId.toString()) return false;
    if (greeter.connection(peer)?.direct === true) return true;
    if (!greeter.isUp(peer) && greeter.peers().length >= maxPeers) return false;
    return (await this.#tryAddresses({ peer, addresses, failures: 0 })) === "found";
  }

  /** The last connection to this peer has closed; one that was up is dialed again soon. */
  onLost(peer: string, wasUp: boolean): void {
    const target = this.#targets.get(peer);
    if (target === undefined || target.dialing) return;
    if (!wasUp && target.timer !== undefined) return;
    clearTimeout(target.timer);
    if (wasUp) target.failures = 0;
    this.#schedule(target);
  }

  stop(): void {
    this.#stopped = true;
    for (const target of this.#targets.values()) clearTimeout(target.timer);
    this.#targets.clear();
  }

  #byPeer(multiaddrs: readonly string[]): Map<string, PeerAddress[]> {
    const { node, log } = this.#options;
    const own = new Set(
      node.getMultiaddrs().map((address) => parsePeerAddress(address.toString())?.transport),
    );
    const wanted = new Map<string, PeerAddress[]>();
    for (const text of multiaddrs) {
      const address = parsePeerAddress(text);
      if (address?.peer === undefined) {
        log("warn", "an address that cannot be dialed is left out", { address: text });
        continue;
      }
      if (address.peer === node.peerId.toString() || own.has(address.transport)) continue;
      const addresses = wanted.get(address.peer);
      if (addresses === undefined) wanted.set(address.peer, [address]);
      else if (addresses.length < ADDRESSES_PER_PEER_MAX) addresses.push(address);
    }
    for (const addresses of wanted.values()) addresses.sort(directFirst);
    return wanted;
  }

  #add(target: Target): void {
    this.#targets.set(target.peer, target);
    void this.#dial(target);
  }

  #schedule(target: Target): void {
    if (this.#stopped || this.#targets.get(target.peer) !== target) return;
    const { redialStartMs, redialMaxMs } = this.#options.times;
    const wait = Math.min(redialMaxMs, redialStartMs * 2 ** Math.min(target.failures, 16));
    // Half of it by chance, so that two that lost each other do not dial at the same moment for ever.
    const jittered = wait * (0.5 + Math.random() / 2);
    target.timer = setTimeout(() => void this.#dial(target), jittered);
  }

  async #dial(target: Target): Promise<void> {
    target.timer = undefined;
    if (this.#options.greeter.isUp(target.peer)) {
      target.failures = 0;
      return;
    }
    target.dialing = true;
    const reached = this.#mayDial(target) && (await this.#call(target));
    target.dialing = false;
    if (reached) target.failures = 0;
    else target.failures++;
    if (!this.#options.greeter.isUp(target.peer)) this.#schedule(target);
  }

  #mayDial(target: Target): boolean {
    const { greeter, isBanned, maxPeers } = this.#options;
    return !isBanned(target.peer) && greeter.peers().length < maxPeers;
  }

  async #call(target: Target): Promise<boolean> {
    const outcome = await this.#tryAddresses(target);
    if (!this.#stopped) this.#options.meter.dialed(target.peer, outcome);
    return outcome === "found";
  }

  /** "found" when a connection to the peer is greeted; "timed-out" where no address answered at all. */
  async #tryAddresses(target: Pick<Target, "peer" | "addresses" | "failures">): Promise<DialOutcome> {
    const { node, keys, greeter, times, log } = this.#options;
    let outcome: DialOutcome = "timed-out";
    for (const address of target.addresses) {
      if (this.#stopped) return outcome;
      let signal = AbortSignal.timeout(times.dialMs);
      try {
        const connection = await keys.call(target.peer, () => {
          signal = AbortSignal.timeout(times.dialMs);
          return node.dial(address.full, { signal });
        });
        if ((await greeter.outcome(connection)) !== undefined) return "found";
        outcome = "refused";
      } catch (error) {
        if (!signal.aborted) outcome = "refused";
        log("debug", "a peer was not reached", {
          peer: target.peer,
          failures: target.failures,
          reason: reasonOf(error),
        });
      }
    }
    return outcome;
  }
}

/** Otherwise in the order in which they were given. */
function directFirst(a: PeerAddress, b: PeerAddress): number {
  return Number(a.relay !== undefined) - Number(b.relay !== undefined);
}
