import type { HashId } from "../../base/id.ts";
import { decodeEvent } from "../../events/envelope.ts";
import { beacon, commitmentTo } from "../../events/kinds/beacon.ts";
import { nextSeed } from "../../ledger/seed.ts";
import { communityOf } from "../../state/state.ts";
import type { Actor } from "./actor.ts";
import type { LieKind } from "./lie.ts";

/** Tells its secret only when the next seed is to its liking; till then its feed ends before it. */
export const revealWithholding: LieKind = {
  name: "reveal-withholding",
  needsSeat: false,
  isCostly: false,
  make() {
    let secret: HashId | null = null;
    return {
      /** few villages draw lots: it commits and tells unasked, and so takes part in every seed it likes */
      hour(actor) {
        const { journal, machine, play } = actor;
        const member = journal?.ownerOf(machine.signer.publicKey);
        if (journal === null || member === undefined || !actor.chance.oneIn(4)) return;
        if (journal.open.of(machine.signer.publicKey).some(({ kind }) => kind === beacon.name)) return;
        const known = journal.at.ledger.state.beacons.get(member)?.commit;
        const isOpen = secret !== null && known === commitmentTo(member, secret);
        const reveal = isOpen ? secret : null;
        secret = actor.anyId() as string as HashId;
        const body = beacon.body.write({ reveal, commit: commitmentTo(member, secret) });
        play.say(machine, beacon.name, body);
      },
      event(actor, _to, wire) {
        if (!isUnwelcome(actor, wire)) return null;
        actor.count("reveal-withheld");
        return [];
      },
      answer(actor, _to, response) {
        if (response.type !== "feeds") return null;
        const at = response.wires.findIndex((wire) => isUnwelcome(actor, wire));
        if (at < 0) return null;
        actor.count("reveal-withheld");
        return { ...response, wires: response.wires.slice(0, at) };
      },
    };
  },
};

function isUnwelcome(actor: Actor, wire: Uint8Array): boolean {
  const { journal, machine } = actor;
  const decoded = decodeEvent(wire);
  if (!decoded.ok || journal === null || decoded.value.device !== machine.signer.publicKey) return false;
  if (decoded.value.kind !== beacon.name || !machine.isOnline) return false;
  const body = beacon.body.read(decoded.value.body);
  if (!body.ok || body.value.reveal === null) return false;
  const member = journal.ownerOf(machine.signer.publicKey);
  if (member === undefined) return false;
  const secret = body.value.reveal;
  const { seed, height } = communityOf(journal.at.ledger.state);
  // another height brings another seed; it gives in at every fourth
  return height % 4 !== 0 && (nextSeed(seed, [{ member, secret }]).charCodeAt(0) & 1) === 0;
}
