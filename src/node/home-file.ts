import { chmod, readFile, stat } from "node:fs/promises";
import { join as joinPath } from "node:path";
import { z } from "zod";
import { fromHex } from "../base/bytes.ts";
import type { CommunityId } from "../base/id.ts";
import { EXIT, OperatorError } from "../base/operator-error.ts";
import { authenticStored } from "../events/authentic.ts";
import { decodeEvent } from "../events/envelope.ts";
import type { AuthenticEvent } from "../events/event.ts";
import { signerOf } from "../events/signer.ts";
import { FINAL_STOPS, type FinalStop } from "../peer/own-device.ts";
import { diskFault } from "../store/disk-fault.ts";
import { type Place, place } from "./place.ts";
import { replaceFile } from "./replace-file.ts";

/** One member's folder: `home.json` (secret, 0600), `store/` (the log), `api.json` while the node runs. */
export interface Home {
  readonly path: string;
  readonly community: CommunityId;
  /** 32-byte seeds and keys, hexadecimal; never leave this folder */
  readonly deviceSeed: string;
  readonly boxSecret: string;
  readonly transportKey: string;
  /** the one in force, as far as this home has it */
  readonly networkKey: string;
  /** in force before; answered until then, by this machine's clock */
  readonly formerNetworkKeys: readonly { readonly key: string; readonly untilMs: number }[];
  /** drawn for a motion, or told by a line, since then; the newest first */
  readonly waitingNetworkKeys: readonly { readonly key: string; readonly sinceMs: number }[];
  /** the device's first event, shown to others until it is sealed */
  readonly firstEvent: string;
  /** where to find others, from the invite */
  readonly addresses: readonly string[];
  /** where to find others, from lines that were taken up later; the newest first */
  readonly reached: readonly string[];
  /** the TCP port listened on last; null: none yet */
  readonly port: number | null;
  /** what the person wants to be called; goes into the profile at the first start */
  readonly nickname: string;
  /** where this home lives; null: not known */
  readonly place: Place | null;
  /** where its person said that no other copy of it runs */
  readonly onlyCopyAt: Place | null;
  /** the device signs nothing more */
  readonly stopped: FinalStop | null;
  /** the store does not know this device yet: see `settleHome` */
  readonly isSettling: boolean;
  /** devices that stopped; they never sign again, their box keys may still open what was sent to them */
  readonly former: readonly FormerDevice[];
}

export interface FormerDevice {
  readonly deviceSeed: string;
  readonly boxSecret: string;
}

const HEX32 = z.string().regex(/^[0-9a-f]{64}$/);
const HEX = z.string().regex(/^(?:[0-9a-f]{2})+$/);
const PORT_MAX = 65_535;
/** Milliseconds; JSON knows a zero below zero, which nothing else writes. */
const moment = z.int().refine((ms) => !Object.is(ms, -0));
const homeFile = z.strictObject({
  version: z.literal(1),
  community: HEX32,
  deviceSeed: HEX32,
  boxSecret: HEX32,
  transportKey: HEX,
  networkKey: HEX32,
  formerNetworkKeys: z.array(z.strictObject({ key: HEX32, untilMs: moment })).default([]),
  waitingNetworkKeys: z.array(z.strictObject({ key: HEX32, sinceMs: moment })).default([]),
  firstEvent: HEX,
  addresses: z.array(z.string()),
  reached: z.array(z.string()).default([]),
  port: z.int().min(1).max(PORT_MAX).nullable().default(null),
  nickname: z.string(),
  // not in homes of 0.1.0
  place: place.nullable().default(null),
  onlyCopyAt: place.nullable().default(null),
  stopped: z.enum(FINAL_STOPS).nullable().default(null),
  isSettling: z.boolean().default(false),
  former: z.array(z.strictObject({ deviceSeed: HEX32, boxSecret: HEX32 })).default([]),
});

const HOME_FILE = "home.json";

export function storePath(home: string): string {
  return joinPath(home, "store");
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

/** Replaces the home's file, whole or not at all; see `replaceFile`. */
export async function writeHome(home: Home, step?: (name: string) => void): Promise<void> {
  const { path, ...file } = home;
  await replaceFile(joinPath(path, HOME_FILE), JSON.stringify({ version: 1, ...file }, null, 2), step);
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

/** No such folder, or a file where the folder should be. */
function isNoHome({ code }: NodeJS.ErrnoException): boolean {
  return code === "ENOENT" || code === "ENOTDIR";
}

/** Throws OperatorError: home-exists. */
export async function refuseExisting(path: string): Promise<void> {
  const there = await stat(joinPath(path, HOME_FILE)).catch((error: NodeJS.ErrnoException) => {
    if (isNoHome(error)) return undefined;
    throw diskFault(error, path);
  });
  if (there !== undefined) throw new OperatorError("home-exists", EXIT.failure, { home: path });
}

export function deviceSigner(home: Home) {
  return signerOf(fromHex(home.deviceSeed));
}

/** The event that began this home's device. Throws OperatorError: home-damaged. */
export function firstEventOf(home: Home): AuthenticEvent {
  const first = decodeEvent(fromHex(home.firstEvent));
  if (!first.ok || first.value.device !== deviceSigner(home).publicKey)
    throw new OperatorError("home-damaged", EXIT.integrity, { home: home.path });
  return authenticStored(first.value);
}
