import { createPublicKey, type KeyObject, verify as opensslVerify } from "node:crypto";
import { fromHex } from "../src/base/bytes.ts";
import { signedMessage } from "../src/events/envelope.ts";
import type { DecodedEvent } from "../src/events/event.ts";
import { secondsOf } from "./rounds.ts";

const SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

interface Case {
  readonly key: KeyObject;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/** The events' signatures, with keys imported and messages laid out: nothing is left to do but to verify. */
export function verifyCases(
  events: readonly Pick<DecodedEvent, "id" | "device" | "signature">[],
): readonly Case[] {
  const keys = new Map<string, KeyObject>();
  return events.map(({ id, device, signature }) => {
    const key = keys.get(device) ?? importKey(device);
    keys.set(device, key);
    return { key, message: signedMessage(id), signature };
  });
}

/** Seconds that OpenSSL takes for them on this core: the machine's own limit. */
export function verifyAll(cases: readonly Case[]): number {
  let good = 0;
  const seconds = secondsOf(() => {
    for (const { key, message, signature } of cases) if (opensslVerify(null, message, key, signature)) good++;
  });
  if (good !== cases.length) throw new Error("a signature of the bench's own does not hold");
  return seconds;
}

function importKey(device: string): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, fromHex(device)]), format: "der", type: "spki" });
}
