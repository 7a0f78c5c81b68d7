import { describe, expect, test } from "vitest";
import { toHex } from "../../src/base/bytes.ts";
import { sha256 } from "../../src/base/hash.ts";
import type { CommunityId, DeviceKey, MemberId, PublicKey } from "../../src/base/id.ts";
import { type DeviceCertificate, signCertificate, verifyCertificate } from "../../src/events/certificate.ts";
import {
  type InviteStatement,
  signInvite,
  signInviteProof,
  verifyInvite,
  verifyInviteProof,
} from "../../src/events/invite.ts";
import { verifyZip215 } from "../../src/events/signature.ts";
import { deviceFrom } from "../arbitrary/event.ts";

const idOf = (number: number): CommunityId => toHex(sha256(new Uint8Array([number]))) as CommunityId;
const [root, device, other] = [deviceFrom(1), deviceFrom(2), deviceFrom(3)];
const community = idOf(1);

describe("a root's certificate of its device", () => {
  const certificate: DeviceCertificate = { community, device: device.publicKey, boxKey: idOf(2) };
  const signature = signCertificate(root, certificate);
  const holds = (change: Partial<DeviceCertificate>, by: PublicKey = root.publicKey): boolean =>
    verifyCertificate(by, { ...certificate, ...change }, signature, verifyZip215);

  test("holds for what it says", () => expect(holds({})).toBe(true));
  test("not for another device", () => expect(holds({ device: other.publicKey })).toBe(false));
  test("not for another box key", () => expect(holds({ boxKey: idOf(3) })).toBe(false));
  test("not in another community", () => expect(holds({ community: idOf(3) })).toBe(false));
  test("not inside found", () => expect(holds({ community: null })).toBe(false));
  test("not by another root", () => expect(holds({}, other.publicKey)).toBe(false));
  test("inside found the community is 32 zero bytes", () => {
    const inFound = signCertificate(root, { ...certificate, community: null });
    const zero = "00".repeat(32) as CommunityId;
    expect(
      verifyCertificate(root.publicKey, { ...certificate, community: zero }, inFound, verifyZip215),
    ).toBe(true);
  });
});

describe("an invite", () => {
  const key = deviceFrom(4);
  const inviter: MemberId = idOf(5);
  const invite = signInvite(device, community, { key: key.publicKey, inviter, expiresMs: 1_000 });
  const holds = (change: Partial<InviteStatement>, where: CommunityId = community): boolean =>
    verifyInvite(where, { ...invite, ...change }, verifyZip215);

  test("says who invites, whom, until when", () => {
    expect(invite).toMatchObject({
      key: key.publicKey,
      inviter,
      inviterDevice: device.publicKey,
      expiresMs: 1_000,
    });
    expect(holds({})).toBe(true);
  });
  test("not longer than signed", () => expect(holds({ expiresMs: 1_001 })).toBe(false));
  test("not for another key", () => expect(holds({ key: other.publicKey })).toBe(false));
  test("not by another member", () => expect(holds({ inviter: idOf(6) })).toBe(false));
  test("not by another device", () => expect(holds({ inviterDevice: other.publicKey })).toBe(false));
  test("not in another community", () => expect(holds({}, idOf(6))).toBe(false));

  const proof = signInviteProof(key, community, root.publicKey, device.publicKey);
  const proves = (
    joinerRoot: PublicKey = root.publicKey,
    joinerDevice: DeviceKey = device.publicKey,
    where: CommunityId = community,
    by: PublicKey = key.publicKey,
  ): boolean => verifyInviteProof({ key: by, proof }, where, joinerRoot, joinerDevice, verifyZip215);

  test("is proved by its secret key, for one root and device", () => expect(proves()).toBe(true));
  test("not for another root", () => expect(proves(other.publicKey)).toBe(false));
  test("not for another device", () => expect(proves(undefined, other.publicKey)).toBe(false));
  test("not in another community", () => expect(proves(undefined, undefined, idOf(6))).toBe(false));
  test("not by another key", () =>
    expect(proves(undefined, undefined, undefined, other.publicKey)).toBe(false));
});
