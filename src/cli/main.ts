import { type Command, CommanderError } from "commander";
import { EXIT, type ExitCode, OperatorError } from "../base/operator-error.ts";
import { homeOf } from "../node/home-path.ts";
import { API_WORDS } from "../words/api-words.ts";
import { LANGS, type Lang, langOf, pickLang } from "../words/language.ts";
import { OPERATOR_WORDS } from "../words/operator-words.ts";
import { say, sayOpen } from "../words/sentence.ts";
import { createBuilder } from "./cli.ts";
import { CliFault } from "./cli-fault.ts";
import { type Io, READER_GONE } from "./io.ts";
import { createProgram } from "./program.ts";
import { UsageFault } from "./usage-fault.ts";
import { usageFaultOf, usageLines } from "./usage-lines.ts";

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
    const { exitCode, lines } = told(lang, error, at.command);
    for (const line of lines) io.err(line);
    if (io.env["HUZHU_DEBUG"] !== undefined && error instanceof Error) io.err(error.stack ?? "");
    return exitCode;
  }
}

/** --lang is needed before anything is parsed: the help is in that language too. */
function langOption(argv: readonly string[]): string | undefined {
  // The last one counts, as for every other option; after "--" come no more options.
  const end = argv.indexOf("--");
  const words = end === -1 ? argv : argv.slice(0, end);
  const at = words.findLastIndex((word) => word === "--lang" || word.startsWith("--lang="));
  const word = argv[at];
  return word === "--lang" ? argv[at + 1] : word?.slice("--lang=".length);
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

interface Told {
  readonly exitCode: ExitCode;
  readonly lines: readonly string[];
}

function told(lang: Lang, error: unknown, command: Command | undefined): Told {
  if (error instanceof CommanderError) {
    const fault = usageFaultOf(error);
    if (fault !== undefined) return { exitCode: EXIT.usage, lines: usageLines(lang, fault, command) };
    return { exitCode: error.exitCode === 0 ? EXIT.ok : EXIT.usage, lines: [] };
  }
  if (error instanceof UsageFault) return { exitCode: EXIT.usage, lines: usageLines(lang, error, command) };
  if (error instanceof CliFault) return { exitCode: error.exitCode, lines: error.lines };
  if (error instanceof OperatorError) {
    const { what, fix } = OPERATOR_WORDS[error.code];
    // Chinese sentences follow one another without a blank.
    const line = [what, fix].map((part) => sayOpen(lang, part, error.details)).join(lang === "en" ? " " : "");
    return { exitCode: error.exitCode, lines: [line] };
  }
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { exitCode: EXIT.failure, lines: [say(lang, API_WORDS.internal), detail] };
}
