import { existsSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { COMMAND_WORDS } from "../../src/words/command-words.ts";
import { read } from "./page.ts";

const root = new URL("../../", import.meta.url);
const readme = read("README.md");
const manifest = JSON.parse(read("package.json")) as {
  readonly version: string;
  readonly files: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};

describe("README.md", () => {
  test("links to what is there", () => {
    const links = [...readme.matchAll(/\]\((?!https:)([^)]+)\)/g)].map(([, path]) => path as string);
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
  });

  test("names commands and scripts that there are", () => {
    const commands = [...readme.matchAll(/\bhuzhu ([a-z]+)\b(?= |$|`)/gm)].map(([, name]) => name as string);
    const scripts = [...readme.matchAll(/\bnpm (?:run )?(start|test|bench)\b/g)].map(
      ([, name]) => name as string,
    );
    expect(commands.length).toBeGreaterThan(3);
    expect(commands.filter((name) => !Object.hasOwn(COMMAND_WORDS, name))).toEqual([]);
    expect(scripts.filter((name) => !Object.hasOwn(manifest.scripts, name))).toEqual([]);
  });

  test("and the pages beside it stand by themselves", () => {
    for (const path of ["README.md", "CHANGELOG.md", "docs/walkthrough.md", ...decisions()])
      expect(read(path)).not.toMatch(/\.\.\/\.\.|\/work\b|\/tmp\b|design\//);
  });
});

function decisions(): readonly string[] {
  return readdirSync(new URL("docs/decisions/", root)).map((name) => `docs/decisions/${name}`);
}

test("the changelog begins with this version", () => {
  expect(/^## (\S+)/m.exec(read("CHANGELOG.md"))?.[1]).toBe(manifest.version);
});

test("every file that the package names is there, but for what is built", () => {
  const named = manifest.files.filter((path) => path !== "dist" && !path.startsWith("!"));
  expect(named.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
});

test("decision 007 has a reason for every dependency, and names no other", () => {
  const rows = read("docs/decisions/007-dependencies.md")
    .split("\n")
    .filter((line) => line.startsWith("| "));
  const named = rows.flatMap((line) =>
    [...(line.split(" | ")[0] ?? "").matchAll(/`([^`]+)`/g)].map(([, name]) => name as string),
  );
  const used = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];
  expect(named.toSorted()).toEqual(used.toSorted());
});
