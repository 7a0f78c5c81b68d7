import type { AuthenticEvent } from "../events/event.ts";
import { verifyInvite, verifyInviteProof } from "../events/invite.ts";
import { join } from "../events/kinds/join.ts";
import type { RefusalCode } from "../events/refusals.ts";
import type { Verify } from "../events/signature.ts";
import type { GreetedPeer, TransportHandlers } from "../net/transport.ts";
import { admission } from "../peer/admission.ts";
import { readHello, readTurnAway, writeHello, writeTurnAway } from "../peer/hello.ts";
import type { Input } from "../peer/input.ts";
import type { Journal } from "../peer/journal.ts";
import type { Peer } from "../peer/peer.ts";
import { FINAL_INVITE_FAULTS } from "../peer/preview-answer.ts";
import { memberStanding } from "../state/network-access.ts";
import { broughtBy } from "./brought-by.ts";
import { isByOneUnknown } from "./by-unknown.ts";
import { deviceSigner, type Home } from "./home-file.ts";
import { isByOneTakenBack } from "./taken-back.ts";
import type { Tellers } from "./tellers.ts";
import { isUntold, welcomeTo } from "./welcome.ts";

export interface HelloParts {
  readonly home: Home;
  readonly firstEvent: AuthenticEvent;
  readonly verify: Verify;
  readonly tellers: Tellers;
  peer(): Peer;
  clock(): number;
  drive(input: Input): void;
  turnedAway(code: RefusalCode): void;
}

/** What a node says to others on meeting them, and whom it takes. */
export function hellosOf(
  parts: HelloParts,
): Required<Pick<TransportHandlers, "makeHello" | "checkHello" | "turnAway">> {
  return {
    makeHello: (local, remote, isForTeller) => {
      const signer = deviceSigner(parts.home);
      // of a member too: whoever was away when they joined knows neither them nor, perhaps, anybody else who is there;
      // a teller that can be of use knows us, and all others need not
      const firstEvent = isForTeller ? null : parts.firstEvent;
      return writeHello(parts.home.community, local, remote, signer, firstEvent);
    },
    checkHello: (local, remote, hello, host) => check(parts, local, remote, hello, host),
    turnAway: (local, remote, hello) => turnAway(parts, local, remote, hello),
  };
}

/** Who is welcome, see `welcomeTo`; a newcomer also where their first event would be taken now, or as a teller. */
function check(
  parts: HelloParts,
  local: string,
  remote: string,
  bytes: Uint8Array,
  host: string,
): GreetedPeer | undefined {
  const { home, verify } = parts;
  const hello = readHello(bytes, home.community, remote, local, verify);
  if (hello === undefined) {
    const why = readTurnAway(bytes, home.community, remote, local, verify);
    const isMember = parts.peer().journal?.ownerOf(parts.firstEvent.device) !== undefined;
    if (why !== undefined && !isMember) parts.turnedAway(why);
    return undefined;
  }
  const { device, firstEvent } = hello;
  const { journal } = parts.peer();
  const own = parts.firstEvent.device;
  const isKnown = journal === null || journal.at.ledger.state.devices.has(device);
  if (!isKnown && !isUntold(journal, own)) {
    if (firstEvent === null || isOfOneWhoIsOut(journal, firstEvent)) return undefined;
    if (isByOneTakenBack(journal, firstEvent)) return undefined;
    if (isByOneUnknown(journal, firstEvent)) {
      const mayTell = parts.tellers.take(remote, device, host);
      return mayTell ? { peer: remote, device, member: false, isTeller: true } : undefined;
    }
    parts.drive({ type: "events", from: remote, events: [firstEvent] });
  }
  const welcome = welcomeTo(own, journal, device);
  return welcome === undefined ? undefined : { peer: remote, device, member: welcome === "member" };
}

/** A further device opens no door that is closed to its member. */
function isOfOneWhoIsOut(journal: Journal, first: AuthenticEvent): boolean {
  const by = broughtBy(first);
  return by !== null && "member" in by && memberStanding(journal.at.ledger.state, by.member) === "out";
}

/** An inviting device signed the invite, and who asks has its secret: what the roll says comes after. */
function holdsInvite({ home: { community }, verify }: HelloParts, { body, device }: AuthenticEvent): boolean {
  const read = join.body.read(body);
  if (!read.ok) return false;
  const { root, invite, proof } = read.value;
  if (!verifyInvite(community, invite, verify)) return false;
  return verifyInviteProof({ key: invite.key, proof }, community, root, device, verify);
}

/** Who proves to hold an invite's secret is told why it lets nobody in; nobody else is told anything. */
function turnAway(
  parts: HelloParts,
  local: string,
  remote: string,
  bytes: Uint8Array,
): Uint8Array | undefined {
  const { home, verify } = parts;
  const { journal } = parts.peer();
  const first = readHello(bytes, home.community, remote, local, verify)?.firstEvent;
  if (journal === null || first?.kind !== join.name) return undefined;
  if (journal.at.ledger.state.devices.has(first.device)) return undefined;
  if (!holdsInvite(parts, first)) return undefined;
  const judged = admission(journal.at, parts.clock())(first).code;
  const fault = judged === null && isByOneTakenBack(journal, first) ? "invite-withdrawn" : judged;
  const code = FINAL_INVITE_FAULTS.find((each) => each === fault);
  return code === undefined
    ? undefined
    : writeTurnAway(home.community, local, remote, deviceSigner(home), code);
}
