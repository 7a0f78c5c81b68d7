import { randomBytes } from "node:crypto";
import { setImmediate as breath, setTimeout as delay } from "node:timers/promises";
import { RPC } from "@libp2p/gossipsub/message";
import type { Connection, Stream } from "@libp2p/interface";
import { lpStream } from "@libp2p/utils";
import type { CommunityId } from "../../src/base/id.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { HELLO_PROTOCOL } from "../../src/net/greeter.ts";
import { REQUEST_PROTOCOLS } from "../../src/net/requests.ts";
import { encodeRequest } from "../../src/peer/sync-requests.ts";
import { hash, plausible } from "../node/lies.ts";
import { flipped } from "../peer/changed-answers.ts";
import { nextEvent } from "../peer/feeds.ts";
import type { RawMember } from "./raw-member.ts";

/** One attack's means: a greeted connection, and what its device said last. */
export interface Siege {
  readonly member: RawMember;
  readonly connection: Connection;
  readonly community: string;
  last: AuthenticEvent;
  /** of a node that is not attacked, to be asked for what is true */
  readonly honestAddress: string;
  honest: Promise<Connection> | undefined;
  /** answers that led away from a true start */
  startsForged: number;
}

/** One volley; repeated for as long as the connection holds. */
export type Attack = (siege: Siege) => Promise<void>;

const GOSSIP = "/meshsub/1.2.0";
const IDENTIFY_PUSH = "/ipfs/id/push/1.0.0";
const PING = "/ipfs/ping/1.0.0";
const EVENTS_PER_VOLLEY = 250;
/** More than any protocol here takes in one piece. */
const OVERSIZE_BYTES = 5 * 1024 * 1024;
const SECOND_MS = 1_000;

const soon = () => AbortSignal.timeout(SECOND_MS * 5);

async function write(stream: Stream, bytes: Uint8Array): Promise<void> {
  await lpStream(stream, { maxDataLength: OVERSIZE_BYTES * 2 }).write(bytes, { signal: soon() });
}

async function gossip(
  siege: Siege,
  topic: "events" | "seal",
  messages: readonly Uint8Array[],
): Promise<void> {
  const name = `/huzhu/1/${siege.community}/${topic}`;
  const rpc = RPC.encode({ subscriptions: [], messages: messages.map((data) => ({ topic: name, data })) });
  await write(await gossipStream(siege.connection), rpc);
}

/** The one stream that gossipsub listens to; opened anew when it was ended. */
async function gossipStream(connection: Connection): Promise<Stream> {
  const open = connection.streams.find(
    ({ protocol, direction, status }) => protocol === GOSSIP && direction === "outbound" && status === "open",
  );
  return open ?? (await connection.newStream(GOSSIP, { signal: soon() }));
}

/** Events that follow on one another after the device's last; with `gap` the first of them is kept back. */
function chain(siege: Siege, gap: boolean): Uint8Array[] {
  const community = siege.community as CommunityId;
  const wires: Uint8Array[] = [];
  for (let i = 0; i < EVENTS_PER_VOLLEY; i++) {
    siege.last = nextEvent(siege.member.signer, community, siege.last);
    wires.push(siege.last.wire);
  }
  if (gap) siege.last = nextEvent(siege.member.signer, community, siege.last);
  return wires;
}

/** Opens streams of a protocol and does `act` on each. */
async function onStreams(
  { connection }: Siege,
  protocol: string,
  count: number,
  act: (stream: Stream) => Promise<void>,
): Promise<void> {
  const streams = Array.from({ length: count }, async () => {
    await act(await connection.newStream(protocol, { signal: soon(), maxOutboundStreams: 1_000 }));
  });
  await Promise.allSettled(streams);
}

async function ended(stream: Stream): Promise<void> {
  while (stream.status === "open") await delay(10);
}

/** A frame of any kind, its length before it, and nothing more; resolves when the victim has ended the stream. */
const say = (bytes: () => Uint8Array) => async (stream: Stream) => {
  await write(stream, bytes());
  await stream.close({ signal: soon() });
  await ended(stream);
};

/** Bytes without any frame. */
const spill = (bytes: Uint8Array) => async (stream: Stream) => {
  stream.send(bytes);
  await delay(20);
};

export const ATTACKS = {
  "invalid signatures": async (siege) => {
    const wires = chain(siege, false).map((wire) => flipped(wire));
    await gossip(siege, "events", wires);
    await gossip(siege, "seal", wires);
  },

  "oversize questions": (siege) =>
    onStreams(
      siege,
      REQUEST_PROTOCOLS.sync,
      4,
      say(() => randomBytes(OVERSIZE_BYTES)),
    ),

  "oversize gossip": async (siege) => {
    await gossip(siege, "events", [randomBytes(20_000), randomBytes(200_000)]);
    await write(await gossipStream(siege.connection), randomBytes(OVERSIZE_BYTES));
  },

  "oversize answers": async (siege) => {
    siege.member.lie = () => randomBytes(300 * 1024);
    await delay(100);
  },

  /** Questions for all there is, whose answers are left where they are: the socket is read no more. */
  "slow reads": async (siege) => {
    const question = encodeRequest({ type: "history", height: 0, offset: 0, skip: 0, last: 1_000 });
    await onStreams(siege, REQUEST_PROTOCOLS.sync, 4, (stream) => write(stream, question));
    siege.member.deafen();
    while (siege.connection.status === "open") {
      await onStreams(
        siege,
        REQUEST_PROTOCOLS.sync,
        4,
        say(() => question),
      );
      await breath();
    }
  },

  "half-open streams": async (siege) => {
    await Promise.all([
      onStreams(siege, REQUEST_PROTOCOLS.sync, 4, ended),
      onStreams(siege, REQUEST_PROTOCOLS.member, 4, ended),
    ]);
  },

  "a thousand subscriptions": async (siege) => {
    const subscriptions = Array.from({ length: 1_000 }, () => ({ subscribe: true, topic: hash() }));
    await write(await gossipStream(siege.connection), RPC.encode({ subscriptions, messages: [] }));
  },

  /** A status far ahead leads to questions; each is answered with what was not asked for. */
  "wrong ranges": async (siege) => {
    siege.member.lie = (request) => {
      if (request.type !== "history") return plausible(request, 1_000_000);
      const slice = randomBytes(1_000);
      const part = { offset: 0, total: slice.length, slice, skip: 0, wires: [] };
      return { type: "history", found: null, entries: [{ ...part, height: request.height + 7 }] };
    };
    await delay(100);
  },

  "answers of another kind": async (siege) => {
    siege.member.lie = () => ({ type: "event", wire: randomBytes(500) });
    await delay(100);
  },

  "garbage on every protocol": async (siege) => {
    const garbage = randomBytes(4_096);
    for (const protocol of [HELLO_PROTOCOL, IDENTIFY_PUSH, PING, GOSSIP])
      await onStreams(siege, protocol, 1, spill(garbage));
    for (const protocol of Object.values(REQUEST_PROTOCOLS))
      await onStreams(
        siege,
        protocol,
        4,
        say(() => randomBytes(1 + Math.trunc(garbage.length / 8))),
      );
  },

  "valid but excessive events": async (siege) => {
    await gossip(siege, "events", chain(siege, false));
  },

  orphans: async (siege) => {
    await gossip(siege, "events", chain(siege, true));
  },
} as const satisfies Record<string, Attack>;

export type AttackName = keyof typeof ATTACKS;

/** A phone on a train looks alike: whoever does this loses the connection, and may come again. */
export const FORGIVEN: readonly AttackName[] = ["slow reads"];
