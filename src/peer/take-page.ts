import type { SnapshotPage } from "../state/snapshot-pages.ts";
import type { SnapshotReader } from "../state/snapshot-reader.ts";

/** Gives a page to its reader. `held`: what of it was proven, as it is to be stored; null: nothing. `fits`: all of it was. */
export function takePage(
  reader: SnapshotReader,
  page: SnapshotPage,
): { readonly fits: boolean; readonly held: SnapshotPage | null } {
  const before = reader.taken;
  const fits = reader.take(page);
  const nodes = page.nodes.slice(0, reader.taken - before);
  return { fits, held: nodes.length === 0 ? null : { roots: before === 0 ? page.roots : null, nodes } };
}
