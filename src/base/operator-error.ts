/** Exit codes of the command line; part of its contract. */
export const EXIT = {
  ok: 0,
  failure: 1,
  usage: 2,
  notRunning: 3,
  unreachable: 4,
  refused: 5,
  provisional: 6,
  integrity: 7,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Every fault of the environment that a person can mend; `words/operator-words.ts` has a sentence and the fix for each. */
export type OperatorCode =
  | "home-locked"
  | "home-missing"
  | "home-exists"
  | "home-damaged"
  | "disk-full"
  | "disk-failed"
  | "port-in-use"
  | "metrics-port-in-use"
  | "address-invalid"
  | "peer-address-invalid"
  | "node-not-running"
  | "node-unreachable"
  | "api-failed"
  | "last-sign-outdated"
  | "last-sign-missing"
  | "store-damaged"
  | "invite-none"
  | "invite-mangled"
  | "invite-invalid"
  | "invite-elsewhere"
  | "return-none"
  | "return-mangled"
  | "return-invalid"
  | "line-version"
  | "line-is-invite"
  | "line-is-return"
  | "line-is-word"
  | "line-missing"
  | "file-exists"
  | "word-invalid"
  | "phrase-invalid"
  | "no-peers"
  | "timed-out";

/** A fault of the environment: shown as one line with its fix, never as a stack. */
export class OperatorError extends Error {
  override readonly name = "OperatorError";
  readonly code: OperatorCode;
  readonly exitCode: ExitCode;
  /** Values for the sentence's placeholders (paths, ports); nothing private. */
  readonly details: Readonly<Record<string, string>>;
  constructor(
    code: OperatorCode,
    exitCode: ExitCode,
    details: Readonly<Record<string, string>> = {},
    cause?: unknown,
  ) {
    super(code, cause === undefined ? undefined : { cause });
    this.code = code;
    this.exitCode = exitCode;
    this.details = details;
  }
}
