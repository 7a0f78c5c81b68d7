import { expect, test } from "vitest";
import type { DeviceKey } from "../../src/base/id.ts";
import { resign } from "../../src/events/kinds/resign.ts";
import { signMandate } from "../../src/seal/mandate.ts";
import type { SealMessage } from "../../src/seal/message.ts";
import { isMandated } from "../../src/seal/recovery.ts";
import { recoveryQuorum } from "../../src/seal/recovery-quorum.ts";
import { rollCount } from "../../src/state/on-roll.ts";
import { asks, grown, stateOf } from "../ledger/grown.ts";
import { boxKeyOf, type Person, type World } from "../ledger/world.ts";
import { verify } from "../sim/village.ts";

function isHeard(world: World, { id: member, root }: Person, device: DeviceKey): boolean {
  const { community } = world;
  const boxKey = boxKeyOf("a box");
  const signature = signMandate(root, { community, epoch: 1, member, device, boxKey });
  const mandate = { member, boxKey, signature, height: 0, sealId: null, lock: null };
  const message: SealMessage = { community, epoch: 1, height: 0, round: 0, device, step: "mandate", mandate };
  return isMandated(world.ledger.state, message, verify);
}

test("who has left has no voice, and counts in no quorum; a device that waits to be let in speaks for nobody", () => {
  const { world, people } = grown(5, { objectionMs: 1_000 });
  const [ann, ben] = people as [Person, Person];
  expect(isHeard(world, ann, ann.feed.device)).toBe(true);
  expect(recoveryQuorum(rollCount(world.ledger.state))).toBe(4);
  world.seal([world.say(ann, resign, { on: true })]);
  expect(isHeard(world, ann, ann.feed.device)).toBe(false);
  expect(recoveryQuorum(rollCount(world.ledger.state))).toBe(3);
  const newcomer = asks(world, "newcomer");
  expect(stateOf(world, newcomer)).toBe("joining");
  expect(isHeard(world, newcomer, newcomer.feed.device)).toBe(false);
  expect(isHeard(world, ben, newcomer.feed.device)).toBe(false);
  expect(isHeard(world, ben, ben.feed.device)).toBe(true);
});
