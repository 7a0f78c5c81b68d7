import { EXIT, OperatorError } from "../base/operator-error.ts";
import { parsePeerAddress } from "../net/peer-address.ts";

/** Addresses of other nodes that its person names. Throws OperatorError: peer-address-invalid. */
export function checkPeers(addresses: readonly string[]): void {
  const address = addresses.find((each) => parsePeerAddress(each)?.peer === undefined);
  if (address !== undefined) throw new OperatorError("peer-address-invalid", EXIT.usage, { address });
}
