import { noise } from "@chainsafe/libp2p-noise";
import { yamux } from "@chainsafe/libp2p-yamux";
import { generateKeyPair } from "@libp2p/crypto/keys";
import type { Libp2p } from "@libp2p/interface";
import { peerIdFromPrivateKey } from "@libp2p/peer-id";
import { tcp } from "@libp2p/tcp";
import { lpStream } from "@libp2p/utils";
import { createLibp2p } from "libp2p";
import { networkKeyProtector } from "./connection-protector.ts";
import { type NetLog, reasonOf } from "./net-log.ts";
import { NO_METER } from "./net-meter.ts";
import { NET_TIMES } from "./net-times.ts";
import { parsePeerAddress } from "./peer-address.ts";
import { PREVIEW_PROTOCOL } from "./preview-door.ts";
import { silentLogger } from "./silent-logger.ts";
import { FRAME_BYTES_MAX } from "./transport.ts";

export interface PreviewAsker {
  /** 32 bytes */
  readonly networkKey: Uint8Array;
  /** full multiaddrs; of a relayed one the relay is asked, itself a member's node */
  readonly addresses: readonly string[];
  readonly signal: AbortSignal;
  readonly log?: NetLog | undefined;
  question(localPeer: string, remotePeer: string): Uint8Array;
  /** One frame of one of them; each is named once. */
  onAnswer(answer: Uint8Array): void;
}

/** As a node that nobody has seen before or will see again: asks all of these addresses at once; resolves when each has answered or failed, or the signal aborts. */
export async function askPreview(asker: PreviewAsker): Promise<void> {
  const key = await generateKeyPair("Ed25519");
  const local = peerIdFromPrivateKey(key).toString();
  const node = await createLibp2p({
    start: false,
    privateKey: key,
    logger: silentLogger,
    addresses: { listen: [] },
    transports: [tcp()],
    connectionProtector: networkKeyProtector(asker.networkKey, NET_TIMES.upgradeMs, NO_METER),
    connectionEncrypters: [noise()],
    streamMuxers: [yamux({ enableKeepAlive: false })],
    connectionMonitor: { enabled: false },
    connectionGater: { denyDialMultiaddr: () => false },
  });
  await node.start();
  try {
    await Promise.all(peersIn(asker.addresses).map((peer) => askOne(node, local, peer, asker)));
  } finally {
    await node.stop();
  }
}

interface Askable {
  readonly peer: string;
  readonly addresses: readonly NonNullable<ReturnType<typeof parsePeerAddress>>["full"][];
}

/** Each peer with its addresses, in the order of the invite. */
function peersIn(addresses: readonly string[]): readonly Askable[] {
  const byPeer = new Map<string, Askable["addresses"]>();
  for (const text of addresses) {
    const address = parsePeerAddress(relayOf(text));
    if (address?.peer !== undefined)
      byPeer.set(address.peer, [...(byPeer.get(address.peer) ?? []), address.full]);
  }
  return [...byPeer].map(([peer, full]) => ({ peer, addresses: full }));
}

function relayOf(address: string): string {
  const [relay = address] = address.split("/p2p-circuit");
  return relay;
}

async function askOne(node: Libp2p, local: string, to: Askable, asker: PreviewAsker): Promise<void> {
  const answer = await exchange(node, local, to, asker).catch((error: unknown) => {
    asker.log?.("debug", "no preview", { peer: to.peer, reason: reasonOf(error) });
  });
  if (answer !== undefined) asker.onAnswer(answer);
}

async function exchange(node: Libp2p, local: string, to: Askable, asker: PreviewAsker): Promise<Uint8Array> {
  const { signal } = asker;
  const connection = await node.dial([...to.addresses], { signal });
  const stream = await connection.newStream(PREVIEW_PROTOCOL, { signal, runOnLimitedConnection: true });
  const limits = { maxDataLength: FRAME_BYTES_MAX, maxBufferSize: FRAME_BYTES_MAX + 16 };
  const frames = lpStream(stream, limits);
  await frames.write(asker.question(local, to.peer), { signal });
  return (await frames.read({ signal })).slice();
}
