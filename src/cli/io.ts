/** Why a command ends where nobody reads what it writes any more (`| head`): no fault. */
export const READER_GONE = "EPIPE";

/** Everything a command needs of the terminal it runs in. */
export interface Io {
  out(line: string): void;
  err(line: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** a person sits there, who can be asked */
  readonly isTty: boolean;
  ask(question: string): Promise<string>;
  /** what is piped in, to its end; nothing where a person sits there */
  input(): Promise<string>;
  /** aborted by Ctrl-C or a polite kill, with the signal's name as the reason, or by READER_GONE */
  readonly signal: AbortSignal;
}
