import type { EventStore } from "../store/event-store.ts";
import { firstBatch } from "./home.ts";
import { firstEventOf, type Home, writeHome } from "./home-file.ts";

/** Told before each thing that reaches the disk; for tests that die there. */
export type Step = (name: string) => void;

/**
 * A home whose `home.json` names a new device begins that device's memory, before it signs anything: the second
 * half of `certifyDevice`, gone through again after a crash. The mark is taken away last, so that an older store
 * put under a newer `home.json` never counts as a device that has signed nothing.
 */
export async function settleHome(home: Home, store: EventStore, step?: Step): Promise<Home> {
  if (!home.isSettling) return home;
  // written twice it is the same: before the mark is gone this device signs nothing else
  await store.write(firstBatch(firstEventOf(home)));
  const settled = { ...home, isSettling: false };
  await writeHome(settled, step);
  return settled;
}
