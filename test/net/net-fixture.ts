import { createHash } from "node:crypto";
import { noise } from "@chainsafe/libp2p-noise";
import { yamux } from "@chainsafe/libp2p-yamux";
import { generateKeyPair } from "@libp2p/crypto/keys";
import type { gossipsub } from "@libp2p/gossipsub";
import { identify } from "@libp2p/identify";
import type { ConnectionProtector, Libp2p, Stream } from "@libp2p/interface";
import { ping } from "@libp2p/ping";
import { tcp } from "@libp2p/tcp";
import { lpStream } from "@libp2p/utils";
import { multiaddr } from "@multiformats/multiaddr";
import { createLibp2p } from "libp2p";
import { present } from "../../src/base/assert.ts";
import { networkKeyProtector } from "../../src/net/connection-protector.ts";
import { HELLO_PROTOCOL } from "../../src/net/greeter.ts";
import {
  createLibp2pTransport,
  type Libp2pTransport,
  type Libp2pTransportOptions,
} from "../../src/net/libp2p-host.ts";
import { REQUEST_PROTOCOLS } from "../../src/net/requests.ts";
import type { GossipVerdict, GreetedPeer, Topic, TransportHandlers } from "../../src/net/transport.ts";
import { newTransportKey } from "../../src/net/transport-key.ts";

export const NETWORK_KEY = new Uint8Array(createHash("sha256").update("test network").digest());
export const COMMUNITY = "c0ffee00".repeat(8);
const LISTEN = "/ip4/127.0.0.1/tcp/0";
const DEADLINE_MS = 60_000;

/** A transport and everything that it told its node. */
export interface TestHost {
  readonly transport: Libp2pTransport;
  readonly privateKey: Uint8Array;
  readonly up: GreetedPeer[];
  readonly down: string[];
  readonly gossip: { readonly topic: Topic; readonly from: string; readonly text: string }[];
  readonly requests: string[];
  readonly logs: string[];
  readonly address: string;
}

export interface TestHostSetup extends Partial<Libp2pTransportOptions> {
  readonly device?: string;
  /** given to keepConnected before the start */
  readonly wanted?: readonly string[];
  readonly checkHello?: TransportHandlers["checkHello"];
  readonly isMember?: (peer: GreetedPeer) => boolean;
  readonly makeHello?: TransportHandlers["makeHello"];
  readonly onGossip?: (text: string) => GossipVerdict;
  readonly onRequest?: (from: GreetedPeer, request: Uint8Array) => Promise<Uint8Array>;
}

const running: (() => Promise<void>)[] = [];

/** Ends every host and raw node that the test made. */
export async function stopAll(): Promise<void> {
  await Promise.all(running.splice(0).map((stop) => stop()));
}

/** A hello that names both peers, so that one replayed elsewhere is refused. */
export function helloOf(device: string, localPeer: string, remotePeer: string): Uint8Array {
  return Buffer.from(`${device} ${localPeer} ${remotePeer}`);
}

export function readHello(localPeer: string, remotePeer: string, hello: Uint8Array): GreetedPeer | undefined {
  const [device, from, to] = Buffer.from(hello).toString().split(" ");
  if (device === undefined || from !== remotePeer || to !== localPeer) return undefined;
  return { peer: remotePeer, device, member: true };
}

export async function startHost(setup: TestHostSetup = {}): Promise<TestHost> {
  const privateKey = setup.privateKey ?? (await newTransportKey());
  const host = { up: [], down: [], gossip: [], requests: [], logs: [] } as Pick<
    TestHost,
    "up" | "down" | "gossip" | "requests" | "logs"
  >;
  const device = setup.device ?? createHash("sha256").update(privateKey).digest("hex");
  const handlers: TransportHandlers = {
    makeHello: setup.makeHello ?? ((local, remote) => helloOf(device, local, remote)),
    checkHello: setup.checkHello ?? readHello,
    ...(setup.isMember && { isMember: setup.isMember }),
    onPeerUp: (peer) => void host.up.push(peer),
    onPeerDown: (peer) => void host.down.push(peer),
    onGossip: async (topic, from, message) => {
      const text = Buffer.from(message).toString();
      host.gossip.push({ topic, from, text });
      return setup.onGossip?.(text) ?? "accept";
    },
    onRequest: async (from, request) => {
      host.requests.push(Buffer.from(request.subarray(0, 40)).toString());
      return (await setup.onRequest?.(from, request)) ?? Buffer.concat([Buffer.from("re: "), request]);
    },
  };
  const options: Libp2pTransportOptions = {
    networkKeys: [NETWORK_KEY],
    listen: [LISTEN],
    community: COMMUNITY,
    log: (level, message, fields) => void host.logs.push(`${level} ${message} ${JSON.stringify(fields)}`),
    ...setup,
    privateKey,
    times: { redialStartMs: 50, redialMaxMs: 200, ...setup.times },
  };
  const transport = createLibp2pTransport(options, handlers);
  if (setup.wanted !== undefined) transport.keepConnected(setup.wanted);
  await transport.start();
  running.push(() => transport.stop());
  return { ...host, transport, privateKey, address: transport.addresses()[0] ?? "" };
}

/** Connects `from` to `to` and waits until both have greeted. */
export async function connect(from: TestHost, ...to: TestHost[]): Promise<void> {
  from.transport.keepConnected(to.map((host) => host.address));
  await until("both sides up", () => to.every((host) => isUp(from, host) && isUp(host, from)));
}

export function isUp(host: TestHost, other: TestHost): boolean {
  return host.transport.peers().some((greeted) => greeted.peer === other.transport.peerId);
}

/** Polls for a condition; fails with its name when the deadline passes. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`never came true: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Publishes until somebody takes it: the mesh forms after the connection. */
export async function publishUntilTaken(host: TestHost, topic: Topic, text: string): Promise<void> {
  await until(`${text} is taken`, async () => (await host.transport.publish(topic, Buffer.from(text))) > 0);
}

/** Publishes one text after the other until the far end has heard one; over several hops the first may be lost. */
export async function publishUntilHeard(from: TestHost, to: TestHost, topic: Topic): Promise<string> {
  const texts: string[] = [];
  await until(`${topic} heard far away`, async () => {
    const text = `${topic} ${texts.length}`;
    if ((await from.transport.publish(topic, Buffer.from(text))) > 0) texts.push(text);
    return texts.some((sent) => heard(to, sent) > 0);
  });
  return texts.find((sent) => heard(to, sent) > 0) ?? "";
}

export function heard(host: TestHost, text: string): number {
  return host.gossip.filter((message) => message.text === text).length;
}

export async function ask(host: TestHost, other: TestHost, frame: string | Uint8Array): Promise<Uint8Array> {
  const bytes = typeof frame === "string" ? Buffer.from(frame) : frame;
  return await host.transport.request(other.transport.peerId, bytes, AbortSignal.timeout(DEADLINE_MS));
}

/** A bare libp2p node with the network key: what a hostile or broken peer can be made of. */
export async function startRawNode(
  protector: () => ConnectionProtector = networkKeyProtector(NETWORK_KEY, 5_000),
  services: { readonly pubsub?: ReturnType<typeof gossipsub> } = {},
  monitors = true,
): Promise<Libp2p> {
  const node = await createLibp2p({
    privateKey: await generateKeyPair("Ed25519"),
    addresses: { listen: [LISTEN] },
    transports: [tcp()],
    connectionProtector: protector,
    connectionEncrypters: [noise()],
    streamMuxers: [yamux({ enableKeepAlive: false })],
    connectionGater: { denyDialMultiaddr: () => false },
    connectionMonitor: { enabled: monitors },
    services: { identify: identify(), ping: ping(), ...services },
  });
  running.push(async () => node.stop());
  return node;
}

/** Says a good hello from a raw node to a host. */
export async function greetFrom(node: Libp2p, host: TestHost, device = "raw"): Promise<void> {
  const connection = await node.dial(multiaddr(host.address));
  const stream = await connection.newStream(HELLO_PROTOCOL);
  const frames = lpStream(stream);
  await frames.write(helloOf(device, node.peerId.toString(), host.transport.peerId));
  await frames.read({ signal: AbortSignal.timeout(DEADLINE_MS) });
  await frames.write(Uint8Array.of(1));
  await stream.close();
  await until("the raw node is greeted", () =>
    host.transport.peers().some((greeted) => greeted.peer === node.peerId.toString()),
  );
}

/** Lets a raw node be dialed: it answers the hello and does `serve` with each stream of the protocol. */
export async function answerAs(
  node: Libp2p,
  protocol: string,
  serve: (stream: Stream) => void | Promise<void>,
): Promise<string> {
  await node.handle(HELLO_PROTOCOL, async (stream, connection) => {
    const frames = lpStream(stream);
    await frames.read({ signal: AbortSignal.timeout(DEADLINE_MS) });
    await frames.write(helloOf("raw", node.peerId.toString(), connection.remotePeer.toString()));
    await frames.read({ signal: AbortSignal.timeout(DEADLINE_MS) });
    await stream.close();
  });
  await node.handle(protocol, serve);
  return present(node.getMultiaddrs()[0], "a raw node listens").toString();
}

/** The libp2p host inside. */
export function inside(host: TestHost): Libp2p {
  return present(host.transport.libp2p, "the host runs");
}

/** Open streams of the sync protocol, both directions. */
export function syncStreams(host: TestHost): number {
  return inside(host)
    .getConnections()
    .flatMap((connection) => connection.streams)
    .filter((stream) => stream.protocol === REQUEST_PROTOCOLS.sync).length;
}
