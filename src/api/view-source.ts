import type { Books, NodeService } from "../node/node-service.ts";
import { communityOf, type State } from "../state/state.ts";
import { ApiFault } from "./api-fault.ts";
import { NameBook } from "./name-book.ts";

/** What every view is made from: one moment of one node. */
export interface ViewSource {
  readonly service: NodeService;
  readonly books: Books;
  readonly names: NameBook;
}

/** The node's books now; a 503 while the community's history is not here yet. */
export function viewSource(service: NodeService): ViewSource {
  const books = service.books();
  if (books === null) throw new ApiFault(503, "not-synced");
  return { service, books, names: new NameBook(service, books.provisional.ledger.state) };
}

export function sealedState({ books }: ViewSource): State {
  return books.sealed.state;
}

export function provisionalState({ books }: ViewSource): State {
  return books.provisional.ledger.state;
}

/** The state right after the seal of a height: sealed, where it is still kept; or the provisional one, which is next. */
export function stateAfter(source: ViewSource, height: number): State | undefined {
  const provisional = provisionalState(source);
  if (height === communityOf(provisional).height) return provisional;
  return height === source.books.height ? sealedState(source) : source.books.stateAt(height);
}
