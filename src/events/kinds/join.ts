import { fromHex } from "../../base/bytes.ts";
import { communityOf, type State } from "../../state/state.ts";
import { verifyCertificate } from "../certificate.ts";
import { verifyInviteProof } from "../invite.ts";
import { inviteFault } from "../invite-fault.ts";
import { type Check, type KindContext, kind, OK, refuse } from "../kind.ts";
import { SIGNATURE_BYTES } from "../limits.ts";
import { boxKey, bytes, choice, type Infer, id, list, publicKey, record, uint } from "../schema.ts";
import { isAdmissibleKey, verifySignature } from "../signature.ts";

/** What a joiner says to have read and to agree with: that all of it is a gift, and that the log is seen by all members. */
export const CONSENTS = ["gift", "public-log"] as const;

const joinBody = record({
  root: publicKey(),
  /** the root's word for this device */
  certificate: bytes(SIGNATURE_BYTES),
  boxKey: boxKey(),
  invite: record({
    key: publicKey(),
    inviter: id(),
    inviterDevice: publicKey(),
    expiresMs: uint(),
    signature: bytes(SIGNATURE_BYTES),
  }),
  /** by the invite's secret key */
  proof: bytes(SIGNATURE_BYTES),
  consents: list(choice(CONSENTS), CONSENTS.length),
});

export type JoinBody = Infer<typeof joinBody>;

/** A person asks to become a member, with this device. Its id is the member's; the seal's `admissions` lets them in. */
export const join = kind({
  name: "join",
  stratum: "identity",
  about: "asks to become a member by a single-use invite, with a first device",
  body: joinBody,
  check(state, event) {
    const { device, body } = event;
    if (!CONSENTS.every((consent) => body.consents.includes(consent))) return refuse("consents-missing");
    if (state.devices.has(device) || state.joiningDevices.has(device)) return refuse("device-taken");
    if (state.roots.has(body.root)) return refuse("root-taken");
    if (!isAdmissibleKey(fromHex(body.root)) || !isAdmissibleKey(fromHex(device)))
      return refuse("key-inadmissible");
    const invited = checkInvite(state, event);
    if (!invited.ok) return invited;
    const certified = { community: communityOf(state).id, device, boxKey: body.boxKey };
    if (!verifyCertificate(body.root, certified, body.certificate, verifySignature))
      return refuse("certificate-wrong");
    return OK;
  },
  apply(state, { id, device, body, atMs: sinceMs, height }) {
    const { root, invite, boxKey } = body;
    const { key, inviter } = invite;
    state.joiners.set(id, { root, device, boxKey, inviter, sinceMs, height, status: "waiting" });
    state.joiningDevices.set(device, { member: id });
    state.roots.set(root, { member: id });
    state.invites.set(key, { member: id, inviter });
  },
});

function checkInvite(state: State, { device, body, sinceMs, height }: KindContext<JoinBody>): Check {
  const { invite, proof, root } = body;
  const fault = inviteFault(state, invite, { sinceMs, height });
  if (fault !== null) return refuse(fault);
  const { id: community } = communityOf(state);
  const proven = { key: invite.key, proof };
  return verifyInviteProof(proven, community, root, device, verifySignature) ? OK : refuse("invite-proof");
}
