import { randomBytes } from "node:crypto";
import type { DeviceKey, EventId, MemberId } from "../base/id.ts";
import { fail, ok, type Result } from "../base/result.ts";
import type { AuthenticEvent } from "../events/event.ts";
import { signInvite } from "../events/invite.ts";
import { DEVICES_PER_MEMBER_MAX } from "../events/limits.ts";
import { signerOf } from "../events/signer.ts";
import type { Transport } from "../net/transport.ts";
import { catchingUp } from "../peer/catching-up.ts";
import type { Alarm } from "../peer/output.ts";
import type { Peer } from "../peer/peer.ts";
import { seenBy } from "../peer/seen-by.ts";
import { replaces, type SignedProfile } from "../profiles/profile.ts";
import { digestState } from "../state/digest.ts";
import { liveDevices } from "../state/member-devices.ts";
import { charterOf } from "../state/state.ts";
import type { EventStore } from "../store/event-store.ts";
import type { LossListener } from "./answer-request.ts";
import type { Driver } from "./driver.ts";
import { deviceSigner, type Home } from "./home-file.ts";
import { inviteAddresses } from "./invite-addresses.ts";
import { inviteText } from "./invite-text.ts";
import type { KeyRing } from "./key-ring.ts";
import type { Books, NodeService } from "./node-service.ts";
import { Pace } from "./pace.ts";
import { giveWord, recoveryTold } from "./recovery-told.ts";
import { readEvents } from "./restore.ts";
import { returnText } from "./return-text.ts";
import { twoSealsTold } from "./two-seals-told.ts";
import { welcomeOf } from "./welcome.ts";

export interface ServiceParts {
  readonly home: Home;
  readonly peer: Peer;
  readonly store: EventStore;
  readonly transport: Transport;
  readonly driver: Driver;
  readonly keys: KeyRing;
  readonly losses: LossListener;
  alarms(): readonly Alarm[];
  readonly changes: EventTarget;
  clock(): number;
  /** addresses to be told to others */
  announced(): readonly string[];
  onlyCopy(): Promise<boolean>;
  evidence: NodeService["evidence"];
}

/** Provisional figures are computed anew at most this often; a vote or a claim shows at once. */
const VIEW_MS = 200;

/** What a running node offers to its screens. */
export function createService(parts: ServiceParts): NodeService {
  const { home, peer, store, transport, driver } = parts;
  const signer = deviceSigner(home);
  const member = (): MemberId | null => peer.journal?.ownerOf(signer.publicKey) ?? null;
  const profileOf = (of: MemberId) => profileOfMember(peer, of);
  const pace = new Pace();
  const lookAtPace = () =>
    pace.look(catchingUp(peer.sync, peer.journal), store.counts().events, parts.clock());
  parts.changes.addEventListener("change", lookAtPace);
  return {
    community: home.community,
    device: signer.publicKey,
    member,
    books: () => booksOf(parts),
    network: () => ({
      peerId: transport.peerId,
      addresses: transport.addresses(),
      peers: transport.peers(),
      relayed: transport.reach?.().relayed.length ?? 0,
      alarms: parts.alarms(),
      storedEvents: store.counts().events,
      key: parts.keys.told(),
      catchingUp: lookAtPace(),
    }),
    author: (kind, body) => driver.ask((token) => ({ type: "author", token, kind, body })),
    setProfile: (content) => driver.ask((token) => ({ type: "set-profile", token, content })),
    profiles: () => peer.profiles.all(),
    profileOf,
    invite: (validMs) => writeInvite(parts, member(), profileOf, validMs),
    drawNetworkKey: () => parts.keys.draw(),
    returnLine: (of) => writeReturn(parts, of),
    onlyCopy: parts.onlyCopy,
    evidence: parts.evidence,
    clock: () => ({ nowMs: parts.clock(), doubt: peer.clockDoubt() }),
    twoSeals: () => twoSealsTold(peer),
    recovery: () => recoveryTold(peer, home, parts.clock()),
    recover: (word) => giveWord(parts, word, parts.clock()),
    confirmDate: () => {
      if (peer.clockDoubt() === null) return false;
      driver.drive({ type: "confirm-date" });
      return true;
    },
    event: async (id) => {
      const open = peer.journal?.open.get(id);
      if (open !== undefined) return open;
      const { events } = await readEvents(store, [id]);
      if (events[0] !== undefined) return events[0];
      const there = await store.event(id);
      if (!there.ok && there.error === "damaged") parts.losses.eventLost(id);
      return undefined;
    },
    events: () => eventsOf(store),
    changed: (signal) => nextChange(parts.changes, signal),
  };
}

/** Of the member's devices' profiles the latest. */
export function profileOfMember(peer: Peer, of: MemberId): SignedProfile | undefined {
  const owned = peer.profiles.all().filter(({ device }) => peer.journal?.ownerOf(device) === of);
  return owned.reduce<SignedProfile | undefined>(
    (best, next) => (replaces(next, best) ? next : best),
    undefined,
  );
}

/** What a member whose computer is gone needs beside the 24 words. */
function writeReturn(
  parts: ServiceParts,
  member: MemberId,
): Result<string, "not-synced" | "devices-too-many"> {
  const { home, peer } = parts;
  const journal = peer.journal;
  const record = journal?.at.ledger.state.members.get(member);
  if (journal === null || record === undefined) return fail("not-synced");
  const { state } = journal.at.ledger;
  // nobody would let a fifth in
  if (liveDevices(state, member).length >= DEVICES_PER_MEMBER_MAX) return fail("devices-too-many");
  const { title, currency } = charterOf(state);
  const about = { community: home.community, title, currency, member, root: record.root };
  const name = profileOfMember(peer, member)?.content?.nickname ?? "";
  const addresses = addressesFor(parts);
  const networkKey = parts.keys.current();
  return ok(returnText({ ...about, name, networkKey, addresses, latestSeal: journal.at.sealId }));
}

/** An invite that one person may use until `validMs` from now, signed by this device. */
async function writeInvite(
  parts: ServiceParts,
  inviter: MemberId | null,
  profileOf: NodeService["profileOf"],
  validMs: number,
): Promise<Result<string, "not-a-member">> {
  const { home, peer, clock } = parts;
  const journal = peer.journal;
  if (inviter === null || journal === null) return fail("not-a-member");
  const secret = new Uint8Array(randomBytes(32));
  const key = signerOf(secret);
  const expiresMs = clock() + validMs;
  const invite = { key: key.publicKey, inviter, expiresMs };
  const statement = signInvite(deviceSigner(home), home.community, invite);
  const { title, currency } = charterOf(journal.at.ledger.state);
  const about = {
    community: home.community,
    title,
    currency,
    inviterName: profileOf(inviter)?.content?.nickname ?? "",
    networkKey: parts.keys.current(),
    addresses: addressesFor(parts),
    latestSeal: journal.at.sealId,
  };
  return ok(inviteText(about, { community: home.community, statement, key }, secret));
}

/** Of members that this node is connected to, what their profiles say: they are there, and let others in. */
function addressesFor({ peer, transport, announced }: ServiceParts): readonly string[] {
  const others = transport
    .peers()
    .filter(({ device }) => welcomeOf(peer.journal, device) === "member")
    .map(({ device }) => peer.profiles.get(device as DeviceKey)?.content?.addresses ?? []);
  return inviteAddresses([...new Set([...announced(), ...transport.addresses()])], others);
}

async function* eventsOf(store: EventStore): AsyncGenerator<AuthenticEvent> {
  for await (const { id } of store.log(0)) {
    if (!id.ok) continue;
    for (const event of (await readEvents(store, [id.value])).events) yield event;
  }
}

function nextChange(changes: EventTarget, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      changes.removeEventListener("change", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    changes.addEventListener("change", done);
    signal.addEventListener("abort", done);
    if (signal.aborted) done();
  });
}

function booksOf({ peer, clock }: ServiceParts): Books | null {
  const journal = peer.journal;
  if (journal === null) return null;
  const nowMs = clock();
  const { at } = journal;
  const messages = peer.messages();
  const reported = new Set(
    messages.flatMap(({ message }) => (message.step === "report" ? message.device : [])),
  );
  return {
    nowMs,
    height: journal.height,
    sealId: at.sealId,
    sealed: at.ledger,
    root: digestState(at.ledger.state),
    provisional: journal.view(nowMs - (nowMs % VIEW_MS)),
    open: journal.open.all(),
    stateAt: (height) => journal.stateAt(height),
    refusal: (id: EventId) => journal.refusals.get(id),
    witnesses: at.seats.map(({ member, device }) => ({ member, reported: reported.has(device) })),
    seenBy: seenBy(at.seats, messages, peer.setup.signer.publicKey, (id) => journal.open.get(id)?.device),
    quorum: peer.sealing?.agreement.quorum ?? 1,
  };
}
