import type { CommunityId, EventId } from "../base/id.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { Signer } from "../events/signer.ts";
import type { StoreBatch } from "../peer/batch.ts";
import { EMPTY_BATCH } from "../peer/batch.ts";
import type { Output } from "../peer/output.ts";
import { unsigned } from "../seal/last-sign.ts";
import type { Liar } from "./liars/liar.ts";
import { SimClock } from "./sim-clock.ts";
import { SimDisk } from "./sim-disk.ts";
import type { SimNode } from "./sim-node.ts";

/** An event that the machine told its person it has, for good. */
export interface Acknowledged {
  readonly id: EventId;
  readonly seq: number;
}

/** One person's computer: a disk, a clock, a device's key, and, while it runs, a node. */
export class Machine {
  readonly name: string;
  readonly person: string;
  readonly community: CommunityId;
  readonly signer: Signer;
  /** what brought its device onto the roll */
  readonly firstEvent: AuthenticEvent;
  readonly clock = new SimClock();
  readonly acknowledged: Acknowledged[] = [];
  disk: SimDisk;
  /** null: the program does not run */
  node: SimNode | null = null;
  /** false: it sleeps, or its network is off; nothing reaches it */
  isOnline = false;
  /** its person is there so long; who starts it later, after a crash perhaps, soon switches it off again */
  attendedUntilMs = Number.POSITIVE_INFINITY;
  /** counts the times it came online */
  spell = 0;
  /** never comes back */
  isGone = false;
  /** a second copy of its device has signed, or may have: its words are no honest machine's any more */
  isTainted = false;
  liar: Liar | null = null;
  /** stands in its way out without making it a liar: it keeps things back, or says more than others understand */
  filter: Liar | null = null;
  /** what its device said last about its seat */
  offersSeat = true;
  /** the height at which its own words are lost to it, so that it cannot say them again; see `Rot` */
  muteAt: number | null = null;
  /** its clock is set anew every day */
  jumps = false;
  /** asked before every output; true: the machine dies there */
  dies: (output: Output) => boolean = () => false;

  constructor(parts: {
    readonly name: string;
    readonly person: string;
    readonly community: CommunityId;
    readonly signer: Signer;
    readonly firstEvent: AuthenticEvent;
    readonly disk: SimDisk;
  }) {
    this.name = parts.name;
    this.person = parts.person;
    this.community = parts.community;
    this.signer = parts.signer;
    this.firstEvent = parts.firstEvent;
    this.disk = parts.disk;
  }

  get isHonest(): boolean {
    return this.liar === null && !this.isTainted;
  }

  /** It runs and can be reached. */
  get isUp(): boolean {
    return this.node !== null && this.isOnline;
  }
}

/** A disk as it stands before the node first runs: the device's first event, durable as given. */
export function newDisk(event: AuthenticEvent): SimDisk {
  const disk = new SimDisk();
  const lastSign = { ...unsigned(event.device), feedSeq: 0, feedId: event.id };
  const batch: StoreBatch = { ...EMPTY_BATCH, sync: true, events: [event], lastSign };
  disk.write(batch);
  return disk;
}
