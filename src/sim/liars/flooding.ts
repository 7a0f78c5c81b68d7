import { ROUNDS_MAX } from "../../seal/vote-box.ts";
import type { Actor } from "./actor.ts";
import { witnessing } from "./feed-fork.ts";
import type { LieKind } from "./lie.ts";

const EVENTS = 30;
const WORDS = 20;

/** Very many events that are in order, and words of rounds and heights that are far away. */
export const flooding: LieKind = {
  name: "flooding",
  needsSeat: false,
  isCostly: true,
  make: () => ({
    hour(actor) {
      if (!actor.chance.oneIn(12)) return;
      if (actor.chance.oneIn(3)) floodEvents(actor);
      else floodWords(actor);
    },
  }),
};

function floodEvents(actor: Actor): void {
  const { journal, machine } = actor;
  for (let i = 0; i < EVENTS; i++) {
    const tip = journal?.open.tip(machine.signer.publicKey) ?? null;
    if (tip === null || machine.node?.peer.own.stopped !== null) return;
    const event = actor.event({ seq: tip.seq + 1, prev: tip.id, ...witnessing(true) });
    actor.adopt(event);
    for (const to of actor.links()) {
      actor.show(to, event);
      actor.count("flood-events");
    }
  }
}

/** Of rounds that are far away each gets one vote, so that nothing is said twice. */
function floodWords(actor: Actor): void {
  const { sealing } = actor;
  if (sealing === null || !actor.mayLieAsSeat()) return;
  const isFarHeight = actor.chance.oneIn(2);
  for (let i = 0; i < WORDS; i++) {
    const height = sealing.height + (isFarHeight ? 1 + actor.chance.below(1_000) : 0);
    const round = isFarHeight ? 0 : actor.chance.between(sealing.agreement.round + 1, 2 * ROUNDS_MAX);
    const name = `flood ${height}/${round}`;
    const signed = actor.word(name, round, { step: "prevote", value: null }, { height });
    for (const to of actor.links()) {
      actor.tell(to, signed);
      actor.count(isFarHeight ? "flood-heights" : "flood-rounds");
    }
  }
}
