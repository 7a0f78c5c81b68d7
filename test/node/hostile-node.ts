import { present } from "../../src/base/assert.ts";
import { fromHex } from "../../src/base/bytes.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { verifySignature } from "../../src/events/signature.ts";
import type { Signer } from "../../src/events/signer.ts";
import { createLibp2pTransport, type Libp2pTransport } from "../../src/net/libp2p-host.ts";
import { newTransportKey } from "../../src/net/transport-key.ts";
import { deviceSigner, type Home } from "../../src/node/home-file.ts";
import { type Hello, readHello, writeHello } from "../../src/peer/hello.ts";
import type { SyncRequest, SyncResponse } from "../../src/peer/sync-frames.ts";
import { decodeRequest, encodeRequest } from "../../src/peer/sync-requests.ts";
import { decodeResponse, encodeResponse } from "../../src/peer/sync-responses.ts";

export type Lie = (request: SyncRequest) => SyncResponse | Uint8Array | Promise<SyncResponse | Uint8Array>;

/** A node with a good key and a good hello, and nothing else good: what it answers and sends is the test's. */
export class HostileNode {
  readonly signer: Signer;
  readonly asked: SyncRequest[] = [];
  readonly home: Home;
  lie: Lie = () => ({ type: "refused" });
  up = 0;
  /** messages of gossip that came */
  gossiped = 0;
  /** what the victim said of itself */
  hello: Hello | undefined;
  #transport: Libp2pTransport | undefined;

  constructor(home: Home) {
    this.home = home;
    this.signer = deviceSigner(home);
  }

  get transport(): Libp2pTransport {
    return present(this.#transport, "a hostile node that runs");
  }

  /** Goes to the victim under a fresh transport key; no first event is shown where it is on the roll. */
  async attack(addresses: readonly string[], firstEvent: AuthenticEvent | null = null): Promise<void> {
    const { community, networkKey } = this.home;
    this.#transport = createLibp2pTransport(
      {
        privateKey: await newTransportKey(),
        networkKeys: [fromHex(networkKey)],
        listen: [],
        community,
        times: { redialStartMs: 50, redialMaxMs: 100 },
      },
      {
        makeHello: (local, remote) => writeHello(community, local, remote, this.signer, firstEvent),
        checkHello: (local, remote, hello) => {
          this.hello = readHello(hello, community, remote, local, verifySignature);
          return { peer: remote, device: remote, member: true };
        },
        onPeerUp: () => {
          this.up++;
        },
        onPeerDown: () => undefined,
        onGossip: async () => {
          this.gossiped++;
          return "ignore";
        },
        onRequest: async (_, frame) => this.#answer(frame),
      },
    );
    await this.#transport.start();
    this.#transport.keepConnected(addresses);
  }

  async #answer(frame: Uint8Array): Promise<Uint8Array> {
    const request = present(decodeRequest(frame), "an honest request");
    this.asked.push(request);
    const answer = await this.lie(request);
    return answer instanceof Uint8Array ? answer : encodeResponse(answer);
  }

  /** The victim's answer to bytes of any kind. */
  async say(frame: Uint8Array): Promise<SyncResponse | undefined> {
    const victim = present(this.transport.peers()[0], "a victim").peer;
    return decodeResponse(await this.transport.request(victim, frame, AbortSignal.timeout(20_000)));
  }

  async ask(request: SyncRequest): Promise<SyncResponse | undefined> {
    return await this.say(encodeRequest(request));
  }

  async stop(): Promise<void> {
    await this.#transport?.stop();
  }
}
