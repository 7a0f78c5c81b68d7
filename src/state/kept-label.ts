/** How many are remembered: several for each device of a community of thousands. */
const LABELS_MAX = 16_384;

/** A memory of texts alone: what is returned equals what was given, whatever was asked for before. */
const kept = new Map<string, string>();

/**
 * The label as one text for all nodes that have it. Every ballot's votes end in the same members and devices, and a part of a
 * key would hold all of that key in memory.
 */
export function keptLabel(label: string): string {
  const known = kept.get(label);
  if (known !== undefined) return known;
  if (kept.size === LABELS_MAX) kept.clear();
  kept.set(label, label);
  return label;
}
