import type { Machine } from "./lan.ts";

export interface Lines {
  /** addresses from which so many of a hundred packets are lost */
  readonly lossy?: readonly string[];
  /** addresses from which nothing comes */
  readonly cut?: readonly string[];
}

const LOST_PERCENT = 30;

/** What a machine takes in of what others send, from now on. */
export async function hear(machine: Machine, { lossy = [], cut = [] }: Lines): Promise<void> {
  const rules = [
    ...(cut.length === 0 ? [] : [`meta nfproto ipv6 drop; ${from(cut)} drop;`]),
    ...(lossy.length === 0 ? [] : [`${from(lossy)} numgen random mod 100 < ${LOST_PERCENT} counter drop;`]),
  ];
  await machine.firewall(inputChain(rules.join(" ")));
}

function from(addresses: readonly string[]): string {
  return `ip saddr { ${addresses.join(", ")} }`;
}

/** Rules for what comes in from other machines. */
export function inputChain(rules: string): string {
  const chain = `type filter hook input priority 0; iifname "lo" accept; ${rules}`;
  return `table inet lines { chain input { ${chain} }; };`;
}
