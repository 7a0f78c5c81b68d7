const LOOPBACK = /^\/(?:ip4\/127\.|ip6\/::1\/)/;

/** The address leads to the machine that has it, and nowhere else. Nothing is loaded for it: commands ask too. */
export function isLoopback(address: string): boolean {
  return LOOPBACK.test(address);
}
