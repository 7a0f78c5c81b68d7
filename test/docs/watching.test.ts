import { expect, test } from "vitest";
import { METRICS } from "../../src/node/metrics.ts";
import { CHECK_WORDS } from "../../src/words/doctor-words.ts";
import { read, tableUnder } from "./page.ts";

const page = read("docs/watching.md");
const exported = Object.keys(METRICS).toSorted();

function namesIn(text: string): readonly string[] {
  return [...new Set(text.match(/\bhuzhu_[a-z_]+/g))].toSorted();
}

test("the dashboard asks for every metric that is exported, and for no other", () => {
  const { panels } = JSON.parse(read("docs/grafana.json")) as {
    readonly panels: readonly {
      readonly id: number;
      readonly targets: readonly { readonly expr: string }[];
    }[];
  };
  const asked = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  expect(namesIn(asked.join("\n"))).toEqual(exported);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
});

test("docs/watching.md tells every metric and every check", () => {
  const metrics = tableUnder(page, "| metric | labels | |").map(([name]) => name);
  expect(namesIn(metrics.join(" "))).toEqual(exported);
  expect(namesIn(page)).toEqual(exported);
  const checks = tableUnder(page, "| check | looks at | without the running node |").map(([name]) => name);
  expect(checks).toEqual(Object.values(CHECK_WORDS).map(({ en }) => en));
});
