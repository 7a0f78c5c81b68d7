import { readFileSync } from "node:fs";

const root = new URL("../../", import.meta.url);

/** A file of the project, by its path from the root. */
export function read(path: string): string {
  return readFileSync(new URL(path, root), "utf8");
}

/** The rows under the first table whose head is this, cells trimmed and freed of code marks. */
export function tableUnder(page: string, head: string): readonly (readonly string[])[] {
  const lines = page.split("\n");
  const start = lines.indexOf(head);
  if (start < 0) return [];
  const rows: string[][] = [];
  for (const line of lines.slice(start + 2)) {
    if (!line.startsWith("|")) break;
    rows.push(
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.replaceAll("`", "").trim()),
    );
  }
  return rows;
}

/** A numbered rule with the tests it names. */
export interface Rule {
  readonly number: string;
  readonly text: string;
  /** null: none yet */
  readonly tests: readonly ({ readonly path: string; readonly title: string } | null)[];
}

const RULE = /^\*\*§(?<number>[\d.]+)/;
const TEST = /^- test: (?:(?<path>test\/\S+) "(?<title>.+)"|none yet)$/;

/** Every rule of a page; a line that begins as a test's and is none throws. */
export function rulesOf(page: string): readonly Rule[] {
  const rules: { number: string; text: string; tests: ({ path: string; title: string } | null)[] }[] = [];
  for (const line of page.split("\n")) {
    const number = RULE.exec(line)?.groups?.["number"];
    if (number !== undefined) rules.push({ number, text: "", tests: [] });
    const rule = rules.at(-1);
    if (rule === undefined) continue;
    if (!line.startsWith("- test:")) {
      if (rule.tests.length === 0) rule.text += `${line}\n`;
      continue;
    }
    const groups = TEST.exec(line)?.groups;
    if (groups === undefined) throw new Error(`not a test: ${line}`);
    const { path, title } = groups;
    rule.tests.push(path === undefined || title === undefined ? null : { path, title });
  }
  return rules;
}
