import type { DeviceKey, EventId } from "../base/id.ts";
import { compareNumber, compareText } from "../base/order.ts";
import { openLogEntry, readLog } from "./append-log.ts";
import type { ReadFault, StoreReport } from "./event-store.ts";
import { isFeedEntry } from "./feed-index.ts";
import { eventKey, idInKey, lastIdInKey, numberInKey, PREFIX, type Prefix } from "./keys.ts";
import { type OrderedTable, scanTable, type TableEntry } from "./ordered-table.ts";
import { isWireOf, openValue } from "./value.ts";

/** What an index names and what is there, read once from end to end. Ids are held in memory: about 100 bytes each. */
export interface Survey {
  /** in log order, without the unreadable; an id may come twice */
  readonly logged: readonly EventId[];
  readonly logFaults: readonly number[];
  readonly fed: ReadonlySet<EventId>;
  readonly sound: ReadonlySet<EventId>;
  /** keys of entries that do not open */
  readonly damaged: readonly Uint8Array[];
  /** heights of readable seals, ascending */
  readonly seals: readonly number[];
}

export async function surveyStore(table: OrderedTable, count: number): Promise<Survey> {
  const logged: EventId[] = [];
  const logFaults: number[] = [];
  for await (const { index, id } of readLog(table, 0, count)) {
    if (id.ok) logged.push(id.value);
    else logFaults.push(index);
  }
  const fed = new Set<EventId>();
  const sound = new Set<EventId>();
  const damaged: Uint8Array[] = [];
  const seals: number[] = [];
  for await (const entry of scanTable(table, new Uint8Array(0), Uint8Array.of(0xff))) {
    const [key] = entry;
    if (!isSound(entry)) damaged.push(key);
    else if (key[0] === PREFIX.event) sound.add(idInKey(key) as EventId);
    else if (key[0] === PREFIX.feed) fed.add(lastIdInKey(key) as EventId);
    else if (key[0] === PREFIX.seal) seals.push(numberInKey(key) as number);
  }
  return { logged, logFaults, fed, sound, damaged, seals };
}

const PREFIXES: ReadonlySet<number> = new Set(Object.values(PREFIX));

function isSound(entry: TableEntry): boolean {
  const [key, value] = entry;
  const prefix = key[0] as Prefix;
  if (!PREFIXES.has(prefix)) return false;
  if (prefix !== PREFIX.head && idInKey(key) === undefined) return false;
  if (prefix === PREFIX.feed) return isFeedEntry(entry);
  if (prefix === PREFIX.log) return openLogEntry(key, value) !== undefined;
  const content = openValue(key, value);
  return content !== undefined && (prefix !== PREFIX.event || isWireOf(key, content));
}

/** `EventStore.check`. */
export async function checkStore(table: OrderedTable, count: number): Promise<StoreReport> {
  const survey = await surveyStore(table, count);
  const named = new Set([...survey.logged, ...survey.fed]);
  const logged = new Set(survey.logged);
  const lost = [...named].filter((id) => !survey.sound.has(id)).sort(compareText);
  const there = await table.getMany(lost.map(eventKey));
  const sealFaults = new Map<number, ReadFault>();
  const [first = 1] = survey.seals;
  const heights = new Set(survey.seals);
  for (let height = first; height < (survey.seals.at(-1) ?? 0); height++)
    if (!heights.has(height)) sealFaults.set(height, "missing");
  const profiles: DeviceKey[] = [];
  let messages = 0;
  let strays = 0;
  for (const key of survey.damaged) {
    const number = numberInKey(key);
    const id = idInKey(key);
    if (key[0] === PREFIX.event && named.has(id as EventId)) continue;
    if (key[0] === PREFIX.log && number !== undefined && number < count) continue;
    if (key[0] === PREFIX.seal && number !== undefined) sealFaults.set(number, "damaged");
    else if (key[0] === PREFIX.message) messages++;
    else if (key[0] === PREFIX.profile && id !== undefined) profiles.push(id as DeviceKey);
    else strays++;
  }
  return {
    events: lost.map((id, i) => ({ id, fault: there[i] === undefined ? "missing" : "damaged" })),
    seals: [...sealFaults.entries()]
      .map(([height, fault]) => ({ height, fault }))
      .sort((a, b) => compareNumber(a.height, b.height)),
    log: survey.logFaults,
    unindexed: [...survey.sound].filter((id) => !logged.has(id) || !survey.fed.has(id)).sort(compareText),
    profiles,
    messages,
    strays,
  };
}
