import { EXIT, type OperatorCode, OperatorError } from "../base/operator-error.ts";
import type { LineFault } from "./code-line.ts";

/** What the person is told, who wanted to use a line of this kind. */
export function lineFault(wanted: "invite" | "return", fault: LineFault): OperatorError {
  return new OperatorError(codeOf(wanted, fault), EXIT.failure);
}

function codeOf(wanted: "invite" | "return", fault: LineFault): OperatorCode {
  if (typeof fault !== "string") return `line-is-${fault.is}`;
  switch (fault) {
    case "none":
      return `${wanted}-none`;
    case "mangled":
      return `${wanted}-mangled`;
    case "version":
      return "line-version";
  }
}
