import type { NodeParts } from "../../src/node/node-parts.ts";
import { SLOT_BYTES } from "../../src/store/slots.ts";

/** Where a process ends by its own SIGKILL. */
export const POINTS = [
  /** a synced LevelDB write has not begun */
  "before-table",
  /** LevelDB's write is durable, its slot not begun */
  "between",
  /** the slot is written in part */
  "slot-torn",
  /** slot and batch are durable, nobody has been told */
  "after-slot",
  /** a gossiped message or a request has not left */
  "before-message",
] as const;

/** The n-th time, from 1, that this point is reached. */
export interface Death {
  readonly point: (typeof POINTS)[number];
  readonly n: number;
}

/** A node's disk and network that end the process at that step. */
export function dyingAt(death: Death): NodeParts {
  let left = death.n;
  const reached = (point: Death["point"]): boolean => point === death.point && --left === 0;
  const dieAt = (point: Death["point"]): void => {
    if (reached(point)) process.kill(process.pid, "SIGKILL");
  };
  return {
    wrapMedium: ({ table, slots, home }) => ({
      home,
      table: {
        ...table,
        async write(ops, sync) {
          if (sync) dieAt("before-table");
          await table.write(ops, sync);
          if (sync) dieAt("between");
        },
      },
      slots: {
        ...slots,
        async write(offset, slot) {
          if (reached("slot-torn")) {
            await slots.write(offset, slot.subarray(0, SLOT_BYTES / 32));
            process.kill(process.pid, "SIGKILL");
          }
          await slots.write(offset, slot);
          dieAt("after-slot");
        },
      },
    }),
    wrapTransport: (transport) => ({
      get peerId() {
        return transport.peerId;
      },
      start: () => transport.start(),
      stop: () => transport.stop(),
      addresses: () => transport.addresses(),
      peers: () => transport.peers(),
      keepConnected: (multiaddrs) => transport.keepConnected(multiaddrs),
      keepOnly: (mayStay) => transport.keepOnly(mayStay),
      useNetworkKeys: (networkKeys) => transport.useNetworkKeys(networkKeys),
      penalize: (peer, points, why) => transport.penalize(peer, points, why),
      publish(topic, message) {
        dieAt("before-message");
        return transport.publish(topic, message);
      },
      request(peer, frame, signal) {
        dieAt("before-message");
        return transport.request(peer, frame, signal);
      },
    }),
  };
}
