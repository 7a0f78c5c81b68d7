import type { NetLog } from "../net/net-log.ts";
import type { NetTimes } from "../net/net-times.ts";
import type { RelayLimits } from "../net/relay-limits.ts";
import type { BudgetSizes } from "./peer-budgets.ts";

/** What its person, or a test, wants of a running node. */
export interface NodeOptions {
  /** multiaddrs to listen on; default: the port of last time, or a free one, on all addresses */
  readonly listen?: readonly string[];
  /** addresses to tell others instead of those listened on; empty: none */
  readonly announce?: readonly string[];
  /** full addresses to keep connected in place of those in the invite, beside those reached before and in profiles */
  readonly peers?: readonly string[];
  /** false: no gossip; everything comes by pull */
  readonly gossip?: boolean;
  /** relays for members, within the usual limits or these; without it: for nobody */
  readonly relay?: boolean | RelayLimits;
  /** true: looks on its LAN for nodes of the community, and answers theirs */
  readonly lan?: boolean;
  readonly syncEveryMs?: number;
  readonly netTimes?: Partial<NetTimes>;
  /** what one peer may cost per minute */
  readonly budgets?: Partial<BudgetSizes>;
  readonly log?: NetLog;
  /** the disk failed under the running node */
  readonly onFatal?: (error: unknown) => void;
}
