import { describe, expect, test } from "vitest";
import { encodeCbor } from "../../src/base/cbor.ts";
import type { CommunityId, MemberId, PlanId, PublicKey, SealId } from "../../src/base/id.ts";
import { signInvite } from "../../src/events/invite.ts";
import { verifySignature } from "../../src/events/signature.ts";
import { signerOf } from "../../src/events/signer.ts";
import { TEMPLATES } from "../../src/ledger/plan-templates.ts";
import { FRAME_BYTES_MAX } from "../../src/net/transport.ts";
import {
  encodePreview,
  PREVIEW_BYTES_MAX,
  type Preview,
  previewThatFits,
  readPreviewAnswer,
  writePreviewAnswer,
} from "../../src/peer/preview-answer.ts";
import { readPreviewQuestion, writePreviewQuestion } from "../../src/peer/preview-question.ts";
import { TRIAL_CHARTER } from "../node/homes.ts";

const COMMUNITY = "c1".repeat(32) as CommunityId;
const OTHER = "c2".repeat(32) as CommunityId;
const device = signerOf(new Uint8Array(32).fill(8));
const key = signerOf(new Uint8Array(32).fill(7));
const statement = signInvite(device, COMMUNITY, {
  key: key.publicKey,
  inviter: "a1".repeat(32) as MemberId,
  expiresMs: 9e15,
});
const given = { community: COMMUNITY, statement, key };

const PREVIEW: Preview = {
  charter: TRIAL_CHARTER,
  members: 3,
  height: 7,
  sealId: "5e".repeat(32) as SealId,
  throughMs: 1_700_000_000_000,
  plans: [{ id: "b1".repeat(32) as PlanId, enrolled: 3, terms: TEMPLATES.illness(2) }],
  morePlans: 0,
};

/** The frame with one bit of one byte turned, at every seventh place and every one of its beginning. */
function* flipped(frame: Uint8Array) {
  for (let at = 0; at < frame.length; at += at < 48 ? 1 : 7) {
    const other = frame.slice();
    other[at] = (other[at] ?? 0) ^ (1 << (at & 7));
    yield other;
  }
}

describe("a question", () => {
  const frame = writePreviewQuestion(given, "asker", "answerer");
  const read = (bytes: Uint8Array, asker = "asker", answerer = "answerer", community = COMMUNITY) =>
    readPreviewQuestion(bytes, community, asker, answerer, verifySignature);

  test("names the invite, and holds for this connection and community only", () => {
    expect(read(frame)).toEqual(statement);
    expect(read(frame, "another")).toBeUndefined();
    expect(read(frame, "asker", "another")).toBeUndefined();
    expect(read(frame, "answerer", "asker")).toBeUndefined();
    expect(read(frame, "asker", "answerer", OTHER)).toBeUndefined();
  });

  test("with any byte changed, or one more, is none", () => {
    for (const other of flipped(frame)) expect(read(other)).toBeUndefined();
    expect(read(Uint8Array.of(...frame, 0))).toBeUndefined();
    expect(read(new Uint8Array(100_000))).toBeUndefined();
  });

  test("by whoever holds not the invite's secret, or was given it by nobody, is none", () => {
    const stranger = signerOf(new Uint8Array(32).fill(1));
    expect(read(writePreviewQuestion({ ...given, key: stranger }, "asker", "answerer"))).toBeUndefined();
    const own = { ...statement, key: stranger.publicKey };
    const forged = { community: COMMUNITY, statement: own, key: stranger };
    expect(read(writePreviewQuestion(forged, "asker", "answerer"))).toBeUndefined();
  });
});

describe("an answer", () => {
  const invite = key.publicKey as PublicKey;
  const answer = (told: Uint8Array | "invite-used") => writePreviewAnswer(COMMUNITY, invite, told, device);
  const read = (bytes: Uint8Array, community = COMMUNITY, to = invite) =>
    readPreviewAnswer(bytes, community, to, verifySignature);
  const frame = answer(encodePreview(PREVIEW));

  test("comes back as it was told, with the device that told it", () => {
    expect(read(frame)).toEqual({ device: device.publicKey, told: PREVIEW, frame });
    expect(read(answer("invite-used"))?.told).toBe("invite-used");
    const young = { ...PREVIEW, height: 0, sealId: null, throughMs: 0, plans: [] };
    expect(read(answer(encodePreview(young)))?.told).toEqual(young);
  });

  test("is to this invite of this community", () => {
    expect(read(frame, OTHER)).toBeUndefined();
    expect(read(frame, COMMUNITY, device.publicKey)).toBeUndefined();
  });

  test("with any byte changed, or one more, is none", () => {
    for (const other of flipped(frame)) expect(read(other)).toBeUndefined();
    expect(read(Uint8Array.of(...frame, 0))).toBeUndefined();
  });

  test("that is signed, and says what no honest node says, is none", () => {
    const [plan] = PREVIEW.plans;
    const senseless = { ...TEMPLATES.illness(2), minMembers: 9, maxMembers: 4 };
    for (const content of [
      encodeCbor("invite-proof"),
      encodeCbor({ charter: 1 }),
      encodePreview({ ...PREVIEW, members: -1 }),
      encodePreview({ ...PREVIEW, charter: { ...TRIAL_CHARTER, currency: "euro" } }),
      encodePreview({ ...PREVIEW, plans: [{ ...(plan ?? never()), terms: senseless }] }),
    ])
      expect(read(answer(content))).toBeUndefined();
  });

  test("fits into a frame whatever there is to tell, and says how much did not", () => {
    const plans = Array.from({ length: 1_000 }, (_, n) => ({
      id: n.toString(16).padStart(64, "0") as PlanId,
      enrolled: n,
      terms: { ...TEMPLATES.illness(2), title: "計".repeat(60) },
    }));
    const large = answer(encodePreview(previewThatFits({ ...PREVIEW, plans })));
    expect(large.length).toBeLessThanOrEqual(Math.min(PREVIEW_BYTES_MAX, FRAME_BYTES_MAX));
    const back = read(large)?.told;
    if (typeof back !== "object") throw new Error("a preview");
    expect(back.plans.length).toBeGreaterThan(100);
    expect(back.plans.length + back.morePlans).toBe(1_000);
  });
});

function never(): never {
  throw new Error("a plan");
}
