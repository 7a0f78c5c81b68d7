import { fromHex, toHex } from "../../base/bytes.ts";
import { taggedHash } from "../../base/hash.ts";
import type { HashId } from "../../base/id.ts";
import { fail, ok } from "../../base/result.ts";
import { addDevice } from "../../state/add-device.ts";
import { smallKey } from "../../state/key.ts";
import { ONLY, type State } from "../../state/state.ts";
import { verifyCertificate } from "../certificate.ts";
import { charterSchema } from "../charter.ts";
import { type KindContext, kind, OK, refuse } from "../kind.ts";
import { SIGNATURE_BYTES } from "../limits.ts";
import {
  boxKey,
  bytes,
  hashId,
  type Infer,
  id,
  int,
  isMap,
  publicKey,
  record,
  type Schema,
} from "../schema.ts";
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

/** Where a re-founded community comes from (docs/decisions/024). */
const originSchema = record({
  /** the old one, and its last seal for those who come along */
  community: id(),
  height: int(1, Number.MAX_SAFE_INTEGER),
  seal: hashId(),
  /** digests of what that seal sealed */
  state: hashId(),
  heads: hashId(),
  /** hash of the words of all who come along, see `Roll` */
  roll: hashId(),
  /** who re-founds: a member of the old one, and still the same */
  member: id(),
});

export type Origin = Infer<typeof originSchema>;
export type FoundBody = Infer<typeof foundBody> & { readonly from?: Origin };

/** A community that begins with nothing has no `from` at all. */
const body: Schema<FoundBody> = {
  read(value) {
    if (!isMap(value) || !("from" in value)) return foundBody.read(value);
    const { from, ...rest } = value;
    const begun = foundBody.read(rest);
    if (!begun.ok) return begun;
    const origin = originSchema.read(from ?? null);
    return origin.ok ? ok({ ...begun.value, from: origin.value }) : fail("from");
  },
  write({ from, ...rest }) {
    const begun = foundBody.write(rest);
    return from === undefined ? begun : { ...(begun as object), from: originSchema.write(from) };
  },
};

/** Height 0: the founder is the first member and has the one seat. Its id is the community's. A re-founded one: see `genesis`. */
export const found = kind({
  name: "found",
  stratum: "identity",
  about: "begins a community: its charter, its first member and their device",
  body,
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
    state.community.set(ONLY, {
      id,
      rules: body.rules,
      nextRules: null,
      epoch: 0,
      height: 0,
      throughMs: 0,
      seed,
    });
    state.charter.set(ONLY, body.charter);
    addFounder(state, event);
  },
});

function addFounder(state: State, { id: member, device, body }: KindContext<FoundBody>): void {
  state.members.set(member, {
    root: body.root,
    sinceMs: 0,
    sinceHeight: 0,
    invitedBy: null,
    leaving: null,
    leftMs: null,
  });
  state.roots.set(body.root, { member });
  addDevice(state, { device, member, boxKey: body.boxKey, atMs: 0, height: 0 });
  state.witnesses.set(member, { device, on: true, seenMs: 0, height: 0, barredUntilMs: 0 });
  state.seats.set(smallKey(0), { member, device });
}
