import type { MemberId } from "../../base/id.ts";
import { CONTACTS_MAX, contactKey, countNamed } from "../../state/contacts.ts";
import { isOnRoll } from "../../state/on-roll.ts";
import type { Contact } from "../../state/records.ts";
import { type KindContext, kind, OK, refuse } from "../kind.ts";
import { bool, choice, type Infer, id, record } from "../schema.ts";

const contactBody = record({ role: choice(["name", "accept"]), other: id(), on: bool });

type ContactBody = Infer<typeof contactBody>;

/** Protocol §6.3: who may claim and confirm for a member, once both have said so; each takes back their own word. */
export const contact = kind({
  name: "contact",
  stratum: "cover",
  about: "names a contact person, or agrees to be one; or takes that back",
  body: contactBody,
  word: ({ role, other, on }) => ({ on: `${role}/${other}`, says: String(on) }),
  check(state, event) {
    const { member, body, isDisputed } = event;
    if (body.other === member) return refuse("contact-oneself");
    if (body.on && !isOnRoll(state, body.other)) return refuse("member-unknown");
    if (isDisputed) return refuse("devices-differ");
    const { key, side, said } = placeOf(event);
    const before = (state.contacts.get(key) ?? said)[side] !== null;
    if (before === body.on) return refuse(body.on ? "contact-already" : "contact-none");
    if (body.on && side === "named" && countNamed(state, member) >= CONTACTS_MAX)
      return refuse("contacts-too-many");
    return OK;
  },
  apply(state, event) {
    const { key, side, said } = placeOf(event);
    const next = { ...(state.contacts.get(key) ?? said), [side]: event.body.on ? event.id : null };
    if (next.named === null && next.accepted === null) state.contacts.delete(key);
    else state.contacts.set(key, next);
  },
});

/** The row that the word is about, its half, and what stands there before anybody says anything. */
function placeOf({ member, body }: Pick<KindContext<ContactBody>, "member" | "body">): {
  readonly key: string;
  readonly side: keyof Contact;
  readonly said: Contact;
} {
  const said = { named: null, accepted: null };
  const other: MemberId = body.other;
  return body.role === "name"
    ? { key: contactKey(member, other), side: "named", said }
    : { key: contactKey(other, member), side: "accepted", said };
}
