/** No wish and no file of terms nests deeper; what reads them is recursive. */
export const JSON_DEPTH_MAX = 16;

/** Whether a parsed JSON value holds more than `depth` lists and objects inside one another. */
export function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth === 0 || Object.values(value).some((part) => isDeeper(part, depth - 1));
}
