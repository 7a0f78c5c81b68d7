import { existsSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { EVENT_FAULTS } from "../../src/events/faults.ts";
import { KIND_ORDER, STRATA } from "../../src/events/kind.ts";
import { REFUSAL_CODES } from "../../src/events/refusals.ts";
import { STEPS } from "../../src/events/seal-word.ts";
import { KINDS } from "../../src/ledger/kinds-table.ts";
import { RESPONSE_TYPES } from "../../src/peer/sync-frames.ts";
import { SEAL_HEADER_BYTES } from "../../src/seal/header.ts";
import { TABLE_NAMES } from "../../src/state/state.ts";
import { constantOf } from "./constants.ts";
import { kindSource } from "./kind-source.ts";
import { type Rule, read, rulesOf, tableUnder } from "./page.ts";
import { hasTest, type Titles, titlesOf } from "./titles.ts";

const root = new URL("../../", import.meta.url);
const page = read("docs/protocol.md");
const rules = rulesOf(page);

describe("every rule of docs/protocol.md", () => {
  test("has a number of its own, in rising order within its section", () => {
    const numbers = rules.map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.toSorted(compareNumbers)).toEqual(numbers);
  });

  test("names a test, or says that there is none yet", () => {
    expect(rules.filter(({ tests }) => tests.length === 0).map(({ number }) => number)).toEqual([]);
  });

  test("names tests that are there", () => {
    const known = new Map<string, Titles>();
    expect(rules.flatMap((rule) => missingOf(rule, known))).toEqual([]);
  });
});

function missingOf({ number, tests }: Rule, known: Map<string, Titles>): readonly string[] {
  return tests.flatMap((named) => {
    if (named === null) return [];
    const { path, title } = named;
    if (!existsSync(new URL(path, root))) return [`§${number}: no file ${path}`];
    const titles = known.get(path) ?? titlesOf(read(path));
    known.set(path, titles);
    return hasTest(titles, title) ? [] : [`§${number}: no test "${title}" in ${path}`];
  });
}

function compareNumbers(a: string, b: string): number {
  const [left, right] = [a.split(".").map(Number), b.split(".").map(Number)];
  for (const [place, part] of left.entries()) {
    const difference = part - (right[place] ?? -1);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

describe("the page tells all of", () => {
  test.each(KINDS.map(({ name, about }) => ({ name, about })))("kind $name", ({ name, about }) => {
    const rule = rules.find(({ text }) => text.includes(`\`${name}\`** `));
    const text = rule?.text.split("\n").join(" ") ?? "";
    expect(text).toContain(about.split(":")[0]);
    const { fields, codes } = kindSource(read(`src/events/kinds/${name}.ts`));
    expect(fields.length).toBeGreaterThan(0);
    expect([...fields, ...codes].filter((word) => !text.includes(`\`${word}\``))).toEqual([]);
  });

  test("the kinds that there are files of", () => {
    const files = readdirSync(new URL("src/events/kinds/", root)).map((file) => file.replace(/\.ts$/, ""));
    expect(KINDS.map(({ name }) => name as string).toSorted()).toEqual(files.toSorted());
  });

  test("strata and their kinds, those not in rules 1 in brackets", () => {
    const built = new Set(KINDS.map(({ name }) => name));
    const written = Object.entries(STRATA).map(([stratum, names]) => [
      stratum,
      names.map((name) => (built.has(name) ? name : `[${name}]`)).join(", "),
    ]);
    expect(tableUnder(page, "| stratum | kinds |")).toEqual(written);
    expect(KIND_ORDER.length).toBeGreaterThan(built.size);
  });

  test("refusal codes", () => {
    expect(tableUnder(page, "| code | why |").map(([code]) => code)).toEqual([...REFUSAL_CODES]);
  });

  test("faults", () => {
    expect(EVENT_FAULTS.filter((fault) => !page.includes(`\`${fault}\``))).toEqual([]);
  });

  test("tables of the state, in order", () => {
    expect(tableUnder(page, "| table | key | fields |").map(([name]) => name)).toEqual([...TABLE_NAMES]);
  });

  test("domains", () => {
    const union = /export type Domain =(?<members>[^;]+);/.exec(read("src/base/hash.ts"))?.groups?.[
      "members"
    ];
    const domains = [...(union ?? "").matchAll(/"([a-z-]+)"/g)].map(([, domain]) => domain);
    const told = tableUnder(page, "| domain | used for |").flatMap(([cell]) => cell?.split(", ") ?? []);
    expect(domains.length).toBeGreaterThan(0);
    expect(told.toSorted()).toEqual(domains.toSorted());
  });

  test("frames by their numbers", () => {
    const rows = tableUnder(page, "| number | name | request | response |");
    expect(rows.map(([number, name]) => [number, name])).toEqual(
      RESPONSE_TYPES.map((name, number) => [String(number), name]),
    );
  });

  test("steps of seal messages by their numbers", () => {
    expect(page).toContain(`step ${STEPS.map((step, number) => `${number} ${step}`).join(", ")}`);
  });

  test("bytes of the seal header", () => {
    const rows = tableUnder(page, "| offset | bytes | field |");
    let offset = 0;
    for (const [at, bytes] of rows) {
      expect(Number(at)).toBe(offset);
      offset += Number(bytes);
    }
    expect(offset).toBe(SEAL_HEADER_BYTES);
  });
});

describe("limits are those of the code", () => {
  const limits = tableUnder(page, "| name | value | where |");

  const places = new Map(limits.map(([name = "", , where = ""]) => [name, where]));

  test("there are some", () => {
    expect(limits.length).toBeGreaterThan(40);
  });

  test.each(limits)("%s = %s in %s", async (name, value) => {
    expect(await constantOf(places, name)).toBe(Number(value));
  });
});

test("titles are found behind tables, and quoted rows only where titles have places for them", () => {
  const source = [
    'describe("what", () => {',
    '  test.each<readonly [string, (n: number) => void]>([["row (", f]])("%s", run);',
    '  test.each(cases)(\n    "longer",\n    run,\n  );',
    "});",
    "it(`seed $" + "{n}`, run);",
  ].join("\n");
  const titles = titlesOf(source);
  expect(titles.titles).toEqual(["what", "%s", "longer", "seed $" + "{n}"]);
  expect(hasTest(titles, "row (")).toBe(true);
  expect(hasTest(titles, "no such row")).toBe(false);
  expect(hasTest(titlesOf('test("one", () => say("two"));'), "two")).toBe(false);
});
