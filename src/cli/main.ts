import type { Command } from "commander";
import { EXIT, type ExitCode } from "../base/operator-error.ts";
import { homeOf } from "../node/home-path.ts";
import { LANGS, langOf, pickLang } from "../words/language.ts";
import { createBuilder } from "./cli.ts";
import { faultJson, faultTold } from "./fault-told.ts";
import { type Io, READER_GONE } from "./io.ts";
import { createProgram } from "./program.ts";
import { UsageFault } from "./usage-fault.ts";

/** Runs one command line (without "node huzhu") and resolves to its exit code; never rejects. */
export async function main(argv: readonly string[], io: Io, version: string): Promise<ExitCode> {
  const wanted = langOption(argv);
  const lang = pickLang(wanted, io.env);
  let exit: ExitCode = EXIT.ok;
  const build = createBuilder({
    io,
    lang,
    homeOf: (home) => homeOf({ home, env: { ...io.env } }),
    onExit: (code) => {
      exit = code;
    },
  });
  const program = createProgram(build, io, version);
  const at: { command?: Command } = {};
  watch(program, at);
  try {
    if (wanted !== undefined && langOf(wanted) === undefined)
      throw new UsageFault("bad-choice", { value: wanted, choices: LANGS.join(", ") });
    await program.parseAsync([...argv], { from: "user" });
    return exit;
  } catch (error) {
    if (io.signal.aborted) return io.signal.reason === READER_GONE ? EXIT.ok : EXIT.interrupted;
    if (io.env["HUZHU_DEBUG"] !== undefined && error instanceof Error) io.err(error.stack ?? "");
    const told = faultTold(lang, error, at.command);
    if (typeof told === "number") return told;
    for (const line of asksForJson(argv) ? [faultJson(told)] : told.lines) io.err(line);
    return told.exitCode;
  }
}

/** --lang is needed before anything is parsed: the help is in that language too. */
function langOption(argv: readonly string[]): string | undefined {
  // The last one counts, as for every other option.
  const words = beforeEnd(argv);
  const at = words.findLastIndex((word) => word === "--lang" || word.startsWith("--lang="));
  const word = argv[at];
  return word === "--lang" ? argv[at + 1] : word?.slice("--lang=".length);
}

/** Also where nothing could be parsed, and a program waits for the reason. */
function asksForJson(argv: readonly string[]): boolean {
  return beforeEnd(argv).includes("--json");
}

/** After "--" come no more options. */
function beforeEnd(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf("--");
  return end === -1 ? argv : argv.slice(0, end);
}

/** Notes which command commander was at when it found something wrong. */
function watch(command: Command, at: { command?: Command }): void {
  command.exitOverride((fault) => {
    at.command = command;
    throw fault;
  });
  command.hook("preAction", (_, action) => {
    at.command = action;
  });
  for (const each of command.commands) watch(each, at);
}
