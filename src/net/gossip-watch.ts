import type { GossipSubComponents } from "@libp2p/gossipsub";
import type { Stream, StreamHandler, StreamMessageEvent } from "@libp2p/interface";
import { Allowance } from "./allowance.ts";
import { type Bad, OVERSIZE_POINTS } from "./fault-points.ts";
import { type RpcFault, RpcScan } from "./rpc-scan.ts";

/** Gossip's smallest unit, per stream and minute; more are read later. A message is one, and some are for upkeep. */
export const RPCS_PER_MINUTE = 12_000;
/** The longest that nothing is read at a time. */
const HOLD_MS_MAX = 1_000;

type Registrar = GossipSubComponents["registrar"];

/** The registrar as gossipsub sees it: what comes in on its streams is read along, and bad RPCs cost their sender points. */
export function watchedRegistrar(registrar: Registrar, bad: Bad): Registrar {
  const handle: Registrar["handle"] = (protocol, handler, options) =>
    registrar.handle(protocol, watched(handler, bad), options);
  return new Proxy(registrar, {
    get: (target, name) => (name === "handle" ? handle : Reflect.get(target, name)),
  });
}

function watched(handler: StreamHandler, bad: Bad): StreamHandler {
  return async (stream, connection) => {
    const handled = handler(stream, connection);
    watchGossip(stream, (fault) => {
      bad(connection.remotePeer.toString(), OVERSIZE_POINTS, fault);
      // gossipsub may have stopped reading it without ending it
      stream.abort(new Error(fault));
    });
    await handled;
  };
}

/**
 * Reads along an inbound gossip stream from now on. Too many RPCs: it is read later. `bad` hears what no honest node
 * writes, once, since the stream cannot be followed after it.
 */
function watchGossip(stream: Stream, bad: (fault: RpcFault) => void): void {
  const scan = new RpcScan();
  const allowance = new Allowance(RPCS_PER_MINUTE, () => performance.now());
  const onMessage = ({ data }: StreamMessageEvent): void => {
    for (const part of data instanceof Uint8Array ? [data] : data) {
      const fault = scan.read(part);
      if (fault === undefined) continue;
      stream.removeEventListener("message", onMessage);
      bad(fault);
      return;
    }
    allowance.take(scan.takeCount());
    holdBack(stream, allowance);
  };
  stream.addEventListener("message", onMessage);
}

function holdBack(stream: Stream, allowance: Allowance): void {
  const owedMs = allowance.owedMs();
  if (owedMs === 0 || stream.status !== "open" || stream.readStatus !== "readable") return;
  stream.pause();
  const timer = setTimeout(
    () => {
      if (stream.status !== "open") return;
      stream.resume();
      holdBack(stream, allowance);
    },
    Math.min(HOLD_MS_MAX, owedMs),
  );
  timer.unref();
}
