import { present } from "../base/assert.ts";
import { fromHex } from "../base/bytes.ts";
import type { CommunityId, MemberId } from "../base/id.ts";
import { signEvent } from "../events/authentic.ts";
import { signCertificate } from "../events/certificate.ts";
import type { AuthenticEvent } from "../events/event.ts";
import { signInvite } from "../events/invite.ts";
import { device as deviceKind } from "../events/kinds/device.ts";
import type { Signer } from "../events/signer.ts";
import { foundEvent, joinEvent } from "../peer/first-events.ts";
import type { Charter } from "../state/records.ts";
import { Machine, newDisk } from "./machine.ts";
import type { SimParts } from "./parts.ts";
import type { PersonPlan } from "./scenario.ts";

/** A person: a phrase in a drawer, and one computer after another. */
export class Person {
  readonly plan: PersonPlan;
  readonly root: Signer;
  readonly #parts: SimParts;
  /** the first event of the first device; its id names the member */
  #member: MemberId | null = null;
  #devices = 0;
  #machine: Machine | null = null;
  /** has gone away for good */
  isGone = false;
  /** since when their machine has been of no use for speaking; null: it is of use */
  helplessSinceMs: number | null = null;

  constructor(plan: PersonPlan, parts: SimParts) {
    this.plan = plan;
    this.#parts = parts;
    this.root = parts.signer(`root ${plan.name}`);
  }

  get name(): string {
    return this.plan.name;
  }

  get member(): MemberId {
    return present(this.#member, "a person who has come");
  }

  /** the one in use; null: has not come yet */
  get machine(): Machine | null {
    return this.#machine;
  }

  found(charter: Charter, nowMs: number): Machine {
    const event = foundEvent(this.#keys(), charter, nowMs);
    this.#member = event.id;
    return this.#moveIn(event.id, event);
  }

  join(community: CommunityId, inviter: Person, nowMs: number, expiresMs: number): Machine {
    const key = this.#parts.signer(`invite ${this.name}`);
    const by = present(inviter.machine, "an inviter with a machine").signer;
    const invite = { key: key.publicKey, inviter: inviter.member, expiresMs };
    const statement = signInvite(by, community, invite);
    const event = joinEvent(this.#keys(), { community, statement, key }, nowMs);
    this.#member = event.id;
    return this.#moveIn(community, event);
  }

  /** A new computer, which the phrase makes one of theirs. */
  certify(nowMs: number): Machine {
    const { community } = present(this.#machine, "a machine before");
    const { device, boxKey, salt } = this.#keys();
    const certificate = signCertificate(this.root, { community, device: device.publicKey, boxKey });
    const body = deviceKind.body.write({ member: this.member, certificate, boxKey });
    const place = { community, device: device.publicKey, seq: 0, prev: null, anchor: null };
    const draft = { ...place, claimedMs: nowMs, kind: deviceKind.name, body };
    return this.#moveIn(
      community,
      signEvent(draft, salt, (message) => device.sign(message)),
    );
  }

  #keys() {
    const device = this.#parts.signer(`device ${this.#deviceName()}`);
    const boxKey = this.#parts.signer(`box ${this.#deviceName()}`).publicKey;
    return { root: this.root, device, boxKey, salt: fromHex("07".repeat(16)) };
  }

  #deviceName(): string {
    return this.#devices === 0 ? this.name : `${this.name}-${this.#devices}`;
  }

  #moveIn(community: CommunityId, firstEvent: AuthenticEvent): Machine {
    const name = this.#deviceName();
    const signer = this.#parts.signer(`device ${name}`);
    this.#devices++;
    const disk = newDisk(firstEvent);
    this.#machine = new Machine({ name, person: this.name, community, signer, firstEvent, disk });
    return this.#machine;
  }
}
