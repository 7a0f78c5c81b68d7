import { startLeaving, stopLeaving } from "../../state/start-leaving.ts";
import { kind, OK, refuse } from "../kind.ts";
import { bool, record } from "../schema.ts";

const resignBody = record({ on: bool });

/** Protocol §6.6: leaves every plan at its period's end, then the roll; until then it can be taken back, losing nothing. */
export const resign = kind({
  name: "resign",
  stratum: "exits",
  about: "leaves every plan and then the community, or takes that back",
  body: resignBody,
  word: ({ on }) => ({ on: "", says: String(on) }),
  check(state, { member, body, isDisputed }) {
    const { leaving } = state.members.must(member);
    if (isDisputed) return refuse("devices-differ");
    if (body.on && leaving !== null) return refuse("resigning-already");
    if (!body.on && leaving?.why !== "resigned") return refuse("resign-not-pending");
    return OK;
  },
  apply(state, { id, member, body, atMs }) {
    if (body.on) startLeaving(state, member, "resigned", id, atMs);
    else stopLeaving(state, member);
  },
});
