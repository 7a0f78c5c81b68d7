import { expect } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import type { RefusalCode } from "../../src/events/refusals.ts";
import { digestState } from "../../src/state/digest.ts";
import { AidCommunity, type Said } from "./aid-fixture.ts";
import { outcome } from "./outcome.ts";
import type { World } from "./world.ts";

/** The shortest story that ends in a refusal; gives its code. */
export type Line = () => RefusalCode | null;

/** Seals what is said last, all of it refused alike; holds that it left the state as an empty seal leaves it. */
export function lastSaid(community: AidCommunity, ...said: readonly Said[]): RefusalCode | null {
  const [refused, silent] = [copyOf(community), copyOf(community)];
  const atMs = community.nowMs + 1;
  const ids = refused.seal(atMs, ...said);
  const codes = new Set(ids.map((id) => refused.outcomes.get(id)));
  expect(codes.size, "one code").toBe(1);
  silent.seal(atMs);
  expect(digestState(refused.state)).toBe(digestState(silent.state));
  return [...codes][0] ?? null;
}

/** The same of an event that is signed in earnest. */
export function lastSigned(world: World, event: AuthenticEvent): RefusalCode | null {
  return outcome(world, event) ?? null;
}

/** One of several, which the story has put there. */
export function nth<T>(items: readonly T[], index: number): T {
  return present(items[index], "one of these");
}

function copyOf(community: AidCommunity): AidCommunity {
  const copy = new AidCommunity([]);
  copy.ledgers.push(community.ledger);
  copy.isAnchored = community.isAnchored;
  return copy;
}
