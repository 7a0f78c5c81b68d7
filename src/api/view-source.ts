import type { Books, NodeService } from "../node/node-service.ts";
import type { State } from "../state/state.ts";
import { communityOf } from "../state/state.ts";
import { ApiFault } from "./api-fault.ts";
import { NameBook } from "./name-book.ts";

/** What every view is made from: one moment of one node. */
export interface ViewSource {
  readonly service: NodeService;
  readonly books: Books;
  readonly names: NameBook;
  /** the sealed state right after the seal of that height, where this node still has it */
  stateAt(height: number): State | undefined;
}

export type StateAt = (height: number) => State | undefined;

/** The node's books now; a 503 while the community's history is not here yet. */
export function viewSource(service: NodeService, older: StateAt = () => undefined): ViewSource {
  const books = service.books();
  if (books === null) throw new ApiFault(503, "not-synced");
  const stateAt = (height: number) =>
    height === books.height ? books.sealed.state : height < books.height ? older(height) : undefined;
  return { service, books, names: new NameBook(service, books.provisional.ledger.state), stateAt };
}

export function sealedState({ books }: ViewSource): State {
  return books.sealed.state;
}

export function provisionalState({ books }: ViewSource): State {
  return books.provisional.ledger.state;
}

/** As `stateAt`, and for the height that comes next: the provisional state. */
export function stateAtOrNext(source: ViewSource): StateAt {
  const provisional = provisionalState(source);
  const next = communityOf(provisional).height;
  return (height) => (height === next ? provisional : source.stateAt(height));
}
