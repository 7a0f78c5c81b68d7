import type { ExitCode } from "../base/operator-error.ts";

/** Ends a command with lines that are already in the reader's language. */
export class CliFault extends Error {
  override readonly name = "CliFault";
  readonly exitCode: ExitCode;
  readonly lines: readonly string[];
  /** for --json: the stable code */
  readonly code: string;
  constructor(exitCode: ExitCode, code: string, lines: readonly string[]) {
    super(code);
    this.exitCode = exitCode;
    this.code = code;
    this.lines = lines;
  }
}
