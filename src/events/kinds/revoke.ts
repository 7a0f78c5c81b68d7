import { communityOf } from "../../state/state.ts";
import { kind, OK, refuse } from "../kind.ts";
import { SIGNATURE_BYTES } from "../limits.ts";
import { verifyRevocation } from "../revocation.ts";
import { bytes, publicKey, record } from "../schema.ts";
import { verifySignature } from "../signature.ts";

const revokeBody = record({
  device: publicKey(),
  /** the member's root's word that it signs nothing more */
  signature: bytes(SIGNATURE_BYTES),
});

/** Takes a device of the member off for good; the last one too, for the 24 words bring another. */
export const revoke = kind({
  name: "revoke",
  stratum: "exits",
  about: "takes a device of the member off, by the root's word",
  body: revokeBody,
  check(state, { member, body }) {
    const device = state.devices.get(body.device);
    if (device === undefined || device.member !== member) return refuse("device-of-another");
    if (device.status !== "live") return refuse("device-off-already");
    const revoked = { community: communityOf(state).id, device: body.device };
    const { root } = state.members.must(member);
    return verifyRevocation(root, revoked, body.signature, verifySignature) ? OK : refuse("revocation-wrong");
  },
  apply(state, { id, body, atMs }) {
    const device = state.devices.must(body.device);
    state.devices.set(body.device, { ...device, status: "revoked", stoppedBy: id, stoppedMs: atMs });
  },
});
