import { kind, OK } from "../kind.ts";
import { bool, record } from "../schema.ts";

const witnessBody = record({ on: bool });

/** The latest word counts; where two devices differ in one seal, it is off. The seat is the device's that spoke. */
export const witness = kind({
  name: "witness",
  stratum: "cover",
  about: "offers this device for the member's seat, or takes it back",
  body: witnessBody,
  check: () => OK,
  apply(state, { member, device, body, atMs, height }) {
    const before = state.witnesses.get(member);
    const differs = before?.height === height && before.device !== device && before.on !== body.on;
    const on = body.on && !differs;
    state.witnesses.set(member, {
      device,
      on,
      seenMs: on ? atMs : (before?.seenMs ?? 0),
      height,
      barredUntilMs: before?.barredUntilMs ?? 0,
    });
  },
});
