import { isHex, toHex } from "../base/bytes.ts";
import type { DeviceKey, EventId } from "../base/id.ts";
import type { AuthenticEvent } from "../events/event.ts";
import { isMap } from "../events/schema.ts";
import type { NodeService } from "../node/node-service.ts";

export interface EntrySubject {
  readonly entry: EventId;
  readonly device: DeviceKey;
  /** the claim, payment, plan or person that it is about, or the entry itself */
  readonly subject: string;
}

/** Under which name a kind's body names what it is about. */
const SUBJECT_FIELDS = ["ballot", "claim", "transfer", "joiner", "plan", "for", "other", "to"] as const;

/** Looks through every entry held for one whose id begins so; slow, hence asked last. */
export async function subjectOfEntry(
  service: NodeService,
  reference: string,
): Promise<EntrySubject | undefined> {
  const prefix = reference.trim().toLowerCase();
  if (!isHex(prefix.slice(0, 4), 2)) return undefined;
  for await (const event of service.events()) {
    const { id, device } = event;
    if (id.startsWith(prefix)) return { entry: id, device, subject: subjectOf(event) };
  }
  return undefined;
}

/** The claim, payment, plan or person that an entry is about, or the entry itself. */
export function subjectOf({ id, body }: AuthenticEvent): string {
  if (!isMap(body)) return id;
  for (const field of SUBJECT_FIELDS) {
    const named = body[field];
    if (named instanceof Uint8Array) return toHex(named);
  }
  return id;
}
