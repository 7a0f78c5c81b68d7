import type { USAGE_WORDS } from "../words/usage-words.ts";

export type UsageCode = Exclude<keyof typeof USAGE_WORDS, "did-you-mean" | "form" | "more-help">;

/** The person typed something that cannot be meant; `main` adds the right form. */
export class UsageFault extends Error {
  override readonly name = "UsageFault";
  readonly code: UsageCode;
  readonly values: Readonly<Record<string, string>>;
  constructor(code: UsageCode, values: Readonly<Record<string, string>> = {}) {
    super(code);
    this.code = code;
    this.values = values;
  }
}
