import type { ExitCode } from "../base/operator-error.ts";

/** Ends a command with lines that are already in the reader's language. */
export class CliFault extends Error {
  override readonly name = "CliFault";
  readonly exitCode: ExitCode;
  readonly lines: readonly string[];
  /** for --json: the stable code */
  readonly code: string;
  /** for --json: what the lines name; nothing private */
  readonly details: Readonly<Record<string, string>>;
  constructor(
    exitCode: ExitCode,
    code: string,
    lines: readonly string[],
    details: Readonly<Record<string, string>> = {},
  ) {
    super(code);
    this.exitCode = exitCode;
    this.code = code;
    this.lines = lines;
    this.details = details;
  }
}
