import { objectionsEndMs } from "../../state/joining.ts";
import { kind, OK, refuse } from "../kind.ts";
import { bool, id, record } from "../schema.ts";

const objectBody = record({
  /** the `join` of somebody who waits */
  joiner: id(),
  on: bool,
});

/** Protocol §6.1: says that a newcomer should not be let in, or takes that back, while there is time for it. */
export const object = kind({
  name: "object",
  stratum: "membership",
  about: "objects to a newcomer, or takes that back",
  body: objectBody,
  word: ({ joiner, on }) => ({ on: joiner, says: String(on) }),
  check(state, { member, body, sinceMs, isDisputed }) {
    const joiner = state.joiners.get(body.joiner);
    if (joiner?.status !== "waiting") return refuse("nobody-waiting");
    const endMs = objectionsEndMs(state, joiner);
    if (endMs === joiner.sinceMs || sinceMs >= endMs) return refuse("objection-late");
    if (isDisputed) return refuse("devices-differ");
    const before = state.objections.has(body.joiner + member);
    if (before === body.on) return refuse(body.on ? "objected-already" : "objection-none");
    return OK;
  },
  apply(state, { id, member, body, height }) {
    const key = body.joiner + member;
    if (body.on) state.objections.set(key, { event: id, height });
    else state.objections.delete(key);
  },
});
