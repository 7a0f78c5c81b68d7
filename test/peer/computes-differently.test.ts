import { expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { HashId } from "../../src/base/id.ts";
import type { SealHeader } from "../../src/seal/header.ts";
import { sealIdOf } from "../../src/seal/header.ts";
import type { SealContent } from "../../src/seal/message.ts";
import { signSealMessage } from "../../src/seal/message.ts";
import { hashId } from "../seal/samples.ts";
import { keyFor, Village } from "../sim/village.ts";

const NAMES = ["Ada", "Bo", "Cy", "Di", "Ed"] as const;

/** Five seats of which only Ada runs, with the reports of all, and a value of Ada's own. */
function proposed() {
  const village = new Village(41, { seatExpiryMs: 60_000 });
  village.found("Ada");
  village.run(3);
  for (const name of NAMES.slice(1)) village.join(name, "Ada");
  village.run(40);
  let header: SealHeader | undefined;
  let reports: readonly HashId[] = [];
  village.dies = () => {
    const box = village.world.node("Ada")?.peer.sealing?.agreement.box;
    for (const { message } of box?.all() ?? [])
      if (message.step === "propose") ({ header, reports } = message.proposal);
    return header !== undefined;
  };
  village.say("Ada", "witness", { on: true });
  village.run(40);
  village.dies = () => false;
  return { village, header: present(header, "a value"), reports };
}

test("a state that differs is told once more than r seats stand by it, not because one seat says so", () => {
  const { village, header, reports } = proposed();
  for (const name of village.world.names()) if (name !== "Ada") village.world.down(name);
  if (village.world.node("Ada") === undefined) village.start("Ada");
  const ada = present(village.world.node("Ada"), "Ada");
  const hear = (name: string, content: SealContent) => {
    const { publicKey, sign } = keyFor(`device ${name}`);
    const base = { community: village.community, epoch: 0, height: header.height, round: 0 };
    const signed = signSealMessage({ ...base, device: publicKey, ...content }, sign);
    village.world.act("Ada", (node) =>
      node.handle({ type: "seal-message", from: name, signed }, village.world.nowMs),
    );
  };
  const other = { ...header, state: hashId("another state") };
  const value = sealIdOf(other);
  const alarms = () => ada.alarms.filter(({ code }) => code === "computes-differently");
  hear("Bo", { step: "propose", proposal: { header: other, reports, validRound: null } });
  village.run(2);
  for (const name of ["Bo", "Cy"]) hear(name, { step: "prevote", value });
  village.run(2);
  expect(ada.peer.sealing?.agreement.box.proposalOf(value)).toBeDefined();
  expect(alarms()).toEqual([]);
  hear("Di", { step: "prevote", value });
  village.run(2);
  expect(alarms()).toEqual([{ code: "computes-differently", height: header.height }]);
});
