import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { faultsOf } from "./tidy/rules.ts";
import { strip } from "./tidy/strip.ts";

const root = new URL("../", import.meta.url);

function filesUnder(folder: string): readonly string[] {
  return readdirSync(new URL(`${folder}/`, root), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesUnder(path);
    return path.endsWith(".ts") ? [path] : [];
  });
}

const files = ["src", "test", "bench"].flatMap(filesUnder);

test("the house is in order", () => {
  expect(files.length).toBeGreaterThan(20);
  expect(files.flatMap((path) => faultsOf(path, readFileSync(new URL(path, root), "utf8")))).toEqual([]);
});

/** The faults without their places. */
const faults = (path: string, source: string) =>
  faultsOf(path, source).map((fault) => fault.slice(fault.indexOf(" ") + 1));

const pure = "src/ledger/rules/some-rule.ts";
const lines = (count: number, indent = "") => `${indent}run();\n`.repeat(count);
/** Long sources are told by their beginning. */
const named = (cases: readonly (readonly [string, string, ...string[]])[]) =>
  cases.map(([path, source, fault = ""]) => ({
    path,
    source,
    fault,
    start: source.slice(0, 70).replace(/\s+/g, " "),
  }));

const untidy: readonly (readonly [string, string, string])[] = [
  ["src/base/a.ts", "export const now = Date.now();", "Date in pure code"],
  [pure, "let when: Date;", "Date in pure code"],
  [pure, `const text = \`at \${new Date(0)}\`;`, "Date in pure code"],
  [pure, "const dice = Math.random();", "chance in pure code"],
  [pure, "const dice = Math\n  .random();", "chance in pure code"],
  [pure, "async function run() {}", "async in pure code"],
  [pure, "for await (const x of y) run(x);", "async in pure code"],
  [pure, "type Later = Promise<void>;", "async in pure code"],
  [pure, "a.localeCompare(b);", "a locale in pure code"],
  [pure, "n.toLocaleString();", "a locale in pure code"],
  [pure, "t.toLocaleLowerCase();", "a locale in pure code"],
  [pure, "new Intl.NumberFormat();", "a locale in pure code"],
  [pure, "setTimeout(run, 1);", "a timer in pure code"],
  [pure, "queueMicrotask(run);", "a timer in pure code"],
  [pure, "process.env;", "the shell in pure code"],
  [pure, "Buffer.from(x);", "the shell in pure code"],
  [pure, "new TextEncoder();", "the shell in pure code"],
  [pure, "globalThis.crypto;", "the shell in pure code"],
  [pure, "console.log(1);", "the shell in pure code"],
  [pure, "ids.sort();", "sort without an order"],
  [pure, "ids.toSorted( /* by code unit */ );", "sort without an order"],
  ["src/money/a.ts", "parseFloat(text);", "a float in money"],
  ["src/money/a.ts", "share.toFixed(2);", "a float in money"],
  ["src/money/a.ts", "const fee = 0.08;", "a float in money"],
  ["src/money/a.ts", "Math.round(share);", "a float in money"],
  ["src/money/a.ts", "const half = total / 2;", "division in money outside divide.ts"],
  ["src/money/a.ts", "total /= 2;", "division in money outside divide.ts"],
  ["src/money/a.ts", `const a = \`\${total / 2}\`;`, "division in money outside divide.ts"],
  ["src/money/divide.ts", "const half = (a: number) => a / 2;", "a number in divide.ts"],
  ["src/node/a.ts", "enum Colour { Red }", "an enum"],
  ["src/node/a.ts", "try { run(); } catch { }", "an empty catch"],
  ["src/node/a.ts", "try { run(); } catch (error) { /* never mind */ }", "an empty catch"],
  ["src/node/a.ts", "run().catch(() => {});", "a promise's error dropped"],
  ["src/node/a.ts", 'export * from "./b.ts";', "a barrel"],
  ["src/node/a.ts", "export default 1;", "a default export"],
  ["src/node/a.ts", "// TODO later", "something unfinished in a comment"],
  ["test/a.test.ts", "/* FIXME */", "something unfinished in a comment"],
  ["test/a.test.ts", 'test.only("x", run);', "a test left alone or out"],
  ["test/a.test.ts", 'describe.skip("x", run);', "a test left alone or out"],
  ["test/a.test.ts", "context.skip();", "a skip without a reason"],
  ["test/a.test.ts", "Math.random();", "unseeded chance in a test"],
  ["test/base/a.test.ts", 'import fc from "fast-check";', "fast-check without the house's seed"],
  ["src/node/utils.ts", "", "a name that says nothing"],
  ["src/node/test-helpers.ts", "", "a name that says nothing"],
  ["src/node/common.ts", "", "a name that says nothing"],
  ["src/node/index.ts", "", "a name that says nothing"],
  ["src/node/myFile.ts", "", "a name not in kebab-case"],
  ["src/node/my_file.ts", "", "a name not in kebab-case"],
  ["src/node/a.ts", lines(300), "a file of 300 lines"],
  ["src/node/a.ts", `function run() {\n${lines(58, "  ")}}\n`, "a function of 60 lines"],
  [
    "src/node/a.ts",
    `class A {\n  async run(\n    a: number,\n  ): void {\n${lines(58, "    ")}  }\n}\n`,
    "a function of 62 lines",
  ],
  ["src/node/a.ts", `export const run = (a: number) => {\n${lines(60, "  ")}};\n`, "a function of 62 lines"],
];

const misplaced: readonly (readonly [string, string, string])[] = [
  ["src/base/a.ts", 'import { money } from "../money/money.ts";', "base imports money"],
  ["src/money/a.ts", 'import type { Day } from "../calendar/calendar.ts";', "money imports calendar"],
  ["src/state/a.ts", 'import { x } from "../events/kind.ts";', "state imports events"],
  [
    "src/events/kinds/a.ts",
    'import {\n  x,\n  type Y,\n} from "../../ledger/apply.ts";',
    "events imports ledger",
  ],
  ["src/ledger/a.ts", 'export { x } from "../peer/peer.ts";', "ledger imports peer"],
  ["src/peer/a.ts", 'import { open } from "../store/level-store.ts";', "peer imports store"],
  ["src/peer/a.ts", 'const x = import("../net/host.ts");', "peer imports net"],
  ["src/sim/a.ts", 'import "../node/node.ts";', "sim imports node"],
  ["src/store/a.ts", 'import { x } from "../peer/peer.ts";', "store imports more than types of peer"],
  ["src/net/a.ts", 'import { x } from "../peer/peer.ts";', "net imports more than types of peer"],
  ["src/net/a.ts", 'import { x } from "../node/node.ts";', "net imports node"],
  ["src/words/a.ts", 'import { x } from "../events/kind.ts";', "words imports more than types of events"],
  ["src/elsewhere/a.ts", 'import { x } from "../base/id.ts";', "elsewhere is not in the import table"],
  ["src/base/a.ts", 'import { readFileSync } from "node:fs";', "pure code imports node:fs"],
  ["src/seal/a.ts", 'import { z } from "zod";', "pure code imports zod"],
  ["src/node/a.ts", 'import { x } from "./b.js";', "./b.js without .ts"],
  ["src/node/a.ts", 'import { x } from "../../test/b.ts";', "src imports ../../test/b.ts"],
];

describe("is caught", () => {
  test.each(named([...untidy, ...misplaced]))("in $path: $start", ({ path, source, fault }) => {
    expect(faults(path, source)).toContain(fault);
  });

  test("at its line", () => {
    expect(faultsOf(pure, "// one\n\nids.sort();\n")).toEqual([`${pure}:3 sort without an order`]);
  });
});

const tidy: readonly (readonly [string, string])[] = [
  [pure, "// Date.now(), Math.random(), async, ids.sort()"],
  [pure, "/** No Promise, no Buffer, no setTimeout; enum A { } */"],
  [pure, 'const text = "Date async process.env catch {}";'],
  [pure, `const text = \`Date \${name} Promise \${\`Buffer \${inner} Intl\`} async\`;`],
  [pure, 'const pattern = /Date|[/"]Promise/g; // a quote in a class ends nothing'],
  [pure, "ids.sort(compareText);"],
  [pure, "plan.claimDate; const dateOf = 1; update(); inProcess.run;"],
  ["src/money/a.ts", '// a / b\nconst a = "x/y".replace(/[/]/g, "1.5");'],
  ["src/money/divide.ts", "export const half = (a: bigint): bigint => a / 2n;"],
  ["src/net/a.ts", 'import type { Peer } from "../peer/peer.ts";'],
  ["src/net/a.ts", "const now = Date.now(); await run(); ids.sort();"],
  ["src/words/a.ts", 'import type { Kind } from "../events/kind.ts";'],
  ["src/base/a.ts", 'import { sha256 } from "@noble/hashes/sha2.js";\nimport { x } from "./b.ts";'],
  ["src/node/a.ts", "try { run(); } catch (error) { log(error); }"],
  ["src/node/a.ts", lines(299)],
  ["src/node/a.ts", `function run() {\n${lines(57, "  ")}}\n`],
  ["src/node/a.ts", `function run() {\n${lines(40, "  ")}}\n\nfunction walk() {\n${lines(40, "  ")}}\n`],
  [
    "test/a.test.ts",
    'test.skipIf(short)("x", run); context.skip("no such disk here"); const todo = ".only";',
  ],
];

describe("is left alone", () => {
  test.each(named(tidy))("in $path: $start", ({ path, source }) => {
    expect(faults(path, source)).toEqual([]);
  });
});

describe("stripping", () => {
  test("keeps every line and column", () => {
    for (const path of files) {
      const source = readFileSync(new URL(path, root), "utf8");
      const { code } = strip(source);
      expect(code.length).toBe(source.length);
      expect(code.split("\n").length).toBe(source.split("\n").length);
    }
  });

  test("blanks what is said and keeps what is done", () => {
    expect(strip('a("b\\"c") // d').code).toBe('a("    ")     ');
    expect(strip(`\`a\${b + \`c\${{ d: 1 }.d}\`}e\`;`).code).toBe(`\` \${b + \` \${{ d: 1 }.d}\`} \`;`);
    expect(strip("x = y / z / 2; /* 'a */ 'b'").code).toBe("x = y / z / 2;          ' '");
    expect(strip("return /[/]'\\/`/g.test(a);").code).toBe("return           .test(a);");
    expect(strip("/* one */ a /* two */").comments).toBe("/* one */\n/* two */\n");
  });
});
