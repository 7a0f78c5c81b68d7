import { expect } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { HashId } from "../../src/base/id.ts";
import type { CertifiedHeader } from "../../src/seal/certificate.ts";
import { sealIdOf } from "../../src/seal/header.ts";
import { signSealMessage } from "../../src/seal/message.ts";
import { decodeSealed } from "../../src/seal/sealed.ts";
import type { Seat } from "../../src/state/records.ts";
import { hex32 } from "../seal/samples.ts";
import { keyFor, Village } from "../sim/village.ts";

/** n = 5: q = 4, r = 2, so that two quorums share three at least. */
export const NAMES = ["Ada", "Bo", "Cy", "Di", "Ed"] as const;
export const LIARS = ["Bo", "Cy", "Di"] as const;

export function five(): Village {
  const village = new Village(77, { seatExpiryMs: 60_000 });
  village.found("Ada");
  village.run(3);
  for (const name of NAMES.slice(1)) village.join(name, "Ada");
  village.run(40);
  expect(seatsOf(village)).toHaveLength(5);
  // sealed by the five
  village.say("Ada", "witness", { on: true });
  village.run(30);
  return village;
}

export function peerOf(village: Village, name: string) {
  return present(village.world.node(name), name).peer;
}

export function seatsOf(village: Village): readonly Seat[] {
  return present(peerOf(village, "Ada").sealing, "a height").at.seats;
}

export function recordAt(village: Village, height: number): CertifiedHeader {
  const record = present(village.disks.get("Ada")?.seal(height), "a record");
  return present(decodeSealed(record), "a seal");
}

const nameOf = (device: string) => NAMES.find((name) => keyFor(`device ${name}`).publicKey === device);

/** Another value for a sealed height, signed by hand. */
export function otherSeal(
  village: Village,
  height: number,
  signers: readonly string[],
  round?: number,
): CertifiedHeader {
  const ours = recordAt(village, height);
  const header = { ...ours.header, state: hex32("another state") as HashId };
  return { header, certificate: certify(village, header, signers, round ?? ours.certificate.round) };
}

export function certify(
  village: Village,
  header: CertifiedHeader["header"],
  signers: readonly string[],
  round: number,
): CertifiedHeader["certificate"] {
  const { community, epoch, height } = header;
  const signatures = seatsOf(village).flatMap(({ device }, seat) => {
    const name = nameOf(device);
    if (name === undefined || !signers.includes(name)) return [];
    const message = {
      community,
      epoch,
      height,
      round,
      device,
      step: "precommit",
      value: sealIdOf(header),
    } as const;
    const { signature } = signSealMessage(message, keyFor(`device ${name}`).sign);
    return [{ seat, signature }];
  });
  return { round, signatures };
}
