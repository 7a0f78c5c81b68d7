import type { DeviceKey, MemberId } from "../../base/id.ts";
import type { ClockView, NetworkView, NodeService } from "../../node/node-service.ts";
import type { CatchingUpTold } from "../../node/pace.ts";
import type { DueState } from "../../state/due-state.ts";
import { rollCount } from "../../state/on-roll.ts";
import { communityOf } from "../../state/state.ts";
import type { MemberRef } from "../name-book.ts";
import { provisionalState, sealedState, type ViewSource } from "../view-source.ts";
import { type AlarmView, alarmView } from "./alarm-view.ts";
import type { BallotRow } from "./ballots-view.ts";
import { type FrozenDevice, frozenDevices } from "./frozen-view.ts";
import { type MomentView, momentView } from "./moment-view.ts";
import { type PlanRow, plansView } from "./plans-view.ts";
import { type RecoveryView, recoveryUnderWay } from "./recovery-view.ts";
import { type SealStatus, sealStatus } from "./seal-status.ts";
import { type Standing, type StandingRow, standingOf } from "./standing.ts";
import { type TodoRow, todoRows, votesToGive } from "./todo-view.ts";
import { type TransferRow, transferRows } from "./transfers-view.ts";
import { type TwoSealsView, twoSealsView } from "./two-seals-view.ts";

/** While the community's first entry is not here yet, only the network can be told of. */
export interface StatusView {
  readonly community: string;
  readonly device: string;
  readonly network: {
    readonly peerId: string;
    readonly addresses: readonly string[];
    readonly peers: number;
    /** of these, with how many every connection goes through a relay */
    readonly relayed: number;
    readonly alarms: readonly AlarmView[];
    readonly storedEvents: number;
    /** the last change of the network key, and whether this node has it; null: it was never changed */
    readonly key: NetworkView["key"];
    /** null: nothing is missing, as far as this node knows */
    readonly catchingUp: CatchingUpTold | null;
  };
  readonly clock: ClockView;
  readonly books: BooksStatus | null;
}

export interface BooksStatus {
  readonly moment: MomentView;
  readonly me: MemberRef | null;
  /** our device is a member's by what is held, not by what is sealed; `seatElsewhere`: that member's other device seals alone */
  readonly returning: { readonly member: MemberRef; readonly seatElsewhere: boolean } | null;
  /** our device is a newcomer's whose join is sealed, and who is not on the roll yet */
  readonly joining: { readonly id: string; readonly sinceMs: number } | null;
  readonly membership:
    | Standing<{
        readonly sinceMs: number;
        /** when they leave or left the community */
        readonly leavesMs: number | null;
        readonly hasLeft: boolean;
      }>
    | undefined;
  /** members on the sealed roll, and how many of them this node reaches, itself included */
  readonly members: number;
  readonly reached: number;
  readonly seal: SealStatus;
  /** the members' own way on where too few seats turn up; null: nobody has asked for it */
  readonly recovery: RecoveryView | null;
  /** this device has stopped, and held the only seat */
  readonly stoppedAlone: boolean;
  /** members whose word a recovery would take */
  readonly recoveryNeeded: number;
  /** how often the members recovered the community: its epoch */
  readonly recoveries: number;
  /** by what is sealed, while their members are barred from seats */
  readonly frozen: readonly FrozenDevice[];
  /** two seals for one height: this node has halted */
  readonly twoSeals: TwoSealsView | null;
  readonly plans: readonly StandingRow<PlanRow>[];
  /** open payments of mine, and to me */
  readonly toPay: readonly StandingRow<TransferRow>[];
  readonly toReceive: readonly StandingRow<TransferRow>[];
  /** ballots in which I have a vote and have said nothing */
  readonly toVote: readonly StandingRow<BallotRow>[];
  /** what else I am asked for */
  readonly toDo: readonly StandingRow<TodoRow>[];
}

export function statusView(service: NodeService, source: ViewSource | null): StatusView {
  const { peerId, addresses, peers, relayed, storedEvents, key, catchingUp, ...told } = service.network();
  const alarms = told.alarms.map((alarm) => alarmView(source, alarm));
  return {
    community: service.community,
    device: service.device,
    network: { peerId, addresses, peers: peers.length, relayed, alarms, storedEvents, key, catchingUp },
    clock: service.clock(),
    books: source === null ? null : booksStatus(source),
  };
}

/** Payments that nothing more is to be done about. */
const ENDED: readonly (DueState | undefined)[] = ["received", "lapsed"];

function booksStatus(source: ViewSource): BooksStatus {
  const { service, books, names } = source;
  const member = service.member();
  const isOpen = (row: StandingRow<TransferRow>) => !ENDED.includes(latest(row)?.state);
  return {
    moment: momentView(source),
    me: member === null ? null : names.refOf(member),
    returning: member === null ? returningOf(source) : null,
    joining: joiningOf(source),
    membership: membershipOf(source, member),
    members: rollCount(books.sealed.state),
    reached: reachedMembers(source, member),
    seal: sealStatus(source),
    recovery: recoveryUnderWay(source),
    stoppedAlone: isStoppedAlone(source),
    recoveryNeeded: service.recovery()?.needed ?? 0,
    recoveries: communityOf(sealedState(source)).epoch,
    frozen: frozenDevices(source, sealedState(source)).filter(
      ({ barredUntilMs }) => barredUntilMs > books.nowMs,
    ),
    twoSeals: twoSealsView(source),
    plans: plansView(source).plans.filter((row) => (latest(row)?.mine ?? null) !== null),
    toPay: transferRows(source, ({ from }) => from === member).filter(isOpen),
    toReceive: transferRows(source, ({ to }) => to === member).filter(isOpen),
    toVote: votesToGive(source),
    toDo: todoRows(source),
  };
}

/** A further device of a member of the sealed roll, until it is sealed. */
function returningOf(source: ViewSource): BooksStatus["returning"] {
  const { service, books, names } = source;
  const member = provisionalState(source).devices.get(service.device)?.member;
  const { members, seats } = books.sealed.state;
  if (member === undefined || members.get(member) === undefined) return null;
  const [[, lone] = [], ...others] = seats.entries();
  return { member: names.refOf(member), seatElsewhere: lone?.member === member && others.length === 0 };
}

function joiningOf(source: ViewSource): BooksStatus["joining"] {
  const { joiningDevices, joiners } = provisionalState(source);
  const id = joiningDevices.get(source.service.device)?.member;
  return id === undefined ? null : { id, sinceMs: joiners.must(id).sinceMs };
}

function isStoppedAlone({ service, books }: ViewSource): boolean {
  const [[, lone] = [], ...others] = books.sealed.state.seats.entries();
  const isStopped = service.network().alarms.some(({ code }) => code === "device-stopped");
  return isStopped && others.length === 0 && lone?.device === service.device;
}

function latest<T>({ sealed, provisional }: Standing<T>): T | null {
  return provisional ?? sealed;
}

function membershipOf(source: ViewSource, member: MemberId | null): BooksStatus["membership"] {
  if (member === null) return undefined;
  return standingOf(
    source,
    (state) => {
      const record = state.members.get(member);
      if (record === undefined) return null;
      const { sinceMs, leaving, leftMs } = record;
      return { sinceMs, leavesMs: leftMs ?? leaving?.atMs ?? null, hasLeft: leftMs !== null };
    },
    member,
  );
}

function reachedMembers(source: ViewSource, self: MemberId | null): number {
  const { devices } = provisionalState(source);
  // By the roll as it is now: whoever joined since the connection was made is a member too.
  const owners = source.service.network().peers.flatMap(({ device }) => {
    const owner = devices.get(device as DeviceKey)?.member;
    return owner === undefined ? [] : [owner];
  });
  return new Set(self === null ? owners : [...owners, self]).size;
}
