/** Everything a command needs of the terminal it runs in. */
export interface Io {
  out(line: string): void;
  err(line: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** a person sits there, who can be asked */
  readonly isTty: boolean;
  ask(question: string): Promise<string>;
  /** aborted by Ctrl-C or a polite kill; the reason is the signal's name */
  readonly signal: AbortSignal;
}
