import { type Certificate, type CertifiedHeader, verifyCertificate } from "../../seal/certificate.ts";
import { sealIdOf } from "../../seal/header.ts";
import { sealedOf } from "../sealed-of.ts";
import type { SimDisk } from "../sim-disk.ts";
import { snapshotOf } from "../snapshot-of.ts";
import type { Invariant, Witnessed } from "./invariant.ts";

/** Whatever a node calls sealed lies on its disk, with a certificate of the seats of that height. */
export function certified({ play, violated }: Witnessed): Invariant {
  const verified = new WeakSet<Certificate>();
  return {
    stepped({ name, disk }, { journal }, moved) {
      if (!moved || journal === null || journal.at.sealId === null) return;
      const certain = certifiedBy(disk, journal.height);
      if (certain === undefined) {
        violated(`${name} calls ${journal.height} sealed and has no record of it`);
        return;
      }
      const { header, certificate } = certain;
      if (sealIdOf(header) !== journal.at.sealId) violated(`${name} stands on another seal than it stored`);
      if (verified.has(certificate)) return;
      const seats = journal.seatsNamed(header.seats);
      if (seats === undefined || !verifyCertificate(header, certificate, seats, play.parts.verify))
        violated(`${name} has no certificate for ${header.height}`);
      verified.add(certificate);
    },
  };
}

/** The seal's record, or the snapshot that a newcomer began with. */
function certifiedBy(disk: SimDisk, height: number): CertifiedHeader | undefined {
  const record = disk.seal(height);
  if (record !== undefined) return sealedOf(record);
  const snapshot = snapshotOf(disk.snapshot());
  return snapshot?.header.height === height ? snapshot : undefined;
}
