import type { ClaimId, DeviceKey, HashId } from "../../base/id.ts";
import type { State } from "../../state/state.ts";
import { openWith, sealFor } from "./age-box.ts";
import { type Document, decodeDocument, encodeDocument } from "./document-frame.ts";
import { audienceOf, type Duty } from "./duties.ts";
import type { EvidenceStore } from "./evidence-store.ts";

export interface WrapParts {
  readonly store: EvidenceStore;
  /** this home's own, and of its former devices, hexadecimal */
  readonly boxSecrets: readonly string[];
  readonly boxKey: string;
}

/**
 * Documents encrypted to their reviewers: by whoever put them as soon as there are reviewers, and anew when others take
 * their places; by a reviewer who holds one, where another asks for it whom it is not for.
 */
export class BlobWraps {
  readonly #parts: WrapParts;
  /** claims that somebody asked for in vain */
  readonly #asked = new Set<ClaimId>();

  constructor(parts: WrapParts) {
    this.#parts = parts;
  }

  askedFor(claim: ClaimId): void {
    this.#asked.add(claim);
  }

  async run(state: State, duties: readonly Duty[]): Promise<void> {
    // what is asked for meanwhile is for the next time
    const asked = new Set(this.#asked);
    this.#asked.clear();
    for (const duty of duties) {
      if (duty.as === "reviewer") await this.#checkHeld(duty);
      if (duty.as === "reviewer" && !asked.has(duty.claim)) continue;
      const audience = audienceOf(state, duty.reviewers);
      for (const commitment of audience.size === 0 ? [] : duty.commitments)
        await this.#wrap(duty, commitment, audience);
    }
  }

  /** For whom what is held of a document is; undefined: nothing whole is here, or it does not open. */
  async devicesOf(claim: ClaimId, commitment: HashId): Promise<readonly DeviceKey[] | undefined> {
    const { store } = this.#parts;
    const held = store.held(claim, commitment);
    if (held?.whole == null) return undefined;
    if (held.devices !== null) return held.devices;
    const document = await this.#open(await store.readWhole(claim, commitment));
    if (document !== undefined) store.learnDevices(claim, commitment, document.devices);
    return document?.devices;
  }

  /** What does not open any more is fetched again; each is looked at once after a start. */
  async #checkHeld({ claim, commitments }: Duty): Promise<void> {
    const { store } = this.#parts;
    for (const commitment of commitments) {
      const isWhole = store.held(claim, commitment)?.whole != null;
      if (isWhole && (await this.devicesOf(claim, commitment)) === undefined)
        await store.dropWhole(claim, commitment);
    }
  }

  async #wrap(
    { claim, as }: Duty,
    commitment: HashId,
    audience: ReadonlyMap<DeviceKey, string>,
  ): Promise<void> {
    const { store, boxKey } = this.#parts;
    const reached = new Set(await this.devicesOf(claim, commitment));
    const devices = [...audience.keys()];
    if (devices.every((device) => reached.has(device))) return;
    const source = as === "side" ? store.readOwn(claim, commitment) : store.readWhole(claim, commitment);
    const document = await this.#open(await source);
    if (document === undefined) return;
    // one's own key too: whom it is for is inside
    const keys = new Set([...audience.values(), boxKey]);
    const blob = await sealFor([...keys], encodeDocument({ ...document, devices }));
    await store.putWhole(claim, commitment, blob, devices);
  }

  async #open(blob: Uint8Array | undefined): Promise<Document | undefined> {
    const frame = blob === undefined ? undefined : await openWith(this.#parts.boxSecrets, blob);
    return frame === undefined ? undefined : decodeDocument(frame);
  }
}
