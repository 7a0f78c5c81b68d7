import type { CommunityId, EventId } from "../base/id.ts";
import { type SeatsNamed, type StoreAnswer, type StoreQuestion, serveRequest } from "../peer/serve.ts";
import type { SyncRequest, SyncResponse } from "../peer/sync-frames.ts";
import type { EventStore } from "../store/event-store.ts";

/** Told of what a look into the store found damaged or gone. */
export interface LossListener {
  eventLost(id: EventId): void;
  sealLost(height: number): void;
}

/** Answers from the store; a damaged piece is never served, and is reported. */
export async function answerFromStore(
  store: EventStore,
  request: SyncRequest,
  found: CommunityId,
  losses: LossListener,
  seatsNamed: SeatsNamed,
): Promise<SyncResponse> {
  const serving = serveRequest(request, found, seatsNamed);
  let step = serving.next();
  while (!step.done) step = serving.next(await look(store, step.value, losses));
  return step.value;
}

async function look(store: EventStore, question: StoreQuestion, losses: LossListener): Promise<StoreAnswer> {
  switch (question.ask) {
    case "events": {
      const read = await store.events(question.ids);
      const wires = read.map((wire, i) => {
        if (wire.ok) return wire.value;
        if (wire.error === "damaged") losses.eventLost(question.ids[i] as EventId);
        return null;
      });
      return { ask: "events", wires };
    }
    case "feed": {
      const entries = await store.feed(question.device, question.seq, question.limit);
      return { ask: "feed", ids: entries.map(({ id }) => id) };
    }
    case "seal": {
      const record = await store.seal(question.height);
      if (!record.ok && record.error === "damaged") losses.sealLost(question.height);
      return { ask: "seal", record: record.ok ? record.value : null };
    }
    default:
      return question satisfies never;
  }
}
