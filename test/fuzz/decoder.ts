/** A reader of what others send or a disk gives, as the fuzz asks it. */
export interface Decoder {
  readonly name: string;
  /** as the real writers write; each is read */
  readonly good: readonly Uint8Array[];
  /** longest input that means anything to the reader */
  readonly bytesMax: number;
  /** Makes hashes fit what they are of, so that what is behind them is reached. */
  readonly mend?: (input: Uint8Array) => Uint8Array;
  /**
   * What the shipping writer makes of what was read: the very input, whatever the input was; undefined: refused by a
   * typed refusal. Whatever it throws is a defect.
   */
  read(input: Uint8Array): Uint8Array | undefined | Promise<Uint8Array | undefined>;
  /** in place of what is done to CBOR */
  readonly mutate?: (pick: (below: number) => number) => Uint8Array;
  /** so many inputs elsewhere for one here, where one costs a disk or a whole request */
  readonly cost?: number;
}
