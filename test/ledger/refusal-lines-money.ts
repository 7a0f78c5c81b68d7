import type { HashId } from "../../src/base/id.ts";
import type { RefusalCode } from "../../src/events/refusals.ts";
import { DAY, id, type Said } from "./aid-fixture.ts";
import { FIRST_MONDAY_MS, GRACE, LAPSE, MoneyVillage } from "./money-village.ts";
import { type Line, lastSaid } from "./refusal-line.ts";

/** Ben owes Ann 1,000, as do Cai and Dee. */
function owing() {
  const village = new MoneyVillage();
  const [ann, ben] = village.names;
  village.agreed(ann, 4_000);
  village.monday(1);
  const [transfer] = village.from(ben);
  const pay = village.say(ben, "pay", { transfer });
  const got = (amount: number) => village.say(ann, "receipt", { transfer, amount });
  const dispute = village.say(ann, "dispute", { transfer });
  const seal = (...said: readonly Said[]) => village.seal(village.nowMs + 1, ...said);
  return { village, ann, ben, transfer, pay, got, dispute, seal };
}

export const MONEY_LINES = {
  "transfer-unknown": () => {
    const { village, ben } = owing();
    return lastSaid(village, village.say(ben, "pay", { transfer: id("nothing") as string as HashId }));
  },
  "not-the-payer": () => {
    const { village, ann, transfer } = owing();
    return lastSaid(village, village.say(ann, "pay", { transfer }));
  },
  "not-the-payee": () => {
    const { village, ben, transfer } = owing();
    return lastSaid(village, village.say(ben, "receipt", { transfer, amount: 1 }));
  },
  "paid-already": () => {
    const { village, pay, seal } = owing();
    seal(pay);
    return lastSaid(village, pay);
  },
  "settled-already": () => {
    const { village, pay, got, seal } = owing();
    seal(got(1_000));
    return lastSaid(village, pay);
  },
  "amount-over-transfer": () => {
    const { village, got } = owing();
    return lastSaid(village, got(1_001));
  },
  "transfer-void": () => {
    const { village, pay } = owing();
    village.seal(FIRST_MONDAY_MS + (GRACE + LAPSE) * DAY);
    return lastSaid(village, pay);
  },
  "not-paid": () => {
    const { village, dispute } = owing();
    return lastSaid(village, dispute);
  },
  "disputed-already": () => {
    const { village, pay, dispute, seal } = owing();
    seal(pay, dispute);
    return lastSaid(village, dispute);
  },
} satisfies Partial<Record<RefusalCode, Line>>;
