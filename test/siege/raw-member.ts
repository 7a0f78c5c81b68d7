import { noise } from "@chainsafe/libp2p-noise";
import { yamux } from "@chainsafe/libp2p-yamux";
import { generateKeyPair } from "@libp2p/crypto/keys";
import { identify } from "@libp2p/identify";
import type { Connection, Libp2p, MessageStream, Stream } from "@libp2p/interface";
import { tcp } from "@libp2p/tcp";
import { lpStream } from "@libp2p/utils";
import { multiaddr } from "@multiformats/multiaddr";
import { createLibp2p } from "libp2p";
import { nativeSigner } from "../../bench/native-signer.ts";
import { present } from "../../src/base/assert.ts";
import { fromHex } from "../../src/base/bytes.ts";
import { networkKeyProtector } from "../../src/net/connection-protector.ts";
import { HELLO_PROTOCOL } from "../../src/net/greeter.ts";
import { REQUEST_PROTOCOLS } from "../../src/net/requests.ts";
import { FRAME_BYTES_MAX } from "../../src/net/transport.ts";
import type { Home } from "../../src/node/home-file.ts";
import { writeHello } from "../../src/peer/hello.ts";
import type { SyncRequest, SyncResponse } from "../../src/peer/sync-frames.ts";
import { decodeRequest, encodeRequest } from "../../src/peer/sync-requests.ts";
import { decodeResponse, encodeResponse } from "../../src/peer/sync-responses.ts";

const WAIT_MS = 10_000;

type Answer = SyncResponse | Uint8Array;

/** A member's device under a fresh transport key, on bare libp2p: all that is said after the hello is the attack's. */
export class RawMember {
  readonly signer;
  readonly #home: Home;
  readonly #node: Libp2p;
  /** what it answers to the victim's questions */
  lie: (request: SyncRequest) => Promise<Answer> | Answer = () => ({ type: "refused" });

  readonly #sockets: MessageStream[];

  private constructor(home: Home, node: Libp2p, sockets: MessageStream[]) {
    this.#sockets = sockets;
    this.#home = home;
    this.#node = node;
    this.signer = nativeSigner(fromHex(home.deviceSeed));
  }

  static async open(home: Home): Promise<RawMember> {
    const sockets: MessageStream[] = [];
    const protector = networkKeyProtector(fromHex(home.networkKey), WAIT_MS);
    const node = await createLibp2p({
      privateKey: await generateKeyPair("Ed25519"),
      transports: [tcp()],
      connectionProtector: () => ({
        protect: async (socket, options) => {
          sockets.push(socket);
          return await protector().protect(socket, options);
        },
      }),
      connectionEncrypters: [noise()],
      streamMuxers: [yamux({ enableKeepAlive: false })],
      connectionGater: { denyDialMultiaddr: () => false },
      connectionMonitor: { enabled: false },
      services: { identify: identify() },
    });
    const member = new RawMember(home, node, sockets);
    await node.handle(REQUEST_PROTOCOLS.sync, (stream) => member.#answer(stream), { maxInboundStreams: 8 });
    return member;
  }

  /** TCP, network key, Noise, muxer; no hello yet. */
  async dial(address: string): Promise<Connection> {
    return await this.#node.dial(multiaddr(address), { signal: AbortSignal.timeout(WAIT_MS), force: true });
  }

  /** The greeted connection; rejects where the victim does not take the hello. */
  async greet(address: string): Promise<Connection> {
    const connection = await this.dial(address);
    const signal = AbortSignal.timeout(WAIT_MS);
    const frames = lpStream(await connection.newStream(HELLO_PROTOCOL, { signal }));
    const names = [this.#node.peerId.toString(), connection.remotePeer.toString()] as const;
    await frames.write(writeHello(this.#home.community, ...names, this.signer, null), { signal });
    await frames.read({ signal });
    await frames.write(Uint8Array.of(1), { signal });
    await frames.unwrap().close({ signal });
    return connection;
  }

  /** What whoever is at the other end says to a question. */
  async ask(connection: Connection, request: SyncRequest): Promise<SyncResponse> {
    const signal = AbortSignal.timeout(WAIT_MS);
    const stream = await connection.newStream(REQUEST_PROTOCOLS.sync, { signal });
    const frames = lpStream(stream, { maxDataLength: FRAME_BYTES_MAX });
    await frames.write(encodeRequest(request), { signal });
    const response = decodeResponse((await frames.read({ signal })).slice());
    await stream.close({ signal });
    return present(response, "an honest answer");
  }

  /** Reads nothing more, of anything. */
  deafen(): void {
    for (const socket of this.#sockets) socket.pause();
  }

  async #answer(stream: Stream): Promise<void> {
    try {
      const frames = lpStream(stream, { maxDataLength: FRAME_BYTES_MAX });
      const request = decodeRequest((await frames.read({ signal: AbortSignal.timeout(WAIT_MS) })).slice());
      if (request === undefined) throw new Error("an honest request");
      const answer = await this.lie(request);
      await frames.write(answer instanceof Uint8Array ? answer : encodeResponse(answer));
      await stream.close();
    } catch (error) {
      // the victim may be gone, or may have thrown us out
      stream.abort(error instanceof Error ? error : new Error("gone"));
    }
  }

  async close(): Promise<void> {
    await this.#node.stop();
  }
}
