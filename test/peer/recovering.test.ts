import { expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { SealId } from "../../src/base/id.ts";
import { sealedLedger } from "../../src/peer/check-seal.ts";
import { MANDATES_PER_MEMBER_MAX, Recovering } from "../../src/peer/recovering.ts";
import { RecoveryValues } from "../../src/peer/recovery-values.ts";
import type { LastSign } from "../../src/seal/last-sign.ts";
import type { SealContent, SignedSealMessage } from "../../src/seal/message.ts";
import { recoveryIdOf } from "../../src/seal/recovery-header.ts";
import { communityOf } from "../../src/state/state.ts";
import { keyOf, memberId, roll } from "../seal/recovery-roll.ts";
import { hex32, said, sealId, seatSigner } from "../seal/samples.ts";

const at = sealedLedger(roll(5, 5, {}), null);
const { id: community } = communityOf(at.ledger.state);
const SELF = keyOf(0);
const SIGNED = new Uint8Array(64).fill(1);
const port = {
  verify: (signature: Uint8Array) => signature[0] === 1,
  shown: () => undefined,
  isHalted: () => false,
};

function word(index: number, round: number, content: SealContent): SignedSealMessage {
  return said(keyOf(index), round, content, { community, epoch: 1, height: 0 });
}

function mandateOf(index: number, signature = SIGNED): SealContent {
  const place = { height: 0, sealId: null, lock: null };
  return { step: "mandate", mandate: { member: memberId(index), boxKey: hex32("box"), signature, ...place } };
}

function recovering(last: LastSign | null, given: SealContent[]): Recovering {
  return new Recovering(at, {
    ...port,
    signer: { publicKey: SELF, sign: () => SIGNED },
    lastSign: () => last,
    maySign: () => true,
    lockProof: () => null,
    given: ({ message }) => given.push(message),
  });
}

const MANDATES = [0, 1, 2, 3, 4].map((index) => word(index, 0, mandateOf(index)));

/** What it says in round 1, where somebody proposes what follows from all mandates. */
function saidAbout(lock: SealId | null): (SealId | null)[] {
  const place = { epoch: 1, height: 0, round: 0, step: "precommit" } as const;
  const locked = { lockRound: lock === null ? -1 : 0, lockValue: lock };
  const last = { device: SELF, feedSeq: 0, feedId: null, nowMs: 0, ...place, ...locked };
  const given: SealContent[] = [];
  const one = recovering(last, given);
  for (const mandate of MANDATES) one.add(mandate);
  const proposal = present(new RecoveryValues(at, port).compose(MANDATES), "a proposal");
  one.add(word(1, 1, { step: "recover", proposal }));
  one.advance(0, 0);
  one.advance(0, 1_000);
  expect(given.filter(({ step }) => step === "mandate")).toEqual([]);
  const value = recoveryIdOf(proposal.header);
  return given.flatMap((content) =>
    content.step === "prevote" && content.value === value ? [content.value] : [],
  );
}

test("after a crash it goes on from its lock, in a recovery too", () => {
  expect(saidAbout(null)).toHaveLength(1);
  expect(saidAbout(sealId("another"))).toEqual([]);
});

test("nobody is heard without a mandate, and few devices of one member", () => {
  const one = recovering(null, []);
  expect(one.isEmpty).toBe(true);
  expect(one.add(word(1, 0, { step: "prevote", value: null }))).toBe("refused");
  expect(one.add(word(1, 0, mandateOf(1, new Uint8Array(64))))).toBe("refused");
  expect(one.add(word(2, 0, mandateOf(1)))).toBe("refused");
  expect(one.add(word(1, 0, mandateOf(1)))).toBe("kept");
  expect(one.add(word(1, 0, { step: "prevote", value: null }))).toBe("kept");
  for (let index = 1; index <= MANDATES_PER_MEMBER_MAX; index++) {
    const device = seatSigner(index).publicKey;
    const more = said(device, 0, mandateOf(1), { community, epoch: 1, height: 0 });
    expect(one.add(more)).toBe(index < MANDATES_PER_MEMBER_MAX ? "kept" : "refused");
  }
  expect(one.status()).toMatchObject({ epoch: 1, needed: 3, given: [memberId(1)] });
});
