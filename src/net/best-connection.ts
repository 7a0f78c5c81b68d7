import type { Connection } from "@libp2p/interface";

/** The newest of them; one through a relay only where there is no other. */
export function bestConnection(connections: readonly Connection[]): Connection | undefined {
  return connections.reduce<Connection | undefined>(
    (best, next) => (best === undefined || isBetter(next, best) ? next : best),
    undefined,
  );
}

function isBetter(next: Connection, best: Connection): boolean {
  if (next.direct !== best.direct) return next.direct;
  return next.timeline.open >= best.timeline.open;
}
