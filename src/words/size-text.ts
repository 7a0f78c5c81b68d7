const KILO = 1_000;

/** A size in bytes as a person reads it, rounded up: 12 KB, 1.3 MB. */
export function sizeText(bytes: number): string {
  if (bytes < KILO) return `${bytes} B`;
  if (bytes < KILO * KILO) return `${Math.ceil(bytes / KILO)} KB`;
  const tenths = Math.ceil((bytes * 10) / (KILO * KILO));
  const [whole, tenth] = [Math.floor(tenths / 10), tenths % 10];
  return `${whole}${tenth === 0 ? "" : `.${tenth}`} MB`;
}
