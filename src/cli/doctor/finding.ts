import type { OperatorError } from "../../base/operator-error.ts";
import type { CheckName, TroubleCode } from "../../words/doctor-words.ts";
import { DOCTOR_WORDS, TROUBLE_WORDS } from "../../words/doctor-words.ts";
import type { Lang } from "../../words/language.ts";
import { OPERATOR_WORDS } from "../../words/operator-words.ts";
import { sayOpen } from "../../words/sentence.ts";

/** What one check of `huzhu doctor` came to, in the reader's language. */
export interface Finding {
  readonly check: CheckName;
  readonly state: "ok" | "wrong" | "unknown";
  /** a trouble's stable code; null where there is none */
  readonly code: string | null;
  readonly text: string;
  /** the one thing to do */
  readonly fix: string | null;
}

type Values = Readonly<Record<string, string>>;

export function fine(
  lang: Lang,
  check: CheckName,
  words: keyof typeof DOCTOR_WORDS,
  values: Values = {},
): Finding {
  return { check, state: "ok", code: null, text: sayOpen(lang, DOCTOR_WORDS[words], values), fix: null };
}

export function unknown(lang: Lang, check: CheckName, words: "needsNode" | "needsHome"): Finding {
  return { check, state: "unknown", code: null, text: sayOpen(lang, DOCTOR_WORDS[words], {}), fix: null };
}

export function trouble(lang: Lang, check: CheckName, code: TroubleCode, values: Values = {}): Finding {
  const { what, fix } = TROUBLE_WORDS[code];
  return { check, state: "wrong", code, text: sayOpen(lang, what, values), fix: sayOpen(lang, fix, values) };
}

/** A fault of the environment, by the words that every command has for it. */
export function faulty(lang: Lang, check: CheckName, { code, details }: OperatorError): Finding {
  const { what, fix } = OPERATOR_WORDS[code];
  return {
    check,
    state: "wrong",
    code,
    text: sayOpen(lang, what, details),
    fix: sayOpen(lang, fix, details),
  };
}
