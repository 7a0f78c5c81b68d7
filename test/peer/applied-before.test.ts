import { expect, test } from "vitest";
import { useVerify } from "../../src/events/signature.ts";
import type { Applied } from "../../src/ledger/cut.ts";
import { nativeVerify } from "../../src/node/native-verify.ts";
import { appliedBefore } from "../../src/peer/applied-before.ts";
import { type SealFault, sealedLedger } from "../../src/peer/check-seal.ts";
import type { Sealed } from "../../src/seal/sealed.ts";
import { World } from "../ledger/world.ts";

useVerify(nativeVerify());

const world = new World();
const at = sealedLedger(world.ledger, null);
const sealed = (more: Partial<Sealed> = {}) =>
  ({ header: { prev: null }, began: null, stands: null, ...more }) as unknown as Sealed;

/** Answers, and how often it was asked. */
function asked(answer: () => Applied | SealFault = () => ({ ledger: world.ledger, outcomes: [] })) {
  const apply = () => {
    apply.times++;
    return answer();
  };
  apply.times = 0;
  return apply;
}

test("the same seal over the same ledger is applied once", () => {
  const apply = asked();
  const seal = sealed();
  const first = appliedBefore(at, seal, apply);
  expect(appliedBefore({ ...at }, seal, apply)).toBe(first);
  expect(apply.times).toBe(1);
});

test("over another ledger, another seal, a recovery, or after a fault it is applied anew", () => {
  const apply = asked();
  const seal = sealed();
  appliedBefore(at, seal, apply);
  appliedBefore({ ...at, ledger: { ...at.ledger } }, seal, apply);
  appliedBefore({ ...at, sealId: "00" as never }, seal, apply);
  appliedBefore({ ...at, recovery: {} as never }, seal, apply);
  expect(apply.times).toBe(4);
  const recovering = sealed({ began: {} as never });
  appliedBefore(at, recovering, apply);
  appliedBefore(at, recovering, apply);
  expect(apply.times).toBe(6);
  const faulty = asked(() => "seal-state-differs");
  const wrong = sealed();
  appliedBefore(at, wrong, faulty);
  expect(appliedBefore(at, wrong, faulty)).toBe("seal-state-differs");
  expect(faulty.times).toBe(2);
});
