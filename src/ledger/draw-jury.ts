import { fromHex, toHex, uint64 } from "../base/bytes.ts";
import { taggedHash } from "../base/hash.ts";
import type { EventId, HashId, MemberId } from "../base/id.ts";
import { compareText } from "../base/order.ts";
import type { Lot } from "../state/claim-records.ts";
import { electorsOf } from "../state/electors.ts";
import { jurorsOf } from "../state/jurors-of.ts";
import { LOT_SECRETS } from "../state/jury-limits.ts";
import { isOnRoll } from "../state/on-roll.ts";
import { secretsTold } from "../state/secrets-told.ts";
import type { State } from "../state/state.ts";

/**
 * Protocol §6.3, juries: whoever the lot puts first, seats before reserves; null while too few have told. `seed` is that of the
 * seal that draws.
 */
export function drawJury(state: State, id: EventId, lot: Lot, seed: HashId): readonly MemberId[] | null {
  const told = secretsTold(state, lot);
  if (told.length < LOT_SECRETS) return null;
  const { claim, ordinal, seats, reserves } = lot;
  const { member: claimant } = state.claims.must(claim);
  const secrets = told.flatMap(({ member, secret }) => [fromHex(member), fromHex(secret)]);
  const key = [fromHex(seed), ...secrets, fromHex(claimant), uint64(ordinal)];
  return whoMayHear(state, id, lot)
    .map((member) => ({ member, rank: toHex(taggedHash("lot", ...key, fromHex(member))) }))
    .sort((a, b) => compareText(a.rank, b.rank))
    .slice(0, seats + reserves)
    .map(({ member }) => member);
}

/** The electors as of the claim who are members still; on appeal nobody who had a seat the first time. */
function whoMayHear(state: State, id: EventId, { claim, excluded }: Lot): readonly MemberId[] {
  const { plan, filedHeight } = state.claims.must(claim);
  const asked = electorsOf(state, { plan, openedHeight: filedHeight, excluded });
  const electors = asked.filter((member) => isOnRoll(state, member));
  if (id === claim) return electors;
  const sat = new Set(
    jurorsOf(state, claim)
      .filter(([, { status }]) => status !== "reserve")
      .map(([member]) => member),
  );
  return electors.filter((member) => !sat.has(member));
}
