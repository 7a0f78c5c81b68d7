import type { SealId } from "../base/id.ts";
import { VERSION } from "../base/version.ts";
import type { DialOutcome } from "../net/net-meter.ts";
import { parsePeerAddress, relayIn } from "../net/peer-address.ts";
import { NO_REACH, type Reach } from "../net/reach.ts";
import type { Transport } from "../net/transport.ts";
import type { Journal } from "../peer/journal.ts";
import type { Peer } from "../peer/peer.ts";
import { numberKey } from "../state/key.ts";
import type { Neighbours } from "./neighbours.ts";
import { type PortTold, portsTold } from "./ports-told.ts";

/** What `huzhu doctor` asks a running node beside its status. */
export interface Healthy {
  health(): HealthTold;
}

export interface HealthTold {
  readonly version: string;
  /** where on this machine the node's TCP ports are to answer, as far as known; each port once */
  readonly ports: readonly PortTold[];
  /** those connected, and those that this node calls; each once, without names */
  readonly peers: readonly PeerTold[];
  readonly relay: RelayTold;
}

/** See `Reach`. */
export interface RelayTold extends Omit<Reach, "relayed"> {
  /** nodes with whom every connection goes through a relay */
  readonly relayed: number;
  /** relays in the address book */
  readonly relaysKnown: number;
}

export interface PeerTold {
  readonly connected: boolean;
  /** it is in the address book */
  readonly wanted: boolean;
  /** how the last call ended; null: none yet, or it called us */
  readonly dialed: DialOutcome | null;
  readonly version: string | null;
  /** our clock minus its, in milliseconds, at its last answer */
  readonly aheadMs: number | null;
  /** whether its seal at its height is ours at that height; null: not comparable */
  readonly agrees: boolean | null;
}

export interface HealthParts {
  readonly peer: Peer;
  readonly transport: Transport;
  readonly neighbours: Neighbours;
  /** addresses that the node calls */
  readonly book: readonly string[];
  /** addresses that it was told to listen on; none: `transport.addresses` are those listened on */
  readonly listen: readonly string[];
}

export function healthTold({ peer, transport, neighbours, book, listen }: HealthParts): HealthTold {
  const connected = new Set(transport.peers().map((greeted) => greeted.peer));
  const wanted = new Set(book.flatMap((address) => parsePeerAddress(address)?.peer ?? []));
  wanted.delete(transport.peerId);
  const peers = [...new Set([...connected, ...wanted])].map((id) => {
    const { dialed, version, status } = neighbours.of(id);
    return {
      connected: connected.has(id),
      wanted: wanted.has(id),
      dialed,
      version,
      aheadMs: status?.aheadMs ?? null,
      agrees: connected.has(id) && status !== null ? agrees(peer.journal, status) : null,
    };
  });
  const { relayed, ...reach } = transport.reach?.() ?? NO_REACH;
  const known = book.flatMap((address) => {
    const relay = relayIn(address);
    return relay === undefined ? [] : (parsePeerAddress(relay)?.peer ?? []);
  });
  const relaysKnown = new Set(known.filter((relay) => relay !== transport.peerId)).size;
  const relay = { ...reach, relayed: relayed.length, relaysKnown };
  const ports = portsTold(listen.length === 0 ? transport.addresses() : listen);
  return { version: VERSION, ports, peers, relay };
}

function agrees(
  journal: Journal | null,
  { height, sealId }: { readonly height: number; readonly sealId: SealId | null },
): boolean | null {
  if (journal === null || sealId === null) return null;
  const { at } = journal;
  const ours =
    height === journal.height ? at.sealId : (at.ledger.state.seals.get(numberKey(height))?.id ?? null);
  return ours === null ? null : ours === sealId;
}
