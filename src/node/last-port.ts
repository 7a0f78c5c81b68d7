import type { LastPort } from "../net/last-port.ts";
import type { Homestead } from "./homestead.ts";
import { portsTold } from "./ports-told.ts";

/**
 * Others have this node's addresses, and a router may pass its port on: without `listen` it listens where it did last
 * time, and what it listens on is kept, unless its person asked for any free port. `keep` gets every writing.
 */
export function lastPortOf(
  homestead: Homestead,
  listen: readonly string[] | undefined,
  keep: (written: Promise<void>) => void,
): LastPort | undefined {
  const [named] = portsTold(listen ?? []);
  if (listen !== undefined && named === undefined) return undefined;
  return {
    last: listen === undefined ? homestead.home.port : null,
    listening: (port) => {
      if (port === homestead.home.port || (named !== undefined && port !== named.port)) return;
      keep(homestead.keep({ port }));
    },
  };
}
