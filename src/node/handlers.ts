import type { AuthenticEvent } from "../events/event.ts";
import { FAULT_POINTS } from "../net/fault-points.ts";
import type { NetLog } from "../net/net-log.ts";
import type { GreetedPeer, RequestProtocol, Transport, TransportHandlers } from "../net/transport.ts";
import type { AlarmBoard } from "./alarm-board.ts";
import type { Driver } from "./driver.ts";
import { gossipAuthor } from "./gossip-author.ts";
import { type HelloParts, hellosOf } from "./hellos.ts";
import { MalformedQuestion, type MemberDesk } from "./member-desk.ts";
import { type BudgetSizes, PeerBudgets } from "./peer-budgets.ts";
import { previewDesk } from "./preview-desk.ts";
import { isMemberNow } from "./welcome.ts";

export interface HandlerParts extends Omit<HelloParts, "drive"> {
  readonly alarms: AlarmBoard;
  readonly desk: MemberDesk;
  readonly budgets: Partial<BudgetSizes> | undefined;
  readonly log: NetLog;
  driver(): Driver;
  transport(): Transport;
  changed(): void;
}

/** What the node does with what its network brings. */
export function handlersOf(parts: HandlerParts): TransportHandlers {
  const budgets = new PeerBudgets(parts.budgets);
  return {
    ...hellosOf({ ...parts, drive: (input) => parts.driver().drive(input) }),
    onPreview: previewDesk(parts),
    isMember: ({ device, member }) => {
      const { journal } = parts.peer();
      return journal === null ? member : isMemberNow(journal, device);
    },
    onPeerUp: ({ peer, device, isTeller = false }) => {
      parts.log("info", isTeller ? "a teller came" : "a peer came", { peer, device });
      if (!isTeller) parts.alarms.letIn();
      parts.driver().drive({ type: "peer-up", peer, device: device as AuthenticEvent["device"], isTeller });
      parts.changed();
    },
    onPeerDown: (peer, isSentAway = false) => {
      parts.log("info", "a peer went", { peer });
      parts.tellers.left(peer, isSentAway);
      parts.driver().drive({ type: "peer-down", peer });
      parts.changed();
    },
    onGossip: async (topic, from, message) => {
      const verdict = budgets.mayGossip(from) ? parts.driver().gossip(topic, from, message) : null;
      const isOthers = () => {
        const author = gossipAuthor(topic, message);
        return author !== undefined && author !== deviceOf(from);
      };
      const points = budgets.gossiped(from, verdict, isOthers);
      if (points > 0) parts.transport().penalize(from, points, "a flood of gossip that is of no use");
      return verdict ?? "ignore";
    },
    onRequest: async (from, request, protocol) => {
      await budgets.question(from);
      const answer = await answerTo(parts, budgets, from, request, protocol);
      budgets.served(from, answer.length);
      return answer;
    },
  };

  function deviceOf(peer: string): string | undefined {
    return parts
      .transport()
      .peers()
      .find((greeted) => greeted.peer === peer)?.device;
  }
}

async function answerTo(
  parts: HandlerParts,
  budgets: PeerBudgets,
  from: GreetedPeer,
  request: Uint8Array,
  protocol: RequestProtocol,
): Promise<Uint8Array> {
  if (protocol === "sync")
    return await parts.driver().answer(from.peer, request, (looks) => budgets.looked(from, looks));
  try {
    return await parts.desk.answer(from, request);
  } catch (error) {
    if (error instanceof MalformedQuestion)
      parts.transport().penalize(from.peer, FAULT_POINTS, "malformed question");
    throw error;
  }
}
