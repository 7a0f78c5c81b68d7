import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { AS_STARTED } from "../../bench/as-started.ts";
import { HEAP_GROWTH_WORD } from "../../src/node/spare-memory.ts";

const program = readFileSync(new URL("../../bin/huzhu.js", import.meta.url), "utf8");

test("this Node's V8 knows the word by which a node spares memory", () => {
  const words = execFileSync(process.execPath, ["--v8-options"], { encoding: "utf8" });
  expect(words).toContain(`${HEAP_GROWTH_WORD} `);
});

test("this Node takes the words with which a node is started, and can then give memory back", () => {
  const [, words = ""] = /var FRUGAL = (\[.*\]);/.exec(program) ?? [];
  expect(JSON.parse(words)).toEqual(AS_STARTED);
  const before = "const garbage = Array.from({ length: 1e6 }, () => ({}));";
  const run = `${before} garbage.length = 0; const size = () => process.memoryUsage().heapTotal;
    const full = size(); gc({ type: "major", flavor: "last-resort" }); console.log(size() < full / 2)`;
  expect(execFileSync(process.execPath, [...AS_STARTED, "-e", run], { encoding: "utf8" })).toBe("true\n");
});
