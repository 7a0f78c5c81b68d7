import { readFile } from "node:fs/promises";
import { termsFromJson } from "../api/terms-json.ts";
import type { PlanFull } from "../api/views/plans-view.ts";
import { seriousIllness, xianghubao2019 } from "../ledger/templates.ts";
import { readAmount, readChoice, readDuration } from "./read-values.ts";
import { UsageFault } from "./usage-fault.ts";

export type Terms = PlanFull["terms"];

const TEMPLATES = {
  illness: seriousIllness,
  xianghubao: () => xianghubao2019(),
} as const satisfies Record<string, (digits: number) => Terms>;

const TEMPLATE_NAMES = Object.keys(TEMPLATES) as (keyof typeof TEMPLATES)[];

export function templateTerms(name: string, digits: number): Terms {
  return TEMPLATES[readChoice(name, TEMPLATE_NAMES)](digits);
}

/**
 * Terms from a JSON file, over `base` where one is given. Numbers are the protocol's (minor units, milliseconds);
 * texts are as people write them: "3,000.50" for an amount, "90d" or "30s" for a length of time.
 */
export async function readTermsFile(file: string, base: Terms | undefined, digits: number): Promise<Terms> {
  const written = await readJsonFile(file);
  if (typeof written !== "object" || written === null || Array.isArray(written)) {
    throw new UsageFault("file-wrong", { file, part: "{}" });
  }
  const terms = termsFromJson({ ...base, ...(plainOf(written, "", digits) as object) });
  if (terms.ok) return terms.value;
  throw new UsageFault("file-wrong", { file, part: terms.error });
}

/** The file's JSON; a UsageFault names the file where it cannot be read. */
export async function readJsonFile(file: string): Promise<unknown> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw Object.assign(new UsageFault("file-unreadable", { file }), { cause: error });
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageFault("file-wrong", { file, part: error.message });
    throw error;
  }
}

const AMOUNTS = ["benefit", "perCase", "perPeriod", "perYear"];

/** The same value with what people wrote as text turned into numbers, by the name under which it stands. */
export function plainOf(value: unknown, name: string, digits: number): unknown {
  if (typeof value === "string") {
    if (AMOUNTS.includes(name)) return readAmount(value, digits);
    return name.endsWith("Ms") ? readDuration(value) : value;
  }
  if (Array.isArray(value)) return value.map((item) => plainOf(item, name, digits));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plainOf(part, key, digits)]));
}
