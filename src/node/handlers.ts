import type { AuthenticEvent } from "../events/event.ts";
import type { Transport, TransportHandlers } from "../net/transport.ts";
import type { AlarmBoard } from "./alarm-board.ts";
import type { Driver } from "./driver.ts";
import { type HelloParts, hellosOf } from "./hellos.ts";
import { MalformedQuestion, type MemberDesk } from "./member-desk.ts";
import { previewDesk } from "./preview-desk.ts";

export interface HandlerParts extends Omit<HelloParts, "drive"> {
  readonly alarms: AlarmBoard;
  readonly desk: MemberDesk;
  driver(): Driver;
  transport(): Transport;
  changed(): void;
}

/** Points for a question that no honest node asks. */
const FAULT_POINTS = 10;

/** What the node does with what its network brings. */
export function handlersOf(parts: HandlerParts): TransportHandlers {
  return {
    ...hellosOf({ ...parts, drive: (input) => parts.driver().drive(input) }),
    onPreview: previewDesk(parts),
    isMember: ({ device, member }) => {
      const { journal } = parts.peer();
      if (journal === null) return member;
      return journal.at.ledger.state.devices.get(device as AuthenticEvent["device"])?.status === "live";
    },
    onPeerUp: ({ peer, device }) => {
      parts.alarms.letIn();
      parts.driver().drive({ type: "peer-up", peer, device: device as AuthenticEvent["device"] });
      parts.changed();
    },
    onPeerDown: (peer) => {
      parts.driver().drive({ type: "peer-down", peer });
      parts.changed();
    },
    onGossip: async (topic, from, message) => parts.driver().gossip(topic, from, message),
    onRequest: async (from, request, protocol) => {
      if (protocol === "sync") return await parts.driver().answer(from.peer, request);
      try {
        return await parts.desk.answer(from, request);
      } catch (error) {
        if (error instanceof MalformedQuestion)
          parts.transport().penalize(from.peer, FAULT_POINTS, "malformed question");
        throw error;
      }
    },
  };
}
