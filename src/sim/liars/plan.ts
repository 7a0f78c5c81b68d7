import type { DeviceKey } from "../../base/id.ts";
import type { Proposal } from "../../seal/message.ts";
import { liarsBorne } from "../../seal/quorum.ts";
import type { Seat } from "../../state/records.ts";
import type { Machine } from "../machine.ts";
import type { Play } from "../play.ts";
import { HANDS } from "./hands.ts";
import type { LieKind } from "./lie.ts";

/** What the liars of a run have agreed on among themselves. */
export class Plan {
  readonly #play: Play;
  readonly #machines = new Map<DeviceKey, Machine>();
  /** two values of one height and round, one for each half */
  readonly #pairs = new Map<string, readonly [Proposal, Proposal]>();

  /** hands dealt so far, by all runs before this seed about one each */
  #dealt: number;

  constructor(play: Play) {
    this.#play = play;
    this.#dealt = play.scenario.seed;
  }

  /** The costly lies of the next one who may be spent. */
  deal(): readonly LieKind[] {
    return HANDS[this.#dealt++ % HANDS.length] ?? [];
  }

  /** Everybody belongs to one of two halves, who are told different things. */
  half(name: string): 0 | 1 {
    let sum = 0;
    for (let i = 0; i < name.length; i++) sum += name.charCodeAt(i);
    return (sum & 1) as 0 | 1;
  }

  /** Whether no more of these seats lie than the seal bears: whom that holds for at their height may lie in it. */
  isBorne(seats: readonly Seat[]): boolean {
    if (seats.length < 4) return false;
    const lying = seats.filter(({ device }) => this.#machineOf(device)?.isHonest === false);
    return lying.length <= liarsBorne(seats.length);
  }

  #machineOf(device: DeviceKey): Machine | undefined {
    const known = this.#machines.get(device);
    if (known !== undefined) return known;
    const found = this.#play.machines.find(({ signer }) => signer.publicKey === device);
    if (found !== undefined) this.#machines.set(device, found);
    return found;
  }

  /** The first pair that one of them has named. */
  pairAt(height: number, round: number): readonly [Proposal, Proposal] | undefined {
    return this.#pairs.get(`${height}/${round}`);
  }

  agree(height: number, round: number, pair: readonly [Proposal, Proposal]): void {
    const key = `${height}/${round}`;
    if (!this.#pairs.has(key)) this.#pairs.set(key, pair);
  }
}
