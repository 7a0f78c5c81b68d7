import { existsSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findImports, PURE_FOLDERS } from "../tidy/imports.ts";
import { strip } from "../tidy/strip.ts";
import { read, tableUnder } from "./page.ts";

const root = new URL("../../", import.meta.url);
const page = read("docs/architecture.md");
const rows = tableUnder(page, "| folder | imports | types only |").map(
  ([folder = "", all = "", types = ""]) => ({
    folder,
    all: all.split(", ").filter((name) => name !== ""),
    types: types.split(", ").filter((name) => name !== ""),
  }),
);
const folders = rows.map(({ folder }) => folder);

/** Whether the house lets a file of one folder import from another. */
function mayImport(from: string, to: string, what: "value" | "type"): boolean {
  const source = `import ${what === "type" ? "type " : ""}{ x } from "../${to}/b.ts";\n`;
  return findImports(`src/${from}/a.ts`, source, strip(source)).length === 0;
}

describe("the import table of docs/architecture.md", () => {
  test("has every folder of src, and the pure ones first", () => {
    const inSrc = readdirSync(new URL("src/", root));
    expect(inSrc.filter((folder) => !folders.includes(folder))).toEqual([]);
    expect(folders.slice(0, PURE_FOLDERS.length).toSorted()).toEqual(PURE_FOLDERS.toSorted());
  });

  test.each(rows)("is what is enforced for $folder", ({ folder, all, types }) => {
    const others = folders.filter((other) => other !== folder);
    const values = others.filter((other) => mayImport(folder, other, "value"));
    const typesToo = others.filter((other) => !values.includes(other) && mayImport(folder, other, "type"));
    expect(all.toSorted()).toEqual(values.toSorted());
    expect(types.toSorted()).toEqual(typesToo.toSorted());
  });
});

test("folders and files that the pages name are there", () => {
  const named = [...page.matchAll(/`((?:src|test|docs|bin|bench)\/[\w./-]+)`/g)].map(
    ([, path]) => path as string,
  );
  const short = [...page.matchAll(/`((?:peer|node|seal|ledger)\/[\w-]+\.ts)`/g)].map(
    ([, path]) => `src/${path}`,
  );
  expect(named.length + short.length).toBeGreaterThan(20);
  const missing = [...named, ...short].filter((path) => !existsSync(new URL(path, root)));
  expect(missing.filter((path) => path !== "src/export")).toEqual([]);
});

test("the pages stand by themselves", () => {
  for (const path of ["docs/architecture.md", "docs/protocol.md"])
    expect(read(path)).not.toMatch(/\.\.\/|\/work\b|design\/|domain\.md|libp2p\.md/);
});
