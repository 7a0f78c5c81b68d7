import { compareText } from "../../base/order.ts";
import type { State } from "../../state/state.ts";
import { provisionalState, sealedState, type ViewSource } from "../view-source.ts";
import { type SeenView, seenView } from "./seen-view.ts";

/** One thing as it is sealed, beside how it would be if all that is held were sealed now. Null: not there. */
export interface Standing<T> {
  /** sealed: both agree; changing: they differ; provisional: not in the sealed view at all */
  readonly standing: "sealed" | "changing" | "provisional";
  readonly sealed: T | null;
  readonly provisional: T | null;
  /** who has seen what is not sealed yet; null where all is sealed */
  readonly seen: SeenView | null;
}

export interface StandingRow<T> extends Standing<T> {
  readonly id: string;
}

/** Reads one thing in both views; undefined where neither has it. `about`: the id of what it is, where it has one. */
export function standingOf<T>(
  source: ViewSource,
  read: (state: State) => T | null | undefined,
  about: string | null = null,
): Standing<T> | undefined {
  return compared(source, about, read(sealedState(source)) ?? null, read(provisionalState(source)) ?? null);
}

/** Reads many things in both views, by id. */
export function standingRows<T>(
  source: ViewSource,
  read: (state: State) => Iterable<readonly [id: string, value: T]>,
): readonly StandingRow<T>[] {
  const sealed = new Map(read(sealedState(source)));
  const provisional = new Map(read(provisionalState(source)));
  const ids = [...new Set([...sealed.keys(), ...provisional.keys()])].sort(compareText);
  return ids.flatMap((id) => {
    const standing = compared(source, id, sealed.get(id) ?? null, provisional.get(id) ?? null);
    return standing === undefined ? [] : [{ id, ...standing }];
  });
}

function compared<T>(
  source: ViewSource,
  about: string | null,
  sealed: T | null,
  provisional: T | null,
): Standing<T> | undefined {
  if (sealed === null && provisional === null) return undefined;
  // Views are plain data, made by the same lines in the same order.
  const isSame = sealed !== null && JSON.stringify(sealed) === JSON.stringify(provisional);
  if (isSame) return { standing: "sealed", sealed, provisional, seen: null };
  const standing = sealed === null ? "provisional" : "changing";
  return { standing, sealed, provisional, seen: seenView(source, about) };
}
