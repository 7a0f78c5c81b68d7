import { fromHex, toHex } from "../base/bytes.ts";
import { taggedHash } from "../base/hash.ts";
import type { HashId } from "../base/id.ts";
import { DAY_MS } from "../calendar/calendar.ts";
import type { Home } from "./home-file.ts";

/** How long a node that has a newer network key still answers those who call with the one before, by its own clock. */
export const FORMER_KEY_MS = 90 * DAY_MS;
/** Keys that wait for a decision: drawn here, or told by a line. */
export const WAITING_KEYS_MAX = 8;

/** The network keys of a home, hexadecimal. */
export type HomeKeys = Pick<Home, "networkKey" | "formerNetworkKeys" | "waitingNetworkKeys">;

/** What a motion names in place of the key. */
export function keyHashOf(key: string): HashId {
  return toHex(taggedHash("network-key", fromHex(key))) as HashId;
}

export interface KeyDecisions {
  /** hashes of the keys that passed, the newest first */
  readonly passed: readonly HashId[];
  readonly voting: readonly HashId[];
  readonly failed: readonly HashId[];
}

/**
 * The same keys by what is decided now: the newest that passed is in force, and until one passed the one that came with the
 * home. A key in force is never let go; one before it is for `FORMER_KEY_MS`.
 */
export function orderKeys(keys: HomeKeys, decisions: KeyDecisions, nowMs: number): HomeKeys {
  const { passed, voting, failed } = decisions;
  const { formerNetworkKeys: former, waitingNetworkKeys: waiting } = keys;
  const held = [keys.networkKey, ...former.map(({ key }) => key), ...waiting.map(({ key }) => key)];
  const hashes = new Map(held.map((key) => [key, keyHashOf(key)]));
  const is = (key: string, among: readonly HashId[]) => among.some((hash) => hash === hashes.get(key));
  const newest = passed.find((hash) => held.some((key) => hashes.get(key) === hash));
  const networkKey = held.find((key) => hashes.get(key) === newest) ?? keys.networkKey;
  const untilMs = nowMs + FORMER_KEY_MS;
  const superseded = [keys.networkKey, ...waiting.map(({ key }) => key).filter((key) => is(key, passed))];
  const formers = [...superseded.map((key) => ({ key, untilMs })), ...former];
  const waits = waiting.filter(({ key }) => !is(key, passed) && !is(key, failed));
  const young = waits.filter(({ sinceMs }) => sinceMs + FORMER_KEY_MS > nowMs).slice(0, WAITING_KEYS_MAX);
  return {
    networkKey,
    formerNetworkKeys: formers.filter((each) => each.key !== networkKey && each.untilMs > nowMs),
    waitingNetworkKeys: waits.filter((each) => is(each.key, voting) || young.includes(each)),
  };
}
