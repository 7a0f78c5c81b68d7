import { read } from "./page.ts";

/** Where a constant stands: a path below src without its ending, by name. */
export type Places = ReadonlyMap<string, string>;

/** A constant's value: as imported, or, where it is not exported, the product that its source says. */
export async function constantOf(places: Places, name: string): Promise<number> {
  const where = places.get(name);
  if (where === undefined) return Number(name.replaceAll("_", ""));
  const url = new URL(`../../src/${where}.ts`, import.meta.url);
  const module = (await import(url.href)) as Record<string, unknown>;
  const value = module[name];
  if (typeof value === "number") return value;
  const written = new RegExp(`^const ${name}(?:: number)? = ([\\w *]+);`, "m").exec(read(`src/${where}.ts`));
  let product = 1;
  for (const factor of written?.[1]?.split("*") ?? [""])
    product *= await constantOf(places, factor.trim() || "?");
  return product;
}
