import { describe, expect, test } from "vitest";
import { LIVES, type Life, type Step } from "../ledger/lives.ts";
import { randomSteps, toldSteps } from "../ledger/lives-lived.ts";
import { read } from "./page.ts";

const DIAGRAM = /^## (?<life>.+)\n(?:(?!^## )[\s\S])*?```mermaid\nstateDiagram-v2\n(?<arrows>[\s\S]*?)```/gm;
const ARROW = /^ {2}(?<from>\S+) --> (?<to>[^:\s]+): \S.*$/;

/** The arrows of each diagram on the page. */
function diagrams(): ReadonlyMap<string, readonly Step[]> {
  const drawn = new Map<string, readonly Step[]>();
  for (const { groups } of read("docs/lives.md").matchAll(DIAGRAM)) {
    const life = (groups?.["life"] ?? "") as Life;
    const arrows = (groups?.["arrows"] ?? "").trimEnd().split("\n");
    drawn.set(
      life,
      arrows.map((arrow) => {
        const found = ARROW.exec(arrow)?.groups;
        if (found === undefined) throw new Error(`not an arrow with its reason: ${arrow}`);
        return { life, from: found["from"] ?? "", to: found["to"] ?? "" };
      }),
    );
  }
  return drawn;
}

const drawn = diagrams();

/** Several arrows may be gone along between two seals. */
function isPath(arrows: readonly Step[], from: string, to: string): boolean {
  const reached = new Set([from]);
  for (let size = 0; size < reached.size; ) {
    size = reached.size;
    for (const arrow of arrows) if (reached.has(arrow.from)) reached.add(arrow.to);
  }
  return reached.has(to);
}

function text({ life, from, to }: Step): string {
  return `${life}: ${from} --> ${to}`;
}

test("every life has its diagram", () => {
  expect([...drawn.keys()]).toEqual([...LIVES]);
});

test("no life goes where its diagram has no path", () => {
  const strays = [...randomSteps(), ...toldSteps()].filter(
    ({ life, from, to }) => !isPath(drawn.get(life) ?? [], from, to),
  );
  expect([...new Set(strays.map(text))]).toEqual([]);
});

describe("every arrow of a diagram is gone along", () => {
  const gone = new Set([...randomSteps(), ...toldSteps()].map(text));
  test.each([...drawn.values()].flat().map(text))("%s", (arrow) => {
    expect(gone).toContain(arrow);
  });
});
