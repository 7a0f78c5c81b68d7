/** One change of the shipping source: `find` stands exactly once in `file`. */
export interface Edit {
  /** from the project's folder */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** What is changed in a variant of the program, by its name. */
export const EDITS: Readonly<Record<string, readonly Edit[]>> = {
  "two-thirds": [
    {
      file: "src/seal/quorum.ts",
      find: "return (seats + (seats - (seats % 5)) / 5 + 1 + 1) >> 1;",
      replace: "return Math.floor((2 * seats) / 3) + 1;",
    },
  ],
  "quorum-one-too-small": [
    {
      file: "src/seal/quorum.ts",
      find: "return (seats + (seats - (seats % 5)) / 5 + 1 + 1) >> 1;",
      replace: "return Math.max(1, ((seats + (seats - (seats % 5)) / 5 + 1 + 1) >> 1) - 1);",
    },
  ],
};
