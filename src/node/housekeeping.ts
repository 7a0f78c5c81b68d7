import type { DeviceKey } from "../base/id.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { Transport } from "../net/transport.ts";
import type { Peer } from "../peer/peer.ts";
import type { EventStore } from "../store/event-store.ts";
import { addressBook } from "./address-book.ts";
import { ChangeBudget } from "./change-budget.ts";
import type { Driver } from "./driver.ts";
import type { Home } from "./home-file.ts";
import type { Homestead } from "./homestead.ts";
import type { NodeOptions } from "./node-options.ts";
import { ownProfile } from "./own-profile.ts";
import type { Repair } from "./repair.ts";
import type { Tellers } from "./tellers.ts";
import { toldAddresses } from "./told-addresses.ts";
import { welcomeOf, welcomeTo } from "./welcome.ts";

export interface HousekeepingParts {
  readonly home: Home;
  readonly homestead: Homestead;
  readonly firstEvent: AuthenticEvent;
  readonly options: NodeOptions;
  readonly peer: Peer;
  readonly transport: Transport;
  readonly repair: Repair;
  readonly driver: Driver;
  readonly store: EventStore;
  readonly tellers: Tellers;
  clock(): number;
}

/** A profile with new addresses goes out at once, unless they change all the time. */
const ADDRESS_CHANGES_MAX = 5;
const ADDRESS_CHANGE_MS = 120_000;
/** Rewriting the profiles on disk costs a little: whoever erases all the time has it done so often at most. */
const FORGET_EVERY_MS = 60_000;

/** What is looked after every few seconds, whatever happens or not. */
export class Housekeeping {
  readonly #parts: HousekeepingParts;
  readonly #changes = new ChangeBudget(ADDRESS_CHANGES_MAX, ADDRESS_CHANGE_MS);
  #forgetAgainMs = Number.NEGATIVE_INFINITY;

  constructor(parts: HousekeepingParts) {
    this.#parts = parts;
  }

  /** Rejects where the disk fails. */
  async run(): Promise<void> {
    this.#tellProfile();
    this.keepWelcome();
    this.#parts.transport.keepConnected(this.book());
    await this.#parts.repair.run();
    await this.#forgetErased();
  }

  /** Who may not be served any more goes; and a teller once it is known here: its next hello is taken like anybody's. */
  keepWelcome(): void {
    const { peer, firstEvent, transport, tellers } = this.#parts;
    const { journal } = peer;
    tellers.look();
    transport.keepOnly(({ peer: name, device, isTeller = false }) => {
      const isWelcome = welcomeTo(firstEvent.device, journal, device) !== undefined;
      return isTeller ? tellers.has(name) && !isWelcome : isWelcome;
    });
  }

  /** After a start whether or not one was erased since: the node may have died between that and this. */
  async #forgetErased(): Promise<void> {
    const { peer, store, clock } = this.#parts;
    if (clock() < this.#forgetAgainMs) return;
    const isAfterStart = this.#forgetAgainMs === Number.NEGATIVE_INFINITY;
    const isErased = peer.profiles.all().some(({ content }) => content === null);
    const isDone = await store.forgetErased(isAfterStart && isErased);
    this.#forgetAgainMs = clock() + (isDone ? FORGET_EVERY_MS : 0);
  }

  /** Others learn from our profile how to call us and where to find us; set anew when either changes. */
  #tellProfile(): void {
    const { peer, firstEvent, home, driver } = this.#parts;
    const content = ownProfile(peer, firstEvent, home.nickname, this.announced());
    if (content === undefined) return;
    const isChange = peer.profiles.get(firstEvent.device) !== undefined;
    if (isChange && !this.#changes.take(performance.now())) return;
    void driver.ask((token) => ({ type: "set-profile", token, content }));
  }

  /** Addresses to keep connected. */
  book(): readonly string[] {
    const { options, homestead, peer } = this.#parts;
    const { addresses, reached } = homestead.home;
    const fixed = [...reached, ...(options.peers ?? addresses)];
    const isMember = (device: DeviceKey) => welcomeOf(peer.journal, device) === "member";
    return addressBook(fixed, peer.setup.signer.publicKey, peer.profiles.all(), isMember);
  }

  /** Addresses that others are told. */
  announced(): readonly string[] {
    const { options, transport } = this.#parts;
    return toldAddresses(options.announce ?? transport.addresses(), Boolean(options.relay));
  }
}
