import { join } from "node:path";
import { Level } from "level";
import { equalBytes, toHex } from "../../src/base/bytes.ts";
import type { CommunityId, EventId } from "../../src/base/id.ts";
import { authenticate } from "../../src/events/authentic.ts";
import { decodeEvent } from "../../src/events/envelope.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { answerFromStore } from "../../src/node/answer-request.ts";
import { nativeVerify } from "../../src/node/native-verify.ts";
import type { SyncResponse } from "../../src/peer/sync-frames.ts";
import type { Prng } from "../../src/sim/prng.ts";
import type { EventStore } from "../../src/store/event-store.ts";
import { eventKey, sealKey } from "../../src/store/keys.ts";
import { DATABASE_FOLDER } from "../../src/store/level-store.ts";
import type { StoreMedium } from "../../src/store/table-store.ts";

const verify = nativeVerify();

/** What is true of each event, by id. */
export type Truth = ReadonlyMap<EventId, AuthenticEvent>;

/** Flips one byte of each of these events and seals in a closed store's database, past all its checks. */
export async function flip(
  store: string,
  chance: Prng,
  events: readonly EventId[],
  heights: readonly number[] = [],
): Promise<void> {
  const encoding = { keyEncoding: "view", valueEncoding: "view" } as const;
  const folder = join(store, DATABASE_FOLDER);
  const raw = new Level<Uint8Array, Uint8Array>(folder, { ...encoding, compression: false });
  await raw.open();
  for (const key of [...events.map(eventKey), ...heights.map(sealKey)]) {
    const value = await raw.get(key);
    if (value === undefined) throw new Error("a value to damage");
    await raw.put(key, flipped(chance, value));
  }
  await raw.close();
}

/** Asks the store everything that a peer can ask, as the node does for one; returns events that are not true. */
export async function liesServed(store: EventStore, community: CommunityId, truth: Truth): Promise<string[]> {
  const losses = { eventLost: () => undefined, sealLost: () => undefined };
  const ask = (request: Parameters<typeof answerFromStore>[1]) =>
    answerFromStore(store, request, community, losses, () => undefined);
  const answers: SyncResponse[] = [];
  for (const id of truth.keys()) answers.push(await ask({ type: "event", id }));
  for (const device of new Set([...truth.values()].map((event) => event.device)))
    answers.push(await ask({ type: "feeds", from: [{ device, seq: 0 }] }));
  const last = await store.lastSealHeight();
  for (let height = 1; height <= last; height++)
    answers.push(await ask({ type: "history", height, offset: 0, skip: 0, last: Number.MAX_SAFE_INTEGER }));
  return liesIn(answers, truth);
}

/** Wires in answers that are no event, or not the event as it truly is. */
export function liesIn(answers: readonly SyncResponse[], truth: Truth): string[] {
  return answers
    .flatMap(wiresOf)
    .filter((wire) => !isTrue(wire, truth))
    .map(toHex);
}

function isTrue(wire: Uint8Array, truth: Truth): boolean {
  const decoded = decodeEvent(wire);
  if (!decoded.ok) return false;
  const known = truth.get(decoded.value.id);
  return known === undefined ? authenticate(decoded.value, verify).ok : equalBytes(known.wire, wire);
}

function wiresOf(answer: SyncResponse): readonly Uint8Array[] {
  switch (answer.type) {
    case "event":
      return answer.wire === null ? [] : [answer.wire];
    case "feeds":
      return answer.wires;
    case "history":
      return [
        ...(answer.found === null ? [] : [answer.found]),
        ...answer.entries.flatMap(({ wires }) => wires),
      ];
    default:
      return [];
  }
}

/** `count` of these, each once. */
export function some<T>(chance: Prng, from: readonly T[], count: number): readonly T[] {
  const rest = [...from];
  const chosen: T[] = [];
  while (chosen.length < count && rest.length > 0) chosen.push(...rest.splice(chance.below(rest.length), 1));
  return chosen;
}

function flipped(chance: Prng, value: Uint8Array): Uint8Array {
  const damaged = Uint8Array.from(value);
  const place = chance.below(damaged.length);
  damaged[place] = (damaged[place] as number) ^ (1 + chance.below(255));
  return damaged;
}

/** A disk that goes bad under a running node: what is spoilt reads with a flipped byte until it is written anew. */
export class SpoilingDisk {
  readonly #spoilt = new Set<string>();
  readonly #chance: Prng;

  constructor(chance: Prng) {
    this.#chance = chance;
  }

  spoil(events: readonly EventId[], heights: readonly number[]): void {
    for (const key of [...events.map(eventKey), ...heights.map(sealKey)]) this.#spoilt.add(toHex(key));
  }

  readonly wrap = (medium: StoreMedium): StoreMedium => ({
    ...medium,
    table: {
      ...medium.table,
      getMany: async (keys) => {
        const values = await medium.table.getMany(keys);
        return values.map((value, i) => (value instanceof Uint8Array ? this.#read(keys[i], value) : value));
      },
      page: async (range) => {
        const entries = await medium.table.page(range);
        return entries.map(([key, value]) => [key, this.#read(key, value)] as const);
      },
      write: async (ops, sync) => {
        await medium.table.write(ops, sync);
        for (const { key } of ops) this.#spoilt.delete(toHex(key));
      },
    },
  });

  #read(key: Uint8Array | undefined, value: Uint8Array): Uint8Array {
    return key !== undefined && this.#spoilt.has(toHex(key)) ? flipped(this.#chance, value) : value;
  }
}
