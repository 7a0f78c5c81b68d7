import { AssertionError } from "../base/assert.ts";
import { EXIT, OperatorError } from "../base/operator-error.ts";

/** Corruption by LevelDB's word; files it names that are not there; a length past a file's end; another comparator's name. */
const DAMAGE =
  /LEVEL_CORRUPTION|IO error: .*(No such file|Invalid argument)|Invalid argument: |Not implemented: /;

/** What a person can do about an error of disk or database; a bug stays the bug it is. */
export function diskFault(error: unknown, home: string): Error {
  if (error instanceof OperatorError || error instanceof AssertionError) return error;
  const texts: string[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    texts.push("code" in cause ? `${String(cause.code)} ${cause.message}` : cause.message);
  const text = texts.join("; ");
  if (/LEVEL_LOCKED/.test(text)) return new OperatorError("home-locked", EXIT.failure, { home }, error);
  if (/ENOSPC|EDQUOT|No space left|quota exceeded/i.test(text))
    return new OperatorError("disk-full", EXIT.failure, { home }, error);
  const reason = texts.at(-1) ?? String(error);
  if (DAMAGE.test(text)) return new OperatorError("store-damaged", EXIT.integrity, { home, reason }, error);
  return new OperatorError("disk-failed", EXIT.failure, { home, reason }, error);
}
