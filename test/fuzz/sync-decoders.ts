import { present } from "../../src/base/assert.ts";
import { equalBytes, toHex } from "../../src/base/bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../../src/base/cbor.ts";
import type { CommunityId, PublicKey } from "../../src/base/id.ts";
import { FRAME_BYTES_MAX } from "../../src/net/transport.ts";
import {
  decodeMemberAnswer,
  encodeMemberQuestion,
  MalformedQuestion,
  MEMBER_QUESTIONS,
  MemberDesk,
} from "../../src/node/member-desk.ts";
import { HELLO_BYTES_MAX, readHello, readTurnAway, writeHello, writeTurnAway } from "../../src/peer/hello.ts";
import {
  encodePreview,
  PREVIEW_BYTES_MAX,
  type Preview,
  readPreviewAnswer,
  writePreviewAnswer,
} from "../../src/peer/preview-answer.ts";
import {
  PREVIEW_QUESTION_BYTES_MAX,
  readPreviewQuestion,
  writePreviewQuestion,
} from "../../src/peer/preview-question.ts";
import { decodeRequest, encodeRequest } from "../../src/peer/sync-requests.ts";
import { decodeResponse, encodeResponse } from "../../src/peer/sync-responses.ts";
import {
  decodeProfile,
  PROFILE_BYTES_MAX,
  type ProfileContent,
  signProfile,
} from "../../src/profiles/profile.ts";
import { deviceFrom, eventOf } from "../arbitrary/event.ts";
import { CHARTER, TERMS } from "../ledger/samples.ts";
import { hex32, sealId } from "../seal/samples.ts";
import type { Decoder } from "./decoder.ts";
import { REQUESTS, RESPONSES } from "./sync-frames-said.ts";

const community = hex32("community") as CommunityId;
/** What is in place of every signature, so that it is known again. */
const signature = new Uint8Array(64).fill(7);
const signer = { publicKey: deviceFrom(1).publicKey, sign: () => signature };
const isOurs = (given: Uint8Array) => equalBytes(given, signature);
const joined = eventOf(signer, { community, kind: "join", body: {} });

const speaking = (device: string) => ({ ...signer, publicKey: device as PublicKey });

const content: ProfileContent = {
  nickname: "Ada",
  payTo: "cash",
  needs: [
    {
      category: "illness",
      benefit: 5,
      mostPerYear: 6,
      groupMin: 2,
      groupMax: 9,
    } as ProfileContent["needs"][number],
  ],
  addresses: ["/ip4/192.168.1.5/tcp/4001/p2p/12D3KooWGjgUx7GyPPfHrsAV5TcnnLyKGqjmLJpPMxR3pUhzPbvV"],
};

const invite = {
  key: signer.publicKey,
  inviter: community,
  inviterDevice: signer.publicKey,
  expiresMs: 9_000,
  signature,
};
const young = { charter: CHARTER, members: 3, height: 0, sealId: null, throughMs: 0 };
const previews: readonly Preview[] = [
  { ...young, plans: [{ id: community, enrolled: 3, terms: TERMS }], morePlans: 2 },
  { ...young, height: 7, sealId: sealId("7"), throughMs: 5, plans: [], morePlans: 0 },
];

const asMember = { peer: "peer", device: signer.publicKey, member: true };
let asked: readonly Cbor[] = [];
async function hear(_: unknown, fields: readonly Cbor[]): Promise<Cbor> {
  asked = fields;
  return true;
}
const desk = new MemberDesk({ "network-key": hear, blob: hear, "blob-list": hear }, () => true);

/** What nodes say to one another beside the log. */
export const SYNC_DECODERS: readonly Decoder[] = [
  {
    name: "sync request",
    good: Object.values(REQUESTS).flat().map(encodeRequest),
    bytesMax: FRAME_BYTES_MAX,
    read(input) {
      const request = decodeRequest(input);
      return request && encodeRequest(request);
    },
  },
  {
    name: "sync response",
    good: Object.values(RESPONSES).flat().map(encodeResponse),
    bytesMax: FRAME_BYTES_MAX,
    read(input) {
      const response = decodeResponse(input);
      return response && encodeResponse(response);
    },
  },
  {
    name: "hello",
    good: [null, joined].map((first) => writeHello(community, "one", "other", signer, first)),
    bytesMax: HELLO_BYTES_MAX,
    read(input) {
      const hello = readHello(input, community, "one", "other", isOurs);
      return hello && writeHello(community, "one", "other", speaking(hello.device), hello.firstEvent);
    },
  },
  {
    name: "turning away",
    good: [writeTurnAway(community, "one", "other", signer, "invite-used")],
    bytesMax: HELLO_BYTES_MAX,
    read(input) {
      const code = readTurnAway(input, community, "one", "other", isOurs);
      if (code === undefined) return undefined;
      // who says it is proven by the signature alone, and not told
      const said = decodeCbor(input);
      const [, , device] = (said.ok ? said.value : []) as readonly Uint8Array[];
      return (
        code && writeTurnAway(community, "one", "other", speaking(toHex(present(device, "a device"))), code)
      );
    },
  },
  {
    name: "preview question",
    good: [writePreviewQuestion({ community, statement: invite, key: signer }, "one", "other")],
    bytesMax: PREVIEW_QUESTION_BYTES_MAX,
    read(input) {
      const statement = readPreviewQuestion(input, community, "one", "other", isOurs);
      return statement && writePreviewQuestion({ community, statement, key: signer }, "one", "other");
    },
  },
  {
    name: "preview answer",
    good: [...previews.map(encodePreview), "invite-used" as const].map((told) =>
      writePreviewAnswer(community, invite.key, told, signer),
    ),
    bytesMax: PREVIEW_BYTES_MAX,
    read(input) {
      const answer = readPreviewAnswer(input, community, invite.key, isOurs);
      if (answer === undefined) return undefined;
      const told = typeof answer.told === "string" ? answer.told : encodePreview(answer.told);
      return writePreviewAnswer(community, invite.key, told, speaking(answer.device));
    },
  },
  {
    name: "member question",
    good: MEMBER_QUESTIONS.map((name) => encodeMemberQuestion(name, [new Uint8Array(32), 0, null])),
    bytesMax: FRAME_BYTES_MAX,
    async read(input) {
      try {
        const answer = await desk.answer(asMember, input);
        const name = MEMBER_QUESTIONS.find((each) => decodeMemberAnswer(each, answer) !== undefined);
        return name && encodeMemberQuestion(name, asked);
      } catch (error) {
        if (error instanceof MalformedQuestion) return undefined;
        throw error;
      }
    },
  },
  {
    name: "member answer",
    good: [encodeCbor([0, new Uint8Array(32)]), encodeCbor([0, null])],
    bytesMax: FRAME_BYTES_MAX,
    read(input) {
      const value = decodeMemberAnswer("network-key", input);
      return value === undefined ? undefined : encodeCbor([0, value]);
    },
  },
  {
    name: "profile",
    good: [content, null].map((each) => signProfile(community, signer.publicKey, 3, each, signer.sign).wire),
    bytesMax: PROFILE_BYTES_MAX,
    read(input) {
      const profile = decodeProfile(input, isOurs);
      if (typeof profile === "string") return undefined;
      return signProfile(profile.community, profile.device, profile.version, profile.content, signer.sign)
        .wire;
    },
  },
];
