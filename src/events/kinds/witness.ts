import { kind, OK } from "../kind.ts";
import { bool, record } from "../schema.ts";

const witnessBody = record({ on: bool });

/** The latest word counts; where two devices differ in one seal, it is off. The seat is the device's that spoke. */
export const witness = kind({
  name: "witness",
  stratum: "cover",
  about: "offers this device for the member's seat, or takes it back",
  body: witnessBody,
  word: ({ on }) => ({ on: "", says: String(on) }),
  check: () => OK,
  apply(state, { member, device, body, atMs, height, isDisputed }) {
    const before = state.witnesses.get(member);
    const on = body.on && !isDisputed;
    state.witnesses.set(member, {
      device,
      on,
      seenMs: on ? atMs : (before?.seenMs ?? 0),
      height,
      barredUntilMs: before?.barredUntilMs ?? 0,
    });
  },
});
