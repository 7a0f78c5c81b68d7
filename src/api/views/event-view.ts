import type { EventId } from "../../base/id.ts";
import type { RefusalCode } from "../../events/refusals.ts";
import type { ViewSource } from "../view-source.ts";
import { type SeenView, seenEntries } from "./seen-view.ts";

/** How far a signed entry has come. */
export interface EventView {
  readonly id: EventId;
  readonly standing: "sealed" | "provisional";
  /** why a rule refused it, sealed or as things stand; null: it holds, or must still wait */
  readonly refused: RefusalCode | null;
  /** who has seen it; null once it is sealed */
  readonly seen: SeenView | null;
  /** the last seal; the entry is in it or an earlier one if sealed */
  readonly height: number;
}

/** Undefined where this node does not hold the entry. */
export async function eventView(source: ViewSource, id: EventId): Promise<EventView | undefined> {
  const { service, books } = source;
  const { height } = books;
  if (books.open.some((event) => event.id === id)) {
    const outcome = books.provisional.outcomes.find((each) => each.id === id);
    const seen = seenEntries(source, [id]);
    return { id, standing: "provisional", refused: outcome?.code ?? null, seen, height };
  }
  const isHeld = (await service.event(id)) !== undefined;
  if (!isHeld) return undefined;
  return { id, standing: "sealed", refused: books.refusal(id) ?? null, seen: null, height };
}
