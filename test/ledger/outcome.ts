import { expect } from "vitest";
import type { AuthenticEvent } from "../../src/events/event.ts";
import type { RefusalCode } from "../../src/events/refusals.ts";
import { applyCut } from "../../src/ledger/apply.ts";
import { digestState } from "../../src/state/digest.ts";
import type { World } from "./world.ts";

/** Seals one event and holds that a refusal left the state as an empty seal leaves it. */
export function outcome(world: World, event: AuthenticEvent): RefusalCode | null | undefined {
  const empty = applyCut(world.ledger, world.cut([])).ledger.state;
  const code = world.seal([event]);
  if (code !== null) expect(digestState(world.ledger.state)).toBe(digestState(empty));
  return code;
}

export function forkBodyOf(one: AuthenticEvent, other: AuthenticEvent) {
  const branch = ({ payload, signature }: AuthenticEvent) => ({ payload, signature });
  return { first: branch(one), second: branch(other) };
}
