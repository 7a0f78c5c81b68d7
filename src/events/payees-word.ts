import type { HashId, MemberId } from "../base/id.ts";
import { fail, ok, type Result } from "../base/result.ts";
import type { Transfer } from "../state/money-records.ts";
import { speaksFor } from "../state/speaks-for.ts";
import type { State } from "../state/state.ts";
import type { RefusalCode } from "./refusals.ts";

/** The transfer on which a member says for its payee what came of it, while something of it is open. */
export function heardOf(state: State, id: HashId, member: MemberId): Result<Transfer, RefusalCode> {
  const transfer = state.transfers.get(id);
  if (transfer === undefined) return fail("transfer-unknown");
  if (!speaksFor(state, transfer, member)) return fail("not-the-payee");
  if (transfer.settledMs !== null) return fail("settled-already");
  if (transfer.voidMs !== null) return fail("transfer-void");
  return ok(transfer);
}
