import { expect, test } from "vitest";
import type { EventId } from "../../src/base/id.ts";
import { seenBy } from "../../src/peer/seen-by.ts";
import { Village } from "./village.ts";

const NAMES = ["Ada", "Bo", "Cy", "Di", "Ed"];

/** Whom that node's screens would name as having seen these entries. */
function seenAt(village: Village, at: string, ids: readonly EventId[]): readonly string[] {
  const peer = village.world.node(at)?.peer;
  const sealing = peer?.sealing;
  if (!peer || !sealing) throw new Error("a node that seals");
  const members = seenBy(
    sealing.at.seats,
    peer.messages(),
    peer.setup.signer.publicKey,
    (id) => peer.journal?.open.get(id)?.device,
  )(ids);
  const nameOf = (member: string) =>
    NAMES.find((name) => peer.journal?.ownerOf(village.devices.get(name)?.publicKey ?? "") === member);
  return members.flatMap((member) => nameOf(member) ?? []).toSorted();
}

test("cut three from two nobody seals, and each side names whom it misses; healed, all have seen it", () => {
  const village = new Village(3);
  village.found("Ada");
  village.run(3);
  for (const name of NAMES.slice(1)) village.join(name, "Ada");
  village.run(160);
  expect(village.world.node("Ada")?.peer.sealing?.at.seats.length).toBe(5);
  for (const a of ["Ada", "Bo", "Cy"]) for (const b of ["Di", "Ed"]) village.cut(a, b);
  const before = NAMES.map((name) => village.height(name));
  const said = village.say("Ada", "witness", { on: true });
  const more = village.say("Di", "witness", { on: true });
  if (!said.ok || !more.ok) throw new Error("said");
  village.run(200);
  expect(NAMES.map((name) => village.height(name))).toEqual(before);
  for (const name of ["Ada", "Bo", "Cy"])
    expect(seenAt(village, name, [said.value])).toEqual(["Ada", "Bo", "Cy"]);
  for (const name of ["Di", "Ed"]) expect(seenAt(village, name, [more.value])).toEqual(["Di", "Ed"]);
  village.heal();
  village.run(60);
  expect(new Set(village.roots()).size).toBe(1);
  expect(village.height("Ada")).toBeGreaterThan(before[0] ?? 0);
});
