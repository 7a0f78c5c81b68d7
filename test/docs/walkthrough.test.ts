import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { matches, Session, type Step, stepsOf } from "./session.ts";

/** For hangs only: nothing is judged by how long it takes. */
const WAIT_MS = 90_000;

let folder = "";
let session: Session | undefined;
afterEach(async () => {
  await session?.close();
  session = undefined;
  if (folder !== "") await rm(folder, { recursive: true, force: true });
  folder = "";
});

/** Files that the document shows by `cat`, before the session begins. */
async function layOutFiles(steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    const name = step.type === "run" ? /^cat (\S+)$/.exec(step.command)?.[1] : undefined;
    if (step.type === "run" && name !== undefined)
      await writeFile(join(folder, name), `${step.expected.join("\n")}\n`);
  }
}

test("docs/walkthrough.md is a session that runs as it is written", async () => {
  const steps = stepsOf(await readFile(new URL("../../docs/walkthrough.md", import.meta.url), "utf8"));
  expect(steps.length).toBeGreaterThan(30);
  folder = await mkdtemp(join(tmpdir(), "huzhu-walk-"));
  await layOutFiles(steps);
  session = await Session.open(folder);
  for (const step of steps) {
    if (step.type === "wait") {
      const endMs = Date.now() + WAIT_MS;
      while ((await session.run(step.command)).code !== 0)
        if (Date.now() > endMs) throw new Error(`line ${step.line}: never came about: ${step.command}`);
      continue;
    }
    const { lines } = await session.run(step.command);
    const isAsWritten = matches(step.expected, lines);
    expect(isAsWritten ? step.expected : lines, `line ${step.line}: ${step.command}`).toEqual(step.expected);
  }
}, 280_000);

describe("how outputs are compared", () => {
  test.each([
    [["a"], ["a"], true],
    [["a"], ["b"], false],
    [["a …"], ["a b c"], true],
    [["a … c"], ["a b"], false],
    [["…"], ["a", "b"], true],
    [["…"], [], true],
    [["a", "…", "d"], ["a", "b", "c", "d"], true],
    [["a", "…", "d"], ["a", "b", "c"], false],
    [["a"], ["a", "b"], false],
    [["a.b"], ["axb"], false],
    [[], ["x"], false],
  ] as const)("%j of %j: %s", (expected, actual, result) => {
    expect(matches(expected, actual)).toBe(result);
  });
});
