import {
  type GossipSub,
  type GossipSubComponents,
  type GossipsubOpts,
  gossipsub,
  type Message,
  StrictNoSign,
  TopicValidatorResult,
} from "@libp2p/gossipsub";
import { createTopicScoreParams } from "@libp2p/gossipsub/score";
import type { PeerId } from "@libp2p/interface";
import { assert, present } from "../base/assert.ts";
import { sha256 } from "../base/hash.ts";
import { type Bad, OVERSIZE_POINTS } from "./fault-points.ts";
import { GOSSIP_LIMITS, GOSSIP_SCORE_KEPT } from "./gossip-limits.ts";
import { watchedRegistrar } from "./gossip-watch.ts";
import type { Greeter } from "./greeter.ts";
import { type NetLog, reasonOf } from "./net-log.ts";
import type { GossipVerdict, Topic, TransportHandlers } from "./transport.ts";

/** Far under gossipsub's 4 MiB per RPC, where a message would silence the pair of peers for good. */
export const GOSSIP_BYTES_MAX: Readonly<Record<Topic, number>> = {
  events: 16 * 1024,
  seal: 160 * 1024,
};

const TOPICS: readonly Topic[] = ["events", "seal"];
const MESSAGE_ID_BYTES = 20;
/** gossipsub reopens its stream by itself at most once per connection; a stranger needs no more of them. */
const INBOUND_STREAMS_MAX = 4;

const RESULTS: Readonly<Record<GossipVerdict, TopicValidatorResult>> = {
  accept: TopicValidatorResult.Accept,
  ignore: TopicValidatorResult.Ignore,
  reject: TopicValidatorResult.Reject,
};

export interface GossipParts {
  readonly community: string;
  readonly greeter: Greeter;
  readonly handlers: TransportHandlers;
  readonly log: NetLog;
  readonly bad: Bad;
}

/** Gossip for speed; everything it loses comes by pull. Settings: docs/protocol.md, network. */
export class Gossip {
  readonly #community: string;
  readonly #greeter: Greeter;
  readonly #handlers: TransportHandlers;
  readonly #log: NetLog;
  readonly #bad: Bad;
  #pubsub: GossipSub | undefined;

  constructor({ community, greeter, handlers, log, bad }: GossipParts) {
    this.#community = community;
    this.#greeter = greeter;
    this.#handlers = handlers;
    this.#log = log;
    this.#bad = bad;
  }

  /** The libp2p service, to be put behind the hello; validators are in place before it starts. */
  service(components: GossipSubComponents): GossipSub {
    const registrar = watchedRegistrar(components.registrar, this.#bad);
    const pubsub = gossipsub(this.#options())({
      privateKey: components.privateKey,
      peerId: components.peerId,
      peerStore: components.peerStore,
      registrar,
      connectionManager: components.connectionManager,
      logger: components.logger,
    });
    for (const topic of TOPICS) {
      pubsub.topicValidators.set(this.#name(topic), (from, message) => this.#judge(topic, from, message));
    }
    this.#pubsub = pubsub;
    return pubsub;
  }

  /** After the host has started. */
  subscribe(): void {
    for (const topic of TOPICS) this.#running().subscribe(this.#name(topic));
  }

  /** How many peers it was queued for. A publish that nobody takes may be tried again with the same bytes. */
  async publish(topic: Topic, message: Uint8Array): Promise<number> {
    assert(message.length <= GOSSIP_BYTES_MAX[topic], "a gossiped message is within GOSSIP_BYTES_MAX");
    try {
      return (await this.#running().publish(this.#name(topic), message)).recipients.length;
    } catch (error) {
      this.#log("debug", "published to nobody", { topic, reason: reasonOf(error) });
      return 0;
    }
  }

  /** Peers whose gossip streams gossipsub believes to have. */
  hasPeer(peer: string): boolean {
    return this.#running()
      .getPeers()
      .some((other) => other.toString() === peer);
  }

  #running(): GossipSub {
    return present(this.#pubsub, "gossip is used after the host has started");
  }

  #name(topic: Topic): string {
    return `/huzhu/1/${this.#community}/${topic}`;
  }

  async #judge(topic: Topic, from: PeerId, message: Message): Promise<TopicValidatorResult> {
    const peer = from.toString();
    if (!this.#greeter.isUp(peer)) return TopicValidatorResult.Ignore;
    if (message.data.length > GOSSIP_BYTES_MAX[topic]) {
      this.#bad(peer, OVERSIZE_POINTS, `too large for gossip: ${topic}`);
      return TopicValidatorResult.Reject;
    }
    try {
      // A copy, or a kept event would keep the whole RPC that brought it.
      return RESULTS[await this.#handlers.onGossip(topic, peer, message.data.slice())];
    } catch (error) {
      this.#log("error", "a handler threw", { handler: "onGossip", reason: reasonOf(error) });
      return TopicValidatorResult.Ignore;
    }
  }

  #options(): Partial<GossipsubOpts> {
    return {
      // events carry their own signature
      globalSignaturePolicy: StrictNoSign,
      msgIdFn: (message: Message) => sha256(message.data).subarray(0, MESSAGE_ID_BYTES),
      // true would lose the message and refuse the same bytes for two minutes
      allowPublishToZeroTopicPeers: false,
      fallbackToFloodsub: false,
      doPX: false,
      allowedTopics: TOPICS.map((topic) => this.#name(topic)),
      runOnLimitedConnection: true,
      maxInboundStreams: INBOUND_STREAMS_MAX,
      ...GOSSIP_LIMITS,
      // maxInboundDataLength stays as it is (4 MiB): an IWANT answer over it would silence the pair
      scoreParams: {
        // a household or a hall is many members behind one address
        IPColocationFactorWeight: 0,
        ...GOSSIP_SCORE_KEPT,
        topics: Object.fromEntries(TOPICS.map((topic) => [this.#name(topic), TOPIC_SCORE])),
      },
    };
  }
}

const TOPIC_SCORE = createTopicScoreParams({
  topicWeight: 1,
  // Good behaviour buys nothing: by default a few seconds in the mesh outweigh a dozen rejects.
  timeInMeshWeight: 0,
  firstMessageDeliveriesWeight: 0,
  // a quiet network must not punish silence
  meshMessageDeliveriesWeight: 0,
  meshFailurePenaltyWeight: 0,
  invalidMessageDeliveriesWeight: -20,
  invalidMessageDeliveriesDecay: 0.9,
});
