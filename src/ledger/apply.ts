import { assert } from "../base/assert.ts";
import type { EventId, HashId, MemberId } from "../base/id.ts";
import type { AuthenticEvent } from "../events/event.ts";
import type { KindName } from "../events/kind.ts";
import type { RefusalCode } from "../events/refusals.ts";
import { numberKey } from "../state/key.ts";
import { communityOf, copyState, ONLY, type State } from "../state/state.ts";
import type { Applied, Cut, Outcome } from "./cut.ts";
import { runDeadlines } from "./deadlines.ts";
import { disputedWords } from "./disputed-words.ts";
import { endFeeds, moveFeeds } from "./feeds.ts";
import { kindsOfRules } from "./kinds-table.ts";
import type { Ledger } from "./ledger.ts";
import { inCutOrder } from "./order.ts";
import { recordRecovery } from "./record-recovery.ts";
import type { RuleContext } from "./rules/rule.ts";
import { clockRules, sealRules } from "./rules/rules.ts";
import { nextSeed, revealsAt } from "./seed.ts";
import { takeCut } from "./take-cut.ts";
import { noteTurnUp } from "./turn-up.ts";

/**
 * The next ledger: events in their order, then every deadline up to throughMs, then the rules of every seal.
 * Pure and total. Events are judged as of the sealed time before the cut, and recorded at throughMs. The seed
 * follows from the secrets that the events told, so it is known before the first rule asks for it.
 */
export function applyCut(ledger: Ledger, cut: Cut): Applied {
  const before = communityOf(ledger.state);
  assert(cut.height === before.height + 1, "a cut for the next height");
  assert((cut.prevSeal === null) === (cut.height === 1), "a seal before every cut but the first");
  assert(Number.isSafeInteger(cut.throughMs) && cut.throughMs > before.throughMs, "sealed time moves on");
  const taken = takeCut(ledger, cut.events);
  const state = copyState(ledger.state);
  recordPreviousSeal(state, cut, before.throughMs);
  const epoch = cut.recovered?.epoch ?? before.epoch;
  if (cut.recovered) recordRecovery(state, cut.recovered, cut);
  const feeds = moveFeeds(ledger.heads, taken.events, state);
  const outcomes: Outcome[] = [...taken.refused];
  const disputed = disputedWords(taken.events, feeds.refused, ledger.state);
  for (const event of inCutOrder(taken.events, cut.prevSeal)) {
    const code = feeds.refused.get(event.id) ?? applyEvent(state, ledger.state, event, cut, disputed);
    outcomes.push({ id: event.id, code });
  }
  const seed = nextSeed(before.seed, revealsAt(state, cut.height));
  state.community.set(ONLY, { ...before, epoch, height: cut.height, throughMs: cut.throughMs, seed });
  runRules(state, cut, seed, before.throughMs);
  const heads = endFeeds(feeds.heads, cut.endedFeeds, taken.events, ledger.state, state);
  return { ledger: { state, heads }, outcomes };
}

/** A seal's id is known once it is made: the next cut records it, and from then on feeds may be anchored at it. */
function recordPreviousSeal(state: State, { height, prevSeal }: Cut, throughMs: number): void {
  if (prevSeal === null) return;
  state.seals.set(numberKey(height - 1), { id: prevSeal, throughMs });
  state.anchors.set(prevSeal, { height: height - 1 });
}

/** Applies it, or says why not; authority is what the sealed ledger says, the rest what the cut made so far. */
function applyEvent(
  state: State,
  sealed: State,
  event: AuthenticEvent,
  cut: Cut,
  disputed: ReadonlySet<EventId>,
): RefusalCode | null {
  const { id, device, seq } = event;
  const owner = sealed.devices.get(device)?.member;
  if (owner === undefined && !isFirstWord(event)) return "device-unknown";
  const kind = kindsOfRules(communityOf(sealed).rules).get(event.kind);
  if (kind === undefined) return "not-in-rules";
  if (owner !== undefined && !maySign(sealed, owner, kind.name)) return "member-left";
  const body = kind.body.read(event.body);
  if (!body.ok) return "body-invalid";
  const context = {
    id,
    device,
    member: owner ?? id,
    seq,
    body: body.value,
    sealed,
    height: cut.height,
    atMs: cut.throughMs,
    sinceMs: communityOf(sealed).throughMs,
    isDisputed: disputed.has(id),
  };
  const check = kind.check(state, context);
  if (!check.ok) return check.error;
  kind.apply(state, context);
  noteTurnUp(state, event, context.member, cut.throughMs);
  return null;
}

/** Who has left settles what is between them and others, and goes on with claims for days on which they were covered. */
function maySign(sealed: State, member: MemberId, kind: KindName): boolean {
  return sealed.members.must(member).leftMs === null || SAID_AFTER_LEAVING.has(kind);
}

const SAID_AFTER_LEAVING: ReadonlySet<KindName> = new Set([
  "claim",
  "evidence",
  "appeal",
  "pay",
  "receipt",
  "dispute",
  "withdraw",
  "revoke",
]);

/** What a device that is not on the roll may say: that it is to be. */
function isFirstWord({ seq, kind }: AuthenticEvent): boolean {
  return seq === 0 && (kind === "join" || kind === "device");
}

function runRules(state: State, cut: Cut, seed: HashId, sinceMs: number): void {
  const { height, throughMs, reporters } = cut;
  const context: RuleContext = { height, sinceMs, throughMs, seed, reporters };
  runDeadlines(state, clockRules, context);
  for (const rule of sealRules) rule.run(state, context);
}
