import { describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { SealId } from "../../src/base/id.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";
import { sealedLedger } from "../../src/peer/check-seal.ts";
import { RecoveryValues } from "../../src/peer/recovery-values.ts";
import type { SealedDecision } from "../../src/peer/seal-values.ts";
import type { Mandate } from "../../src/seal/mandate.ts";
import type { RecoveryProposal, SignedSealMessage } from "../../src/seal/message.ts";
import { heldMandate } from "../../src/seal/recovery.ts";
import { charterOf, communityOf } from "../../src/state/state.ts";
import { after, keyOf, memberId, roll } from "../seal/recovery-roll.ts";
import { headerOf, hex32, said, sealId } from "../seal/samples.ts";

const RECOVERY_MS = 20 * 86_400_000;
const SIGNED = new Uint8Array(64).fill(1);
/** a word with this signature counts as signed */
const verify = (signature: Uint8Array) => signature[0] === 1;

/** Five seats, seven members, height 1 sealed. */
const ledger: Ledger = after(roll(7, 5, { recoveryMs: RECOVERY_MS }));
const ONE = sealId("one");
const at = sealedLedger(ledger, ONE);
const { id: community } = communityOf(ledger.state);

function next(): Ledger {
  const two = after(ledger);
  two.state.community.set("00", { ...communityOf(two.state), height: 2 });
  return two;
}

function values(known: readonly SealId[] = [], isHalted = false, of = at): RecoveryValues {
  const shown = (value: SealId): SealedDecision | undefined =>
    known.includes(value)
      ? {
          sealed: { header: headerOf() } as SealedDecision["sealed"],
          applied: { ledger: next(), outcomes: [] },
        }
      : undefined;
  return new RecoveryValues(of, { verify, shown, isHalted: () => isHalted });
}

function word(index: number, parts: Partial<Mandate> = {}): SignedSealMessage {
  const base = { member: memberId(index), boxKey: hex32("box"), signature: SIGNED, height: 1, sealId: ONE };
  const mandate: Mandate = { ...base, lock: null, ...parts };
  return said(keyOf(index), 0, { step: "mandate", mandate }, { community, epoch: 1, height: 0 });
}

const bound = (value: SealId, round: number, voters = 4, signature = SIGNED): Partial<Mandate> => {
  const signatures = Array.from({ length: voters }, (_, seat) => ({ seat, signature }));
  return { lock: { height: 2, value, prevotes: { round, signatures } } };
};

function judge(of: RecoveryValues, words: readonly SignedSealMessage[], proposal: RecoveryProposal) {
  return of.judge(proposal, (hash) => words.find((each) => each.hash === hash));
}

const FOUR = [word(0), word(1), word(5), word(6)];

describe("the base of a recovery", () => {
  test("is the last seal, where nobody is bound to more", () => {
    const proposal = present(values().compose(FOUR), "a proposal");
    expect(proposal.header).toMatchObject({ epoch: 1, baseHeight: 1, base: ONE });
    expect(judge(values(), FOUR, proposal)).toBe("valid");
    expect(judge(values(), FOUR.slice(1), proposal)).toBe("wait");
  });

  test("is the value bound to in the highest round, once that is here", () => {
    const [low, high] = [sealId("low"), sealId("high")];
    const words = [word(0, bound(low, 1)), word(1, bound(high, 3)), word(2, bound(low, 2)), word(6)];
    const proposal = present(values([low, high]).compose(words), "a proposal");
    expect(proposal.header).toMatchObject({ baseHeight: 2, base: high });
    expect(judge(values([low, high]), words, proposal)).toBe("valid");
    expect(judge(values([low]), words, proposal)).toBe("wait");
    expect(values([low]).compose(words)).toBeUndefined();
    const lower = { ...proposal, header: { ...proposal.header, base: low } };
    expect(judge(values([low, high]), words, lower)).toBe("invalid");
    const before = { ...proposal, header: { ...proposal.header, baseHeight: 1, base: ONE } };
    expect(judge(values([low, high]), words, before)).toBe("invalid");
  });

  test.each([
    ["too few prevotes", bound(sealId("x"), 1, 3)],
    ["a forged one", bound(sealId("x"), 1, 4, new Uint8Array(64))],
    ["one of nobody's", bound(sealId("x"), 1, 6)],
  ])("is not what %s would show: that mandate is not used", (_, parts) => {
    const liar = word(2, parts);
    const proposal = present(values().compose([...FOUR, liar]), "a proposal");
    expect(proposal.reports).not.toContain(liar.hash);
    expect(proposal.header.base).toBe(ONE);
    const words = [word(0), word(1), word(5), liar];
    expect(values([sealId("x")]).compose(words)).toBeUndefined();
  });

  test("is never below one's own last seal", () => {
    const proposal = present(values().compose(FOUR), "a proposal");
    const ahead = values([], false, sealedLedger(next(), sealId("two")));
    expect(judge(ahead, FOUR, proposal)).toBe("invalid");
  });

  test("waits for a seal that somebody holds, and takes none of another chain", () => {
    const two = word(2, { height: 2, sealId: sealId("two") });
    expect(values().compose([...FOUR, two])?.reports).not.toContain(two.hash);
    const other = word(2, { sealId: sealId("other") });
    expect(values().compose([...FOUR, other])?.reports).not.toContain(other.hash);
    const proposal = present(values().compose(FOUR), "a proposal");
    const far = { ...proposal, header: { ...proposal.header, baseHeight: 2, base: sealId("two") } };
    expect(judge(values(), FOUR, far)).toBe("wait");
  });
});

describe("a recovery counts", () => {
  test("with a quorum of the roll and n - q + 1 of the seats", () => {
    expect(values().compose(FOUR.slice(0, 3))).toBeUndefined();
    const nine = values([], false, sealedLedger(after(roll(9, 5, {})), ONE));
    const but = (...others: readonly number[]) => [0, ...others].map((index) => word(index));
    expect(nine.compose(but(5, 6, 7, 8))).toBeUndefined();
    expect(nine.compose(but(1, 6, 7, 8))).toBeDefined();
  });

  test("with the seats that follow from its mandates, and no others", () => {
    const proposal = present(values().compose(FOUR), "a proposal");
    const other = present(values().compose([...FOUR, word(2)]), "another");
    const mixed = { ...proposal, header: { ...proposal.header, seats: other.header.seats } };
    expect(judge(values(), FOUR, mixed)).toBe("invalid");
  });

  test("once a member, whatever devices", () => {
    const twin = said(
      keyOf(9),
      0,
      { step: "mandate", mandate: heldOf(word(0)) },
      { community, epoch: 1, height: 0 },
    );
    expect(values().compose([word(0), twin, word(1), word(5)])).toBeUndefined();
  });
});

function heldOf(signed: SignedSealMessage): Mandate {
  return present(heldMandate(signed), "a mandate").mandate;
}

describe("it is due", () => {
  const mandates = FOUR.flatMap((each) => heldMandate(each) ?? []);
  const dueMs = communityOf(ledger.state).throughMs + 14 * 86_400_000;

  test("after recoveryMs, two weeks at most while the roll is small", () => {
    expect(charterOf(ledger.state).recoveryMs).toBe(RECOVERY_MS);
    expect(values().isDue(mandates, dueMs - 1)).toBe(false);
    expect(values().isDue(mandates, dueMs)).toBe(true);
    const large = sealedLedger(roll(10, 5, { recoveryMs: RECOVERY_MS }), null);
    expect(values([], false, large).dueMs).toBe(RECOVERY_MS);
  });

  test("at once when the members of all seats have spoken, or two seals were seen", () => {
    const all = [0, 1, 2, 3, 4].flatMap((index) => heldMandate(word(index)) ?? []);
    expect(values().isDue(all, 0)).toBe(true);
    expect(values().isDue(all.slice(1), 0)).toBe(false);
    expect(values([], true).isDue([], 0)).toBe(true);
  });
});
