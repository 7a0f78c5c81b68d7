import { kind, OK, refuse } from "../kind.ts";
import { publicKey, record } from "../schema.ts";

const uninviteBody = record({
  /** the invite's public key */
  invite: publicKey(),
});

/** Takes back an invite that nobody has used. It is not on record before; it counts for one that this member gave. */
export const uninvite = kind({
  name: "uninvite",
  stratum: "membership",
  about: "takes back an invite of one's own that nobody has used",
  body: uninviteBody,
  check(state, { member, body }) {
    if (state.invites.has(body.invite)) return refuse("invite-used");
    return state.uninvited.has(body.invite + member) ? refuse("invite-withdrawn") : OK;
  },
  apply(state, { id, member, body, height }) {
    state.uninvited.set(body.invite + member, { event: id, height });
  },
});
