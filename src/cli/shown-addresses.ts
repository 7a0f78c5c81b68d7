const LOOPBACK = /^\/(?:ip4\/127\.|ip6\/::1\/)/;

/** What a person may copy for somebody else: an address that leads to this machine alone only where there is no other. */
export function shownAddresses(addresses: readonly string[]): readonly string[] {
  const others = addresses.filter((address) => !LOOPBACK.test(address));
  return others.length === 0 ? addresses : others;
}
