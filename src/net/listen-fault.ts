import { EXIT, OperatorError } from "../base/operator-error.ts";

/** What a failed start says to the person in front of it; libp2p hides the cause in a text of several lines. */
export function listenFault(error: unknown, listen: readonly string[]): unknown {
  const text = error instanceof Error ? error.message : String(error);
  const inUse = /EADDRINUSE[^\n]*:(\d+)/.exec(text);
  if (inUse !== null) return new OperatorError("port-in-use", EXIT.failure, { port: inUse[1] ?? "" }, error);
  if (/EADDRNOTAVAIL|EACCES|ENOTFOUND|EAI_AGAIN|UnsupportedListenAddress/.test(text)) {
    return new OperatorError("address-invalid", EXIT.failure, { address: listen.join(" ") }, error);
  }
  return error;
}
