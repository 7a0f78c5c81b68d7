import { randomBytes } from "node:crypto";
import { chmod, mkdir, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { x25519 } from "@noble/curves/ed25519.js";
import { toHex } from "../base/bytes.ts";
import type { CommunityId } from "../base/id.ts";
import type { AuthenticEvent } from "../events/event.ts";
import { signerOf } from "../events/signer.ts";
import { newTransportKey } from "../net/transport-key.ts";
import { EMPTY_BATCH } from "../peer/batch.ts";
import { deviceEvent, foundEvent, joinEvent } from "../peer/first-events.ts";
import { unsigned } from "../seal/last-sign.ts";
import type { Charter } from "../state/records.ts";
import { diskFault } from "../store/disk-fault.ts";
import { openLevelStore } from "../store/level-store.ts";
import { type Home, refuseExisting, storePath, writeHome } from "./home-file.ts";
import { type Identity, newIdentity } from "./identity.ts";
import type { Invite } from "./invite-text.ts";
import { placeOf } from "./place.ts";
import type { PreparedFounding } from "./refound-home.ts";
import type { ReturnLine } from "./return-text.ts";

/** Founds a community in a new folder. The identity's phrase is for the person's eyes, once. */
export async function foundHome(
  path: string,
  options: { readonly charter: Charter; readonly nickname: string; readonly nowMs: number },
): Promise<{ readonly home: Home; readonly identity: Identity }> {
  await refuseExisting(path);
  const identity = newIdentity();
  const keys = newKeys();
  const event = foundEvent({ root: identity.root, ...keys.first }, options.charter, options.nowMs);
  const networkKey = toHex(randomBytes(32));
  const { nickname } = options;
  const home = await moveIn(path, {
    ...keys,
    event,
    networkKey,
    addresses: [],
    community: event.id,
    nickname,
  });
  return { home, identity };
}

/** Begins anew in a new folder what `prepareFounding` has worked out, by its charter and words. */
export async function refoundHome(
  path: string,
  { keys, event, parts }: Pick<PreparedFounding, "keys" | "event" | "parts">,
  nickname: string,
): Promise<Home> {
  await refuseExisting(path);
  const networkKey = toHex(randomBytes(32));
  const community = event.id;
  return await moveIn(path, { ...keys, event, networkKey, addresses: [], community, nickname, base: parts });
}

/** Accepts an invite into a new folder. */
export async function joinHome(
  path: string,
  options: { readonly invite: Invite; readonly nickname: string; readonly nowMs: number },
): Promise<{ readonly home: Home; readonly identity: Identity }> {
  await refuseExisting(path);
  const { invite, nickname, nowMs } = options;
  const identity = newIdentity();
  const keys = newKeys();
  const event = joinEvent({ root: identity.root, ...keys.first }, invite.given, nowMs);
  const { community, addresses } = invite;
  const networkKey = toHex(invite.networkKey);
  const home = await moveIn(path, { ...keys, event, networkKey, addresses, community, nickname });
  return { home, identity };
}

/** A member whose disk is gone begins anew in a new folder, with a new device of the same membership. */
export async function returnHome(
  path: string,
  options: {
    readonly line: ReturnLine;
    readonly identity: Identity;
    readonly nowMs: number;
    /** in place of the name that the line's writer knew */
    readonly nickname?: string | undefined;
  },
): Promise<Home> {
  await refuseExisting(path);
  const { line, identity, nowMs } = options;
  const keys = newKeys();
  const event = deviceEvent({ root: identity.root, ...keys.first }, line, nowMs);
  const { community, addresses } = line;
  const nickname = options.nickname ?? line.name;
  const networkKey = toHex(line.networkKey);
  return await moveIn(path, { ...keys, event, networkKey, addresses, community, nickname });
}

/** Of one device, from this machine's chance. */
export function newKeys() {
  const deviceSeed = randomBytes(32);
  const boxSecret = randomBytes(32);
  const boxKey = toHex(x25519.getPublicKey(boxSecret));
  const first = { device: signerOf(deviceSeed), boxKey, salt: new Uint8Array(randomBytes(16)) };
  return { deviceSeed: toHex(deviceSeed), boxSecret: toHex(boxSecret), first };
}

interface Moving {
  readonly community: CommunityId;
  readonly deviceSeed: string;
  readonly boxSecret: string;
  readonly networkKey: string;
  readonly event: AuthenticEvent;
  readonly addresses: readonly string[];
  readonly nickname: string;
  /** of a re-founded community: see `StoreBatch` */
  readonly base?: readonly Uint8Array[];
}

/** Throws OperatorError: disk-full, disk-failed. */
async function moveIn(path: string, moving: Moving): Promise<Home> {
  try {
    return await furnish(path, moving);
  } catch (error) {
    throw diskFault(error, path);
  }
}

/** The store first, the folder's own file last: a folder without it is no home, and can be begun anew. */
async function furnish(path: string, moving: Moving): Promise<Home> {
  // The parent apart: where nothing can be made (`/proc`), a recursive mkdir of the whole tries for ever.
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await mkdir(path, { recursive: false, mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  await chmod(path, 0o700);
  await setAside(storePath(path));
  const store = await openLevelStore(storePath(path));
  await store.write({ ...firstBatch(moving.event), base: moving.base ?? null });
  await store.close();
  const home: Home = {
    path,
    community: moving.community,
    deviceSeed: moving.deviceSeed,
    boxSecret: moving.boxSecret,
    transportKey: toHex(await newTransportKey()),
    networkKey: moving.networkKey,
    formerNetworkKeys: [],
    waitingNetworkKeys: [],
    firstEvent: toHex(moving.event.wire),
    addresses: moving.addresses,
    reached: [],
    port: null,
    nickname: moving.nickname,
    place: await placeOf(path, storePath(path)),
    onlyCopyAt: null,
    stopped: null,
    isSettling: false,
    former: [],
  };
  await writeHome(home);
  return home;
}

/** A device's first event, and the memory of having signed it. */
export function firstBatch(event: AuthenticEvent) {
  const lastSign = { ...unsigned(event.device), feedSeq: 0, feedId: event.id };
  return { ...EMPTY_BATCH, sync: true, events: [event], lastSign };
}

/** A store without its `home.json` (a beginning that was interrupted, or keys that were lost) is kept under another name. */
async function setAside(store: string): Promise<void> {
  const there = await stat(store).catch(() => undefined);
  if (there !== undefined) await rename(store, `${store}.aside-${toHex(randomBytes(4))}`);
}
