import { charterOf, communityOf } from "../../state/state.ts";
import { sealedState, type ViewSource } from "../view-source.ts";
import { openEntries } from "./seen-view.ts";

/** On every screen: whose books, as of when, and how figures are to be written. */
export interface MomentView {
  readonly community: string;
  readonly title: string;
  readonly currency: string;
  readonly digits: number;
  readonly utcOffsetMinutes: number;
  /** the last seal, and the moment up to which everything is sealed; 0 before the first */
  readonly height: number;
  readonly throughMs: number;
  /** digest of the sealed state: alike on every node */
  readonly root: string;
  readonly nowMs: number;
  /** signed entries of members held that no seal has yet; what nodes add by themselves is not counted */
  readonly open: number;
}

export function momentView(source: ViewSource): MomentView {
  const state = sealedState(source);
  const { title, currency, digits, utcOffsetMinutes } = charterOf(state);
  const { height, root, nowMs } = source.books;
  return {
    community: source.service.community,
    title,
    currency,
    digits,
    utcOffsetMinutes,
    height,
    throughMs: communityOf(state).throughMs,
    root,
    nowMs,
    open: openEntries(source.books).length,
  };
}
