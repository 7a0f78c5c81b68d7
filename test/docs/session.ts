import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** One step of a document: a command with what it prints, or a condition to wait for. */
export type Step =
  | {
      readonly type: "run";
      readonly line: number;
      readonly command: string;
      readonly expected: readonly string[];
    }
  | { readonly type: "wait"; readonly line: number; readonly command: string };

/** The steps of a document: `$` lines in ```console fences, and `<!-- wait: … -->` beside them. */
export function stepsOf(markdown: string): readonly Step[] {
  const steps: Step[] = [];
  let isConsole = false;
  for (const [index, text] of markdown.split("\n").entries()) {
    const wait = /^<!-- wait: (.*) -->$/.exec(text)?.[1];
    if (text.startsWith("```")) isConsole = text === "```console";
    else if (!isConsole && wait !== undefined) steps.push({ type: "wait", line: index + 1, command: wait });
    else if (isConsole && text.startsWith("$ "))
      steps.push({ type: "run", line: index + 1, command: text.slice(2), expected: [] });
    else if (isConsole) {
      const last = steps.at(-1);
      if (last?.type !== "run") throw new Error(`line ${index + 1}: output before any command`);
      steps[steps.length - 1] = { ...last, expected: [...last.expected, text] };
    }
  }
  return steps;
}

/** Whether the output is what the document says: `…` stands for anything in a line, or, alone, for any lines. */
export function matches(expected: readonly string[], actual: readonly string[]): boolean {
  const [first, ...rest] = expected;
  if (first === undefined) return actual.length === 0;
  if (first === "…") return actual.some((_, i) => matches(rest, actual.slice(i))) || matches(rest, []);
  const [line, ...others] = actual;
  return line !== undefined && patternOf(first).test(line) && matches(rest, others);
}

function patternOf(line: string): RegExp {
  const parts = line.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "u");
}

const PROGRAM = fileURLToPath(new URL("../../bin/huzhu.js", import.meta.url));

/** One bash in an empty folder, with huzhu on its path; commands go in one after the other. */
export class Session {
  readonly #bash: ChildProcessWithoutNullStreams;
  #output = "";
  #notify: () => void = () => undefined;
  #count = 0;

  private constructor(bash: ChildProcessWithoutNullStreams) {
    this.#bash = bash;
    for (const stream of [bash.stdout, bash.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        this.#output += text;
        this.#notify();
      });
  }

  static async open(folder: string): Promise<Session> {
    const wrapper = join(folder, "huzhu");
    await writeFile(wrapper, `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" "$@"\n`);
    await chmod(wrapper, 0o755);
    const { HUZHU_HOME: _, HUZHU_LANG: __, ...env } = process.env;
    const bash = spawn("bash", ["--norc", "--noprofile"], {
      cwd: folder,
      detached: true,
      env: { ...env, PATH: `${folder}:${process.env["PATH"] ?? ""}`, LC_ALL: "C.UTF-8", TZ: "UTC" },
    });
    // were the test itself killed, bash's input would end, and with it everything it started
    bash.stdin.write("trap 'kill -KILL 0' EXIT\n");
    return new Session(bash);
  }

  /** What the command prints on both outputs, and its exit code. */
  async run(command: string): Promise<{ readonly lines: readonly string[]; readonly code: number }> {
    const mark = `__done_${++this.#count}__`;
    this.#output = "";
    this.#bash.stdin.write(`{ ${command}\n} 2>&1 < /dev/null\necho "${mark} $?"\n`);
    const end = new RegExp(`(?:^|\\n)${mark} (\\d+)\\n`);
    for (;;) {
      const found = end.exec(this.#output);
      if (found !== null) {
        const text = this.#output.slice(0, found.index);
        return { lines: text === "" ? [] : text.split("\n"), code: Number(found[1]) };
      }
      await new Promise<void>((resolve) => {
        this.#notify = resolve;
      });
    }
  }

  /** Ends bash and everything that it started, as a group of its own. */
  async close(): Promise<void> {
    const gone = new Promise((resolve) => this.#bash.once("close", resolve));
    const group = this.#bash.pid;
    if (group !== undefined) process.kill(-group, "SIGKILL");
    await gone;
  }
}
