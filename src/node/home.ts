import { randomBytes } from "node:crypto";
import { chmod, mkdir, open, readFile, rename, stat } from "node:fs/promises";
import { dirname, join as joinPath } from "node:path";
import { x25519 } from "@noble/curves/ed25519.js";
import { z } from "zod";
import { fromHex, toHex } from "../base/bytes.ts";
import type { CommunityId } from "../base/id.ts";
import { EXIT, OperatorError } from "../base/operator-error.ts";
import type { AuthenticEvent } from "../events/event.ts";
import { signerOf } from "../events/signer.ts";
import { newTransportKey } from "../net/transport-key.ts";
import { EMPTY_BATCH } from "../peer/batch.ts";
import { foundEvent, joinEvent } from "../peer/first-events.ts";
import { unsigned } from "../seal/last-sign.ts";
import type { Charter } from "../state/records.ts";
import { diskFault } from "../store/disk-fault.ts";
import { openLevelStore } from "../store/level-store.ts";
import { type Identity, newIdentity } from "./identity.ts";
import type { Invite } from "./invite-text.ts";

/** One member's folder: `home.json` (secret, 0600), `store/` (the log), `api.json` while the node runs. */
export interface Home {
  readonly path: string;
  readonly community: CommunityId;
  /** 32-byte seeds and keys, hexadecimal; never leave this folder */
  readonly deviceSeed: string;
  readonly boxSecret: string;
  readonly transportKey: string;
  readonly networkKey: string;
  /** the device's first event, shown to others until it is sealed */
  readonly firstEvent: string;
  /** where to find others, from the invite */
  readonly addresses: readonly string[];
  /** what the person wants to be called; goes into the profile at the first start */
  readonly nickname: string;
}

const HEX32 = z.string().regex(/^[0-9a-f]{64}$/);
const HEX = z.string().regex(/^(?:[0-9a-f]{2})+$/);
const homeFile = z.strictObject({
  version: z.literal(1),
  community: HEX32,
  deviceSeed: HEX32,
  boxSecret: HEX32,
  transportKey: HEX,
  networkKey: HEX32,
  firstEvent: HEX,
  addresses: z.array(z.string()),
  nickname: z.string(),
});

const HOME_FILE = "home.json";

export function storePath(home: string): string {
  return joinPath(home, "store");
}

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
  const home = await moveIn(path, {
    ...keys,
    event,
    networkKey,
    addresses: [],
    community: event.id,
    nickname: options.nickname,
  });
  return { home, identity };
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
  const home = await moveIn(path, {
    ...keys,
    event,
    networkKey: toHex(invite.networkKey),
    addresses,
    community,
    nickname,
  });
  return { home, identity };
}

/** Throws OperatorError: home-missing, home-damaged. */
export async function readHome(path: string): Promise<Home> {
  const text = await readFile(joinPath(path, HOME_FILE), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (isNoHome(error)) throw new OperatorError("home-missing", EXIT.failure, { home: path }, error);
    if (error.code === "EISDIR")
      throw new OperatorError("home-damaged", EXIT.integrity, { home: path }, error);
    throw diskFault(error, path);
  });
  const parsed = homeFile.safeParse(parseJson(text));
  if (!parsed.success) throw new OperatorError("home-damaged", EXIT.integrity, { home: path });
  const { version: _, community, ...rest } = parsed.data;
  return { path, community: community as CommunityId, ...rest };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function newKeys() {
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
  await store.write({
    ...EMPTY_BATCH,
    sync: true,
    events: [moving.event],
    lastSign: { ...unsigned(moving.event.device), feedSeq: 0, feedId: moving.event.id },
  });
  await store.close();
  const home: Home = {
    path,
    community: moving.community,
    deviceSeed: moving.deviceSeed,
    boxSecret: moving.boxSecret,
    transportKey: toHex(await newTransportKey()),
    networkKey: moving.networkKey,
    firstEvent: toHex(moving.event.wire),
    addresses: moving.addresses,
    nickname: moving.nickname,
  };
  const { path: _, ...file } = home;
  await writeSecret(joinPath(path, HOME_FILE), JSON.stringify({ version: 1, ...file }, null, 2));
  return home;
}

/** A store without its `home.json` (a beginning that was interrupted, or keys that were lost) is kept under another name. */
async function setAside(store: string): Promise<void> {
  const there = await stat(store).catch(() => undefined);
  if (there !== undefined) await rename(store, `${store}.aside-${toHex(randomBytes(4))}`);
}

/** Takes away what others may do with the folder and its secret; true where they could read the secret until now. */
export async function closeToOthers(home: string): Promise<boolean> {
  const file = joinPath(home, HOME_FILE);
  try {
    const [folderMode, fileMode] = await Promise.all(
      [home, file].map(async (path) => (await stat(path)).mode),
    );
    if (((folderMode ?? 0) & OTHERS) !== 0) await chmod(home, 0o700);
    if (((fileMode ?? 0) & OTHERS) === 0) return false;
    await chmod(file, 0o600);
    // where modes mean nothing (Windows, some mounts) they stay as they are
    return ((await stat(file)).mode & OTHERS) === 0;
  } catch (error) {
    // a home that is not there is named where it is read
    if (error instanceof Error && isNoHome(error)) return false;
    throw diskFault(error, home);
  }
}

const OTHERS = 0o077;

/** Whole or not at all: written beside, made durable, then renamed into place. Readable by its owner only. */
async function writeSecret(path: string, text: string): Promise<void> {
  const draft = `${path}.new`;
  const file = await open(draft, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

/** No such folder, or a file where the folder should be. */
function isNoHome({ code }: NodeJS.ErrnoException): boolean {
  return code === "ENOENT" || code === "ENOTDIR";
}

async function refuseExisting(path: string): Promise<void> {
  const there = await stat(joinPath(path, HOME_FILE)).catch((error: NodeJS.ErrnoException) => {
    if (isNoHome(error)) return undefined;
    throw diskFault(error, path);
  });
  if (there !== undefined) throw new OperatorError("home-exists", EXIT.failure, { home: path });
}

export function deviceSigner(home: Home) {
  return signerOf(fromHex(home.deviceSeed));
}
