import { fromHex } from "../../base/bytes.ts";
import { addDevice } from "../../state/add-device.ts";
import { liveDevices } from "../../state/member-devices.ts";
import { communityOf } from "../../state/state.ts";
import { verifyCertificate } from "../certificate.ts";
import { kind, OK, refuse } from "../kind.ts";
import { DEVICES_PER_MEMBER_MAX, SIGNATURE_BYTES } from "../limits.ts";
import { boxKey, bytes, id, record } from "../schema.ts";
import { isAdmissibleKey, verifySignature } from "../signature.ts";

const deviceBody = record({
  member: id(),
  /** the member's root's word for this device */
  certificate: bytes(SIGNATURE_BYTES),
  boxKey: boxKey(),
});

/** The first event of a further device of a member. */
export const device = kind({
  name: "device",
  stratum: "identity",
  about: "adds a device to a member, by the root's certificate",
  body: deviceBody,
  check(state, { device: key, body }) {
    if (state.devices.has(key)) return refuse("device-taken");
    const member = state.members.get(body.member);
    if (member === undefined) return refuse("member-unknown");
    if (!isAdmissibleKey(fromHex(key))) return refuse("key-inadmissible");
    const certified = { community: communityOf(state).id, device: key, boxKey: body.boxKey };
    if (!verifyCertificate(member.root, certified, body.certificate, verifySignature))
      return refuse("certificate-wrong");
    if (liveDevices(state, body.member).length >= DEVICES_PER_MEMBER_MAX) return refuse("devices-too-many");
    return OK;
  },
  apply(state, { device: key, body, atMs, height }) {
    addDevice(state, { device: key, member: body.member, boxKey: body.boxKey, atMs, height });
  },
});
