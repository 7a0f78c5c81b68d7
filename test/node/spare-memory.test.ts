import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { HEAP_GROWTH_WORD } from "../../src/node/spare-memory.ts";

test("this Node's V8 knows the word by which a node spares memory", () => {
  const words = execFileSync(process.execPath, ["--v8-options"], { encoding: "utf8" });
  expect(words).toContain(`${HEAP_GROWTH_WORD} `);
});
