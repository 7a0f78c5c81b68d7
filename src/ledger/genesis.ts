import { fail, ok, type Result } from "../base/result.ts";
import type { AuthenticEvent } from "../events/event.ts";
import { found } from "../events/kinds/found.ts";
import type { RefusalCode } from "../events/refusals.ts";
import { emptyState } from "../state/state.ts";
import { EMPTY_TRIE, trieSet } from "../state/trie.ts";
import type { Ledger } from "./ledger.ts";

/** Height 0: what the `found` event alone makes. The community's id vouches for it, so it needs no seal. */
export function genesis(event: AuthenticEvent): Result<Ledger, RefusalCode> {
  const { id, device, seq } = event;
  if (event.kind !== found.name) return fail("not-in-rules");
  const body = found.body.read(event.body);
  if (!body.ok) return fail("body-invalid");
  const state = emptyState();
  const at = { sealed: emptyState(), height: 0, atMs: 0, sinceMs: 0, isDisputed: false };
  const context = { id, device, member: id, seq, body: body.value, ...at };
  const check = found.check(state, context);
  if (!check.ok) return check;
  found.apply(state, context);
  const head = { seq, id, anchorHeight: 0, ended: false };
  return ok({ state, heads: trieSet(EMPTY_TRIE, device, head) });
}
