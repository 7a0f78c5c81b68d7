import { readFile } from "node:fs/promises";
import { isDeeper, JSON_DEPTH_MAX } from "../api/json-depth.ts";
import { termsFromJson } from "../api/terms-json.ts";
import type { PlanFull } from "../api/views/plans-view.ts";
import { TEMPLATE_NAMES } from "../ledger/plan-templates.ts";
import { xianghubao2019 } from "../ledger/templates.ts";
import type { Lang } from "../words/language.ts";
import { readAmount, readChoice, readDuration } from "./read-values.ts";
import { templateIn } from "./template-in.ts";
import { UsageFault } from "./usage-fault.ts";

export type Terms = PlanFull["terms"];

/** A template by name, in the reader's language; or the terms of 2019, to compare with. */
export function templateTerms(name: string, digits: number, lang: Lang): Terms {
  const chosen = readChoice(name, [...TEMPLATE_NAMES, "xianghubao"] as const);
  return chosen === "xianghubao" ? xianghubao2019() : templateIn(lang, chosen, digits);
}

/**
 * Terms from a JSON file, over `base` where one is given. Numbers are the protocol's (minor units, milliseconds);
 * texts are as people write them: "3,000.50" for an amount, "90d" or "30s" for a length of time.
 */
export async function readTermsFile(file: string, base: Terms | undefined, digits: number): Promise<Terms> {
  const terms = termsFromJson({ ...base, ...(await readPlainFile(file, digits)) });
  if (terms.ok) return terms.value;
  throw new UsageFault("file-wrong", { file, part: terms.error });
}

/** The fields of a JSON file with people's texts turned into numbers; a UsageFault names the file and what is wrong. */
export async function readPlainFile(
  file: string,
  digits: number,
): Promise<Readonly<Record<string, unknown>>> {
  const written = await readJsonFile(file);
  if (typeof written !== "object" || written === null || Array.isArray(written)) {
    throw new UsageFault("file-wrong", { file, part: "{}" });
  }
  if (isDeeper(written, JSON_DEPTH_MAX)) throw new UsageFault("file-wrong", { file, part: "[[[…" });
  return plainOf(written, "", digits) as Record<string, unknown>;
}

async function readJsonFile(file: string): Promise<unknown> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw Object.assign(new UsageFault("file-unreadable", { file }), { cause: error });
  });
  try {
    // Some editors begin a file with a mark that is no JSON.
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageFault("file-wrong", { file, part: error.message });
    throw error;
  }
}

const AMOUNTS = ["benefit", "perCase", "perPeriod", "perYear"];

/** The same value with what people wrote as text turned into numbers, by the name under which it stands. */
function plainOf(value: unknown, name: string, digits: number): unknown {
  if (typeof value === "string") {
    if (AMOUNTS.includes(name)) return readAmount(value, digits);
    return name.endsWith("Ms") ? readDuration(value) : value;
  }
  if (Array.isArray(value)) return value.map((item) => plainOf(item, name, digits));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plainOf(part, key, digits)]));
}
