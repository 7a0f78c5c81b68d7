import { setTimeout as delay } from "node:timers/promises";
import type { SyncResponse } from "../../src/peer/sync-frames.ts";
import { type Change, flipped, links, nodes } from "../peer/changed-answers.ts";
import type { Attack, Siege } from "./attacks.ts";

const MOMENT_MS = 100;

/**
 * Tells a newcomer what an honest node tells, but for the start: that is changed on its way. Asked for plain history
 * instead, it changes that as well.
 */
const withStart =
  (change: Change): Attack =>
  async (siege) => {
    siege.member.lie = async (request) => {
      const truth = await siege.member.ask(await honestOf(siege), request);
      const lie = change(truth);
      if (lie !== undefined) siege.startsForged++;
      return lie ?? withoutHistory(truth);
    };
    await delay(MOMENT_MS);
  };

async function honestOf(siege: Siege) {
  siege.honest ??= siege.member.greet(siege.honestAddress);
  return await siege.honest;
}

function withoutHistory(truth: SyncResponse): SyncResponse {
  if (truth.type !== "history") return truth;
  return { ...truth, entries: truth.entries.map((entry) => ({ ...entry, slice: flipped(entry.slice) })) };
}

/** Of a newcomer's victim alone: a node with books of its own asks nobody for a start. */
export const BAD_STARTS = {
  "a chain of seals that nobody certified": withStart(
    links((link) => {
      const signatures = link.certificate.signatures.map((row) => ({
        ...row,
        signature: flipped(row.signature),
      }));
      return { ...link, certificate: { ...link.certificate, signatures } };
    }),
  ),

  "a snapshot that its seal does not prove": withStart(nodes((wires) => wires.map((wire) => flipped(wire)))),
} as const satisfies Record<string, Attack>;

export type BadStartName = keyof typeof BAD_STARTS;
