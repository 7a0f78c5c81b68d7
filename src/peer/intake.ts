import type { AuthenticEvent } from "../events/event.ts";
import type { SignedSealMessage } from "../seal/message.ts";
import type { Author } from "./author.ts";
import type { Chronicle } from "./chronicle.ts";
import type { PeerId } from "./input.ts";
import type { Moment } from "./moment.ts";
import type { Fork } from "./open-feeds.ts";
import type { Outbox } from "./outbox.ts";
import type { OwnWatch } from "./own-watch.ts";
import type { PeerSetup } from "./peer-setup.ts";
import type { SyncClient } from "./sync-client.ts";

/** What taking in events and seal messages needs of the peer. */
export interface IntakePort {
  readonly setup: PeerSetup;
  readonly sync: SyncClient;
  readonly watch: OwnWatch;
  readonly author: Author;
  readonly chronicle: Chronicle;
  readonly outbox: Outbox;
  readonly moment: Moment;
}

/** Where events and seal messages come in, from gossip or from answers, their signatures verified. */
export class Intake {
  readonly #port: IntakePort;

  constructor(port: IntakePort) {
    this.#port = port;
  }

  /** Verified events from a peer, or from our own hand (`from` null). True: something is held that was not. */
  takeEvents(events: readonly AuthenticEvent[], from: PeerId | null, gossiped: boolean): boolean {
    const { sync, watch, outbox, moment, chronicle } = this.#port;
    const { journal } = chronicle;
    if (journal === null) return false;
    const held: AuthenticEvent[] = [];
    for (const event of events) {
      if (from !== null) watch.hear(event);
      const added = journal.add(event, from, moment.nowMs);
      if (added.what === "held") held.push(...added.events);
      else if (added.what === "orphan" && from !== null && gossiped) sync.hurry(from, moment.steadyMs);
      else if (added.what === "sealed-place") outbox.push({ type: "compare", event });
      else if (added.what === "fork") {
        held.push(added.other);
        this.showFork([added.held, added.other]);
      }
    }
    if (held.length === 0) return false;
    outbox.persist({ events: held });
    if (gossiped) outbox.push({ type: "forward" });
    return true;
  }

  showFork(pair: Fork): void {
    this.#port.watch.forked(pair[0].device);
    this.#port.author.showFork(pair);
  }

  /** False: of no use here, now or ever. */
  takeMessage(signed: SignedSealMessage, from: PeerId | null, gossiped: boolean): boolean {
    const { setup, sync, watch, outbox, moment, chronicle } = this.#port;
    const { community, height, device } = signed.message;
    const under = chronicle.desk.sealing?.height;
    if (under === undefined || community !== setup.community) return false;
    if (from !== null) watch.hearMessage(signed, chronicle.desk.said(signed));
    const kept = chronicle.desk.take(signed, chronicle.journal?.ownerOf(device) !== undefined);
    if (kept === "early" && from !== null && height > under + 1) sync.hurry(from, moment.steadyMs);
    if (kept !== "kept") return false;
    // where nobody is always on, each would else have to be met anew after every restart
    outbox.persist({ messages: outbox.stored([signed]) });
    // what was of no use before may be named by this one
    sync.offerAgain();
    if (gossiped) outbox.push({ type: "forward" });
    return true;
  }
}
