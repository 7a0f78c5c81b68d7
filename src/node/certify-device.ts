import { toHex } from "../base/bytes.ts";
import type { DeviceKey, MemberId } from "../base/id.ts";
import { fail, ok, type Result } from "../base/result.ts";
import { DEVICES_PER_MEMBER_MAX } from "../events/limits.ts";
import type { RefusalCode } from "../events/refusals.ts";
import { deviceEvent, memberOf } from "../peer/first-events.ts";
import type { Journal } from "../peer/journal.ts";
import { Peer } from "../peer/peer.ts";
import { liveDevices } from "../state/member-devices.ts";
import { diskFault } from "../store/disk-fault.ts";
import type { EventStore } from "../store/event-store.ts";
import { openLevelStore } from "../store/level-store.ts";
import type { StoreMedium } from "../store/table-store.ts";
import { newKeys } from "./home.ts";
import { deviceSigner, firstEventOf, type Home, readHome, storePath, writeHome } from "./home-file.ts";
import type { Identity } from "./identity.ts";
import { useNativeCode } from "./native-code.ts";
import { placeOf } from "./place.ts";
import { restore } from "./restore.ts";
import { type Step, settleHome } from "./settle-home.ts";

export interface Certified {
  readonly member: MemberId;
  readonly device: DeviceKey;
  /** the one that never signs again */
  readonly former: DeviceKey;
}

/** "not-a-member": nothing here is sealed about this home's person; "phrase-wrong": the words are another identity's. */
export type CertifyFault = "not-a-member" | "phrase-wrong" | RefusalCode;

/** Seams for tests that make machines die. */
export interface CertifyParts {
  readonly wrapMedium?: (medium: StoreMedium) => StoreMedium;
  readonly step?: Step;
}

/**
 * Gives a home whose device has stopped a new one, by its person's phrase; log and community stay. One renaming
 * of `home.json` is the moment from which the new device is the home's and the old one, kept aside in it, never
 * signs again; only then does the store learn of it (`settleHome`). Throws OperatorError: home-locked while the
 * node runs, and those of homes and disks.
 */
export async function certifyDevice(
  path: string,
  identity: Identity,
  nowMs: number,
  { wrapMedium, step }: CertifyParts = {},
): Promise<Result<Certified, CertifyFault>> {
  const found = await readHome(path);
  const store = await openLevelStore(storePath(path), wrapMedium);
  try {
    const home = await settleHome(found, store, step);
    const journal = await journalOf(home, store, nowMs);
    const next = journal === null ? fail("not-a-member" as const) : certified(home, journal, identity, nowMs);
    if (!next.ok) return next;
    const begun = { ...next.value, place: await placeOf(path, storePath(path)) };
    await writeHome(begun, step);
    await settleHome(begun, store, step);
    const [device, former] = [begun, home].map((each) => deviceSigner(each).publicKey);
    return ok({
      member: memberOf(firstEventOf(home)),
      device: device as DeviceKey,
      former: former as DeviceKey,
    });
  } catch (error) {
    throw diskFault(error, path);
  } finally {
    await store.close();
  }
}

async function journalOf(home: Home, store: EventStore, nowMs: number): Promise<Journal | null> {
  const verify = useNativeCode();
  const { community } = home;
  const setup = {
    community,
    signer: deviceSigner(home),
    verify,
    syncEveryMs: nowMs,
    lastSign: store.lastSign(),
  };
  const peer = new Peer(setup);
  // what it would write is not written: nobody speaks here
  await restore(peer, store, verify, nowMs);
  return peer.journal;
}

/** The same home with a new device, unless a rule would refuse it. */
function certified(
  home: Home,
  journal: Journal,
  { root }: Identity,
  nowMs: number,
): Result<Home, CertifyFault> {
  const member = memberOf(firstEventOf(home));
  const record = journal.at.ledger.state.members.get(member);
  if (record === undefined) return fail("not-a-member");
  if (record.root !== root.publicKey) return fail("phrase-wrong");
  // with those not sealed yet: of several in one cut a hash decides which is refused
  const { state } = journal.view(nowMs).ledger;
  if (liveDevices(state, member).length >= DEVICES_PER_MEMBER_MAX) return fail("devices-too-many");
  const { first, deviceSeed, boxSecret } = newKeys();
  const { community } = home;
  const event = deviceEvent({ root, ...first }, { community, member }, nowMs);
  const refusal = journal.whatIf(nowMs, [event]).outcomes.find(({ id }) => id === event.id)?.code ?? null;
  if (refusal !== null) return fail(refusal);
  const former = [...home.former, { deviceSeed: home.deviceSeed, boxSecret: home.boxSecret }];
  const firstEvent = toHex(event.wire);
  const fresh = { stopped: null, onlyCopyAt: null, isSettling: true };
  return ok({ ...home, deviceSeed, boxSecret, firstEvent, former, ...fresh });
}
