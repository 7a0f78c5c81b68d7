import { describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { SealContent, SignedSealMessage } from "../../src/seal/message.ts";
import { signSealMessage } from "../../src/seal/message.ts";
import { hex32 } from "../seal/samples.ts";
import { keyFor, Village } from "../sim/village.ts";

const NAMES = ["Ada", "Bo", "Cy", "Di", "Ed"] as const;

/** Five seats. */
function five(): Village {
  const village = new Village(21, { seatExpiryMs: 60_000 });
  village.found("Ada");
  village.run(3);
  for (const name of NAMES.slice(1)) village.join(name, "Ada");
  village.run(40);
  expect(village.world.node("Ada")?.peer.sealing?.at.seats).toHaveLength(5);
  return village;
}

function wordOf(village: Village, name: string, round: number, content: SealContent): SignedSealMessage {
  const { publicKey, sign } = keyFor(`device ${name}`);
  const { height } = present(village.world.node("Ada")?.peer.sealing, "a height");
  const base = { community: village.community, epoch: 0, height, round, device: publicKey };
  return signSealMessage({ ...base, ...content }, sign);
}

function hear(village: Village, name: string, signed: SignedSealMessage): void {
  village.world.act(name, (node) =>
    node.handle({ type: "seal-message", from: "Ed", signed }, village.world.nowMs),
  );
}

describe("a seat that says two things in one place", () => {
  const said = (value: string | null): SealContent => ({ step: "prevote", value: value as null });
  test.each([
    ["votes", said(null), said(hex32("other"))],
    [
      "reports",
      { step: "report", report: { prevSeal: null, nowMs: 1, feeds: [] } },
      { step: "report", report: { prevSeal: null, nowMs: 2, feeds: [] } },
    ],
  ] satisfies [string, SealContent, SealContent][])(
    "%s: who meets one each tell the others, and all freeze it",
    (step, one, other) => {
      const village = five();
      const round = step === "votes" ? 9 : 0;
      village.world.down("Ed");
      hear(village, "Ada", wordOf(village, "Ed", round, one));
      hear(village, "Bo", wordOf(village, "Ed", round, other));
      village.run(30);
      for (const name of NAMES.slice(0, 4)) {
        const { journal } = present(village.world.node(name), "a node").peer;
        const { state } = present(journal, "a journal").at.ledger;
        expect(state.devices.get(keyFor("device Ed").publicKey)?.status).toBe("frozen");
        expect([...state.seats.entries()]).toHaveLength(4);
      }
      expect(new Set(village.roots()).size).toBe(1);
      const named = village.world.node("Cy")?.alarms.filter(({ code }) => code === "device-forked");
      expect(named).toHaveLength(1);
    },
  );

  test("also about the height that was just sealed", () => {
    const village = five();
    const late = [said(null), said(hex32("other"))].map((content) => wordOf(village, "Ed", 9, content));
    hear(village, "Ada", late[0] as SignedSealMessage);
    village.world.down("Ed");
    const height = village.height("Ada");
    village.say("Bo", "witness", { on: true });
    village.run(30);
    expect(village.height("Ada")).toBe(height + 1);
    hear(village, "Ada", late[1] as SignedSealMessage);
    village.run(30);
    const state = village.world.node("Di")?.peer.journal?.at.ledger.state;
    expect(state?.devices.get(keyFor("device Ed").publicKey)?.status).toBe("frozen");
  });
});
