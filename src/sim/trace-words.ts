import type { Output } from "../peer/output.ts";
import type { SyncRequest, SyncResponse } from "../peer/sync-frames.ts";
import type { Packet } from "./packet.ts";
import type { Trace } from "./trace.ts";

/** Folds what a peer wants done into the trace, with every byte that lasts or travels. */
export function traceOutput(trace: Trace, output: Output): void {
  trace.text(output.type);
  switch (output.type) {
    case "persist": {
      const { events, seals, messages, profiles, lastSign, sync } = output.batch;
      trace.number(sync ? 1 : 0);
      for (const { wire } of events) trace.bytes(wire);
      for (const { record } of seals) trace.bytes(record);
      for (const { bytes } of messages) trace.bytes(bytes);
      for (const { bytes } of profiles) if (bytes !== null) trace.bytes(bytes);
      if (lastSign !== null)
        trace.text(`${lastSign.feedSeq} ${lastSign.height} ${lastSign.round} ${lastSign.step}`);
      break;
    }
    case "gossip":
      trace.bytes(output.bytes);
      break;
    case "answer":
      trace.text(output.result.ok ? output.result.value : output.result.error);
      break;
    case "alarm":
      trace.text(output.alarm.code);
      break;
    case "sealed":
      trace.number(output.height);
      break;
    default:
      // what is asked and answered is folded where it leaves
      break;
  }
}

/** Folds what leaves a machine into the trace. */
export function tracePacket(trace: Trace, packet: Packet): void {
  trace.text(packet.type);
  if (packet.type === "gossip") trace.bytes(packet.bytes);
  else if (packet.type === "request") traceRequest(trace, packet.request);
  else traceResponse(trace, packet.response);
}

function traceRequest(trace: Trace, request: SyncRequest | Uint8Array): void {
  if (request instanceof Uint8Array) trace.bytes(request);
  else trace.text(JSON.stringify(request));
}

function traceResponse(trace: Trace, response: SyncResponse | Uint8Array): void {
  if (response instanceof Uint8Array) {
    trace.bytes(response);
    return;
  }
  trace.text(response.type);
  switch (response.type) {
    case "status":
    case "heads":
    case "profile-list":
      trace.text(JSON.stringify(response));
      break;
    case "buckets":
      for (const hash of response.hashes) trace.bytes(hash);
      break;
    case "feeds":
    case "messages":
    case "profiles":
      for (const wire of response.wires) trace.bytes(wire);
      break;
    case "history":
      for (const { slice, wires } of response.entries) {
        trace.bytes(slice);
        for (const wire of wires) trace.bytes(wire);
      }
      break;
    default:
      break;
  }
}
