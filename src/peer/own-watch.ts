import type { DeviceKey } from "../base/id.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { SignedSealMessage } from "../seal/message.ts";
import { Comparison } from "./comparison.ts";
import type { PeerId, VerifiedResponse } from "./input.ts";
import type { Journal } from "./journal.ts";
import type { Alarm } from "./output.ts";
import type { OwnDevice } from "./own-device.ts";
import type { SyncClient } from "./sync-client.ts";
import type { SyncRequest } from "./sync-frames.ts";

export interface OwnWatchPort {
  readonly device: DeviceKey;
  readonly own: OwnDevice;
  /** knows whose device is at the other end */
  readonly sync: Pick<SyncClient, "deviceOf">;
  journal(): Journal | null;
  alarm(alarm: Alarm): void;
}

/** Tells our own device of all that comes to light about it, and the person of what follows. */
export class OwnWatch {
  readonly #port: OwnWatchPort;
  readonly #comparison = new Comparison();

  constructor(port: OwnWatchPort) {
    this.#port = port;
  }

  /** After the store was read, and after every seal. */
  look(): void {
    const { own, device } = this.#port;
    const status = this.#port.journal()?.at.ledger.state.devices.get(device)?.status ?? "live";
    if (status !== "live" && own.stop(status)) this.tell();
  }

  /** Why it does not sign, if it does not. */
  tell(): void {
    const { own, alarm } = this.#port;
    if (own.stopped === null) return;
    if (own.stopped !== "moved") alarm({ code: "device-stopped", reason: own.stopped });
    else if (own.awaited !== null) alarm({ code: "device-moved", awaits: own.awaited });
  }

  hear(event: Pick<AuthenticEvent, "device" | "seq" | "id">): void {
    const { device, own } = this.#port;
    const ours = event.device === device ? this.#port.journal()?.open.of(device) : undefined;
    const here = ours?.find(({ seq }) => seq === event.seq);
    if (own.heard(event, here)) this.tell();
  }

  /** What is sealed of our own device, at a start from a snapshot. */
  hearHead(): void {
    const { device } = this.#port;
    const head = this.#port.journal()?.open.tip(device);
    if (head != null) this.hear({ device, seq: head.seq, id: head.id });
  }

  hearMessage(signed: SignedSealMessage, said: SignedSealMessage | undefined): void {
    if (this.#port.own.heardMessage(signed, said)) this.tell();
  }

  forked(device: DeviceKey): void {
    if (this.#port.own.forked(device)) this.tell();
  }

  met(device: DeviceKey): void {
    if (this.#port.own.met(device)) this.tell();
  }

  sayOnlyCopy(): void {
    if (this.#port.own.awaited === null) return;
    this.#port.own.sayOnlyCopy();
    if (!this.settle()) this.tell();
  }

  /** A turn of sync begins. */
  begin(peer: PeerId): void {
    if (this.#port.own.awaited === "copy") this.#comparison.begin(peer);
  }

  forget(peer: PeerId): void {
    this.#comparison.forget(peer);
  }

  answered(peer: PeerId, response: VerifiedResponse, next: SyncRequest | null): void {
    const { own, device } = this.#port;
    const journal = this.#port.journal();
    if (journal === null) return;
    const known = { device, last: own.last, height: journal.height };
    const whole = this.#comparison.answered(peer, response, next, known);
    const other = this.#port.sync.deviceOf(peer);
    if (whole && other !== undefined && other !== device && journal.ownerOf(other) !== undefined)
      own.compared();
  }

  /** True: the home is at home again. */
  settle(): boolean {
    const { own, device } = this.#port;
    const journal = this.#port.journal();
    if (journal === null || own.awaited !== "copy") return false;
    const { members } = journal.at.ledger.state;
    const self = journal.ownerOf(device);
    return own.settle([...members.entries()].some(([member]) => member !== self));
  }
}
