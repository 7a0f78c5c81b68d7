import type { NetLog } from "../net/net-log.ts";
import type { FinalStop, StopReason } from "../peer/own-device.ts";
import { type Home, storePath, writeHome } from "./home-file.ts";
import { KeptOutFile } from "./kept-out.ts";
import { isSamePlace, type Place, placeOf } from "./place.ts";

type KeptWhileRunning = "networkKey" | "formerNetworkKeys" | "waitingNetworkKeys" | "reached" | "port";

/** What a running node knows of its own folder, and writes into `home.json`, one writing after the other. */
export class Homestead {
  readonly keptOut: KeptOutFile;
  readonly #here: Place;
  #home: Home;
  #written: Promise<void> = Promise.resolve();

  private constructor(home: Home, here: Place, keptOut: KeptOutFile) {
    this.#home = home;
    this.#here = here;
    this.keptOut = keptOut;
  }

  /** Throws OperatorError: disk-failed. */
  static async open(
    home: Home,
    clock: () => number = Date.now,
    log: NetLog = () => undefined,
  ): Promise<Homestead> {
    const here = await placeOf(home.path, storePath(home.path));
    return new Homestead(home, here, await KeptOutFile.open(home.path, clock, log));
  }

  get home(): Home {
    return this.#home;
  }

  /** It was copied, restored or moved since it was at home somewhere. */
  get isMoved(): boolean {
    return !isSamePlace(this.#home.place, this.#here);
  }

  /** Its person said so, here. */
  get isOnlyCopy(): boolean {
    return this.isMoved && isSamePlace(this.#home.onlyCopyAt, this.#here);
  }

  /** Why the device does not sign, as far as the folder tells. */
  get stopped(): StopReason | null {
    return this.#home.stopped ?? (this.isMoved ? "moved" : null);
  }

  /** The person's word, durable before `then`. False: nothing asks for it. */
  async sayOnlyCopy(then: () => void): Promise<boolean> {
    if (this.stopped !== "moved") return false;
    await this.#write({ onlyCopyAt: this.#here });
    then();
    return true;
  }

  /** Nothing is awaited any more: this is where the home lives. */
  arrive(): Promise<void> {
    return this.#write({ place: this.#here, onlyCopyAt: null });
  }

  stop(reason: FinalStop): Promise<void> {
    return this.#home.stopped === null ? this.#write({ stopped: reason }) : Promise.resolve();
  }

  /** Durable once resolved. */
  keep(change: Partial<Pick<Home, KeptWhileRunning>>): Promise<void> {
    return this.#write(change);
  }

  /** Once nothing is being written. */
  async idle(): Promise<void> {
    await Promise.allSettled([this.#written, this.keptOut.idle()]);
  }

  #write(change: Partial<Home>): Promise<void> {
    this.#home = { ...this.#home, ...change };
    const home = this.#home;
    this.#written = this.#written.then(() => writeHome(home));
    return this.#written;
  }
}
