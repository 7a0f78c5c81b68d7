import type { MemberId, SealId } from "../base/id.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { Verify } from "../events/signature.ts";
import { applyCut } from "../ledger/apply.ts";
import type { Applied, Cut, Recovered } from "../ledger/cut.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { seatsHash, verifyCertificate } from "../seal/certificate.ts";
import { type CutIds, cutHash, cutOf, reportsHash, throughMsOf } from "../seal/cut.ts";
import { type SealHeader, sealIdOf } from "../seal/header.ts";
import { messageHash } from "../seal/message.ts";
import { liarsBorne, quorumOf } from "../seal/quorum.ts";
import { isSameRecovery, type Recovery, verifyBefore, verifyRecovery } from "../seal/recovery.ts";
import type { Report } from "../seal/report.ts";
import type { Sealed } from "../seal/sealed.ts";
import { digestHeads, digestState } from "../state/digest.ts";
import type { Seat } from "../state/records.ts";
import { communityOf } from "../state/state.ts";
import { isOutdated } from "./unknown-rules.ts";

/** Where a node stands: the sealed ledger and the id of its last seal. */
export interface SealedLedger {
  readonly ledger: Ledger;
  readonly sealId: SealId | null;
  /** of the next height */
  readonly seats: readonly Seat[];
  /** of the next height: after a recovery later than the state's */
  readonly epoch: number;
  /** what began that epoch, until the next seal records it */
  readonly recovery: AdoptedRecovery | null;
}

export interface AdoptedRecovery {
  readonly record: Recovery;
  readonly recovered: Recovered;
}

export function sealedLedger(ledger: Ledger, sealId: SealId | null): SealedLedger {
  const seats = [...ledger.state.seats.entries()].map(([, seat]) => seat);
  return { ledger, sealId, seats, epoch: communityOf(ledger.state).epoch, recovery: null };
}

/** Where a node stands after a recovery that begins here; undefined where this one does not. */
export function recoveredLedger(
  at: SealedLedger,
  record: Recovery,
  verify: Verify,
): SealedLedger | undefined {
  if (at.recovery !== null && isSameRecovery(at.recovery.record, record)) return at;
  const { ledger, sealId, epoch } = at;
  const recovered = verifyRecovery(record, { state: ledger.state, sealId, epoch }, verify);
  if (recovered === undefined) return undefined;
  return { ...at, seats: recovered.seats, epoch: recovered.epoch, recovery: { record, recovered } };
}

/** Where a seal that began an epoch leaves who is to apply it; undefined where its recovery does not hold. */
export function beginningOf(at: SealedLedger, { began }: Sealed, verify: Verify): SealedLedger | undefined {
  return began === null ? at : recoveredLedger(at, began, verify);
}

export type SealFault =
  /** not the next one, or of another chain */
  | "seal-out-of-place"
  | "seal-certificate-wrong"
  /** its reports, cut, time or seats do not fit together */
  | "seal-inconsistent"
  /** all agrees but the state: this node computes differently */
  | "seal-state-differs"
  /** this software does not know the rules by which its events count */
  | "rules-unknown";

/** Everything about a seal that needs no events: its place, its certificate, its cut. `isRecordChecked`: `checkRecord` has passed, by the seats that its header names. */
export function checkSealed(
  before: SealedLedger,
  sealed: Sealed,
  verify: Verify,
  isRecordChecked = false,
): SealFault | null {
  const at = beginningOf(before, sealed, verify);
  if (at === undefined) return "seal-certificate-wrong";
  const place = checkPlace(at, sealed.header);
  if (place !== null) return place;
  if (sealed.stands !== null || !isRecordChecked) {
    const record =
      sealed.stands === null ? checkRecord(sealed, at.seats, verify) : checkStanding(at, sealed, verify);
    if (record !== null) return record;
  }
  const contents = sealed.reports.map(({ report }) => report);
  return checkCut(at, sealed.header, contents, sealed.cut);
}

/** Whether all that stands beside a header is what the header names, certified by those seats. */
export function checkRecord(sealed: Sealed, seats: readonly Seat[], verify: Verify): SealFault | null {
  const { header, certificate } = sealed;
  return verifyCertificate(header, certificate, seats, verify)
    ? checkBeside(sealed)
    : "seal-certificate-wrong";
}

function checkBeside({ header, reports, cut }: Sealed): SealFault | null {
  const { community, epoch, height } = header;
  const hashes = reports.map(({ device, report }) =>
    messageHash({ community, epoch, height, round: 0, device, step: "report", report }),
  );
  if (reportsHash(hashes) !== header.reports) return "seal-inconsistent";
  return cutHash(cut) === header.cut ? null : "seal-inconsistent";
}

/** The same where a recovery stands for the certificate. */
function checkStanding(at: SealedLedger, sealed: Sealed, verify: Verify): SealFault | null {
  const place = { state: at.ledger.state, base: sealIdOf(sealed.header), epoch: at.epoch };
  const holds = sealed.stands !== null && verifyBefore(sealed.stands, place, verify);
  return holds ? checkBeside(sealed) : "seal-certificate-wrong";
}

/** Whether the header's cut and time follow from these reports. */
export function checkCut(
  at: SealedLedger,
  header: SealHeader,
  reports: readonly Report[],
  cut: CutIds,
): SealFault | null {
  const lastMs = communityOf(at.ledger.state).throughMs;
  if (reports.length !== quorumOf(at.seats.length)) return "seal-inconsistent";
  if (reports.some((report) => report.prevSeal !== at.sealId)) return "seal-inconsistent";
  if (cutHash(cutOf(reports, liarsBorne(at.seats.length))) !== cutHash(cut)) return "seal-inconsistent";
  return throughMsOf(lastMs, reports) === header.throughMs ? null : "seal-inconsistent";
}

export function checkPlace(at: SealedLedger, header: SealHeader): SealFault | null {
  const { id, height } = communityOf(at.ledger.state);
  const inPlace =
    header.community === id &&
    header.epoch === at.epoch &&
    header.height === height + 1 &&
    header.prev === at.sealId &&
    header.seats === seatsHash(at.seats);
  return inPlace ? null : "seal-out-of-place";
}

/** The next ledger, or the fault where it is not the one the header names. `events` are those of the cut. */
export function applySealed(
  at: SealedLedger,
  header: SealHeader,
  cut: CutIds,
  reporters: readonly MemberId[],
  events: readonly AuthenticEvent[],
): Applied | SealFault {
  if (isOutdated(at.ledger.state)) return "rules-unknown";
  const applied = applyCut(at.ledger, cutToApply(at, header, cut, reporters, events));
  const { state, heads } = applied.ledger;
  const seats = [...state.seats.entries()].map(([, seat]) => seat);
  const same =
    communityOf(state).seed === header.seed &&
    digestState(state) === header.state &&
    digestHeads(heads) === header.heads &&
    seatsHash(seats) === header.nextSeats;
  return same ? applied : "seal-state-differs";
}

export function cutToApply(
  at: SealedLedger,
  header: Pick<SealHeader, "throughMs">,
  cut: CutIds,
  reporters: readonly MemberId[],
  events: readonly AuthenticEvent[],
): Cut {
  return {
    height: communityOf(at.ledger.state).height + 1,
    prevSeal: at.sealId,
    throughMs: header.throughMs,
    reporters,
    events,
    endedFeeds: cut.ended,
    recovered: at.recovery?.recovered ?? null,
  };
}

/** The members whose reports these are; undefined where a device has no seat or reports twice. */
export function reportersOf(at: SealedLedger, devices: readonly string[]): readonly MemberId[] | undefined {
  const members = devices.map((device) => at.seats.find((seat) => seat.device === device)?.member);
  const known = members.filter((member) => member !== undefined);
  return known.length === devices.length && new Set(known).size === known.length ? known : undefined;
}
