import { isLoopback } from "../net/loopback.ts";

/** Of what may be told to somebody else an address that leads to this machine alone stays only where there is no other. */
export function shownAddresses(addresses: readonly string[]): readonly string[] {
  const others = addresses.filter((address) => !isLoopback(address));
  return others.length === 0 ? addresses : others;
}
