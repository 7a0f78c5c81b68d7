import type { SealId } from "../../base/id.ts";
import { sealIdOf } from "../../seal/header.ts";
import type { Proposal, SealContent, SignedSealMessage } from "../../seal/message.ts";
import type { Packet } from "../packet.ts";
import { sealWordOf } from "../seal-word-of.ts";
import type { Actor } from "./actor.ts";
import { held } from "./double-proposal.ts";
import type { LieKind } from "./lie.ts";
import { Lying } from "./lying.ts";

/** It repeats its own value no sooner. */
const AGAIN_MS = 60_000;

/** Its program must not see the first round decide, else it would be at the next height, and tell everybody. */
export class Obstinate extends Lying {
  readonly #actor: Actor;
  #lastHeight = Number.POSITIVE_INFINITY;

  constructor(actor: Actor) {
    super(obstinate.name, actor, [obstinate.make()]);
    this.#actor = actor;
  }

  override retire(): void {
    if (!this.isRetired) this.#lastHeight = this.#actor.sealing?.height ?? 0;
    super.retire();
  }

  override incoming(packet: Packet): Packet | null {
    if (packet.type === "gossip" && this.#isUnheard(packet.bytes)) return null;
    if (packet.type !== "response" || packet.response instanceof Uint8Array) return super.incoming(packet);
    const { response } = packet;
    if (response.type !== "messages") return super.incoming(packet);
    const wires = response.wires.filter((wire) => !this.#isUnheard(wire));
    return super.incoming({ ...packet, response: { ...response, wires } });
  }

  /** A precommit of a first round in which it lies. */
  #isUnheard(bytes: Uint8Array): boolean {
    const message = sealWordOf(bytes)?.message;
    if (message?.step !== "precommit" || message.height > this.#lastHeight) return false;
    return message.round === 0 && message.value !== null;
  }
}

/**
 * Refuses what the first round would decide; in every later one it proposes a value of its own and votes for nothing
 * else, whatever a quorum has voted for before. It never says two things.
 */
const obstinate: LieKind = {
  name: "obstinate",
  needsSeat: true,
  isCostly: true,
  make() {
    /** its own value by height */
    const values = new Map<number, Proposal>();
    /** what it says in each place, once it has said something there */
    const said = new Map<string, SignedSealMessage>();
    /** when it has told something to everybody: two of its kind would else answer each other for ever */
    const told = new Map<string, number>();

    function insteadOf(actor: Actor, signed: SignedSealMessage): SignedSealMessage {
      const { message } = signed;
      const own = values.get(message.height);
      if (message.step !== "prevote" && message.step !== "precommit") return signed;
      const content = vote(message.step, message.round === 0 ? undefined : own);
      if (content === null || (message.round === 0 && message.step === "prevote")) return signed;
      actor.count("obstinate");
      return actor.instead("obstinate", signed, content);
    }

    return {
      word(actor, _to, signed) {
        const { step, height, round } = signed.message;
        if (!actor.mayLieAsSeat()) return null;
        // its program's own would be a second word
        if (step === "propose" && round > 0) return [];
        const place = `${height}/${round}/${step}`;
        const word = said.get(place) ?? insteadOf(actor, signed);
        said.set(place, word);
        return [word];
      },
      heard(actor) {
        const agreement = actor.sealing?.agreement;
        if (agreement === undefined || !actor.mayLieAsSeat()) return;
        const { round, setup } = agreement;
        const own = values.get(setup.height) ?? another(actor);
        if (own === undefined) return;
        values.set(setup.height, own);
        // so that it is everywhere when the round begins
        for (const ahead of [Math.max(1, round), round + 1]) {
          const name = `obstinate ${setup.height}/${ahead}`;
          if (actor.nowMs - (told.get(name) ?? 0) < AGAIN_MS) continue;
          told.set(name, actor.nowMs);
          const signed = actor.word(name, ahead, { step: "propose", proposal: own });
          for (const to of actor.links()) actor.tell(to, signed);
        }
      },
    };
  },
};

function vote(step: "prevote" | "precommit", own: Proposal | undefined): SealContent | null {
  if (own !== undefined) return { step, value: sealIdOf(own.header) };
  return step === "precommit" ? { step, value: null as SealId | null } : null;
}

/** A valid value that nobody has proposed in the first round. */
function another(actor: Actor): Proposal | undefined {
  const { reports, quorum } = held(actor);
  const first = actor.sealing?.agreement.box.proposals(0) ?? [];
  if (first.length === 0) return undefined;
  const known = new Set(first.map(({ header }) => sealIdOf(header)));
  for (let from = 0; from + quorum <= reports.length; from++) {
    const own = actor.compose(reports.slice(from, from + quorum));
    if (own !== undefined && !known.has(sealIdOf(own.header))) return own;
  }
  return undefined;
}
