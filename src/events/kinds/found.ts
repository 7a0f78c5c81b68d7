import { fromHex, toHex } from "../../base/bytes.ts";
import { taggedHash } from "../../base/hash.ts";
import type { HashId } from "../../base/id.ts";
import { addDevice } from "../../state/add-device.ts";
import { smallKey } from "../../state/key.ts";
import { ONLY, type State } from "../../state/state.ts";
import { verifyCertificate } from "../certificate.ts";
import { charterSchema } from "../charter.ts";
import { type KindContext, kind, OK, refuse } from "../kind.ts";
import { SIGNATURE_BYTES } from "../limits.ts";
import { boxKey, bytes, type Infer, int, publicKey, record } from "../schema.ts";
import { isAdmissibleKey, verifySignature } from "../signature.ts";

/** The rules that this event starts a community with. */
export const RULES_AT_FOUNDING = 1;

const foundBody = record({
  rules: int(RULES_AT_FOUNDING, RULES_AT_FOUNDING),
  charter: charterSchema,
  root: publicKey(),
  /** the root's word for this device, which names no community yet */
  certificate: bytes(SIGNATURE_BYTES),
  boxKey: boxKey(),
});

type FoundBody = Infer<typeof foundBody>;

/** Height 0: the founder is the first member and has the one seat. Its id is the community's. */
export const found = kind({
  name: "found",
  stratum: "identity",
  about: "begins a community: its charter, its first member and their device",
  body: foundBody,
  check(state, { device, body }) {
    if (state.community.has(ONLY)) return refuse("found-twice");
    if (!isAdmissibleKey(fromHex(body.root)) || !isAdmissibleKey(fromHex(device)))
      return refuse("key-inadmissible");
    const certified = { community: null, device, boxKey: body.boxKey };
    if (!verifyCertificate(body.root, certified, body.certificate, verifySignature))
      return refuse("certificate-wrong");
    return OK;
  },
  apply(state, event) {
    const { id, body } = event;
    const seed = toHex(taggedHash("seed", fromHex(id))) as HashId;
    state.community.set(ONLY, { id, rules: body.rules, epoch: 0, height: 0, throughMs: 0, seed });
    state.charter.set(ONLY, body.charter);
    addFounder(state, event);
  },
});

function addFounder(state: State, { id: member, device, body }: KindContext<FoundBody>): void {
  state.members.set(member, { root: body.root, sinceMs: 0, sinceHeight: 0, invitedBy: null });
  state.roots.set(body.root, { member });
  addDevice(state, { device, member, boxKey: body.boxKey, atMs: 0, height: 0 });
  state.witnesses.set(member, { device, on: true, seenMs: 0, height: 0, barredUntilMs: 0 });
  state.seats.set(smallKey(0), { member, device });
}
