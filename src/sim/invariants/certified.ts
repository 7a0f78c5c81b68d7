import { verifyCertificate } from "../../seal/certificate.ts";
import { sealIdOf } from "../../seal/header.ts";
import { sealedOf } from "../sealed-of.ts";
import type { Invariant, Witnessed } from "./invariant.ts";

/** Whatever a node calls sealed lies on its disk, with a certificate of the seats of that height. */
export function certified({ play, violated }: Witnessed): Invariant {
  const verified = new WeakSet<Uint8Array>();
  return {
    stepped({ name, disk }, { journal }, moved) {
      if (!moved || journal === null || journal.at.sealId === null) return;
      const record = disk.seal(journal.height);
      if (record === undefined) {
        violated(`${name} calls ${journal.height} sealed and has no record of it`);
        return;
      }
      const { header, certificate } = sealedOf(record);
      if (sealIdOf(header) !== journal.at.sealId) violated(`${name} stands on another seal than it stored`);
      if (verified.has(record)) return;
      const seats = journal.seatsNamed(header.seats);
      if (seats === undefined || !verifyCertificate(header, certificate, seats, play.parts.verify))
        violated(`${name} has no certificate for ${header.height}`);
      verified.add(record);
    },
  };
}
