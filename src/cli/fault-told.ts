import { type Command, CommanderError } from "commander";
import { EXIT, type ExitCode, OperatorError } from "../base/operator-error.ts";
import { API_WORDS } from "../words/api-words.ts";
import type { Lang } from "../words/language.ts";
import { OPERATOR_WORDS } from "../words/operator-words.ts";
import { say, sayOpen } from "../words/sentence.ts";
import { CliFault } from "./cli-fault.ts";
import { UsageFault } from "./usage-fault.ts";
import { usageFaultOf, usageLines } from "./usage-lines.ts";

/** Why a command ended, in the reader's language. */
export interface FaultTold {
  readonly exitCode: ExitCode;
  /** stable */
  readonly code: string;
  readonly lines: readonly string[];
  /** what the lines name: paths, ports, what was typed */
  readonly details: Readonly<Record<string, string>>;
}

/** What is told of anything thrown; `command`: where it was thrown. An exit code alone: help was shown, nothing is wrong. */
export function faultTold(lang: Lang, error: unknown, command: Command | undefined): FaultTold | ExitCode {
  if (error instanceof CommanderError) {
    const fault = usageFaultOf(error);
    if (fault === undefined) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    return usageTold(lang, fault, command);
  }
  if (error instanceof UsageFault) return usageTold(lang, error, command);
  if (error instanceof CliFault) {
    const { exitCode, code, lines, details } = error;
    return { exitCode, code, lines, details };
  }
  if (error instanceof OperatorError) {
    const { exitCode, code, details } = error;
    const { what, fix } = OPERATOR_WORDS[code];
    // Chinese sentences follow one another without a blank.
    const line = [what, fix].map((part) => sayOpen(lang, part, details)).join(lang === "en" ? " " : "");
    return { exitCode, code, lines: [line], details };
  }
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const lines = [say(lang, API_WORDS.internal), reason];
  return { exitCode: EXIT.failure, code: "internal", lines, details: {} };
}

function usageTold(lang: Lang, fault: UsageFault, command: Command | undefined): FaultTold {
  const { code, values } = fault;
  return { exitCode: EXIT.usage, code, lines: usageLines(lang, fault, command), details: values };
}

/** One line of JSON, for programs. */
export function faultJson({ exitCode, code, lines, details }: FaultTold): string {
  return JSON.stringify({ code, exitCode, text: lines.join("\n"), details });
}
