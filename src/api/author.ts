import type { Context } from "hono";
import { encodeCbor } from "../base/cbor.ts";
import type { EventId } from "../base/id.ts";
import type { Kind, KindName } from "../events/kind.ts";
import { ENVELOPE_BYTES_MAX, EVENT_BYTES_MAX } from "../events/limits.ts";
import type { Schema } from "../events/schema.ts";
import { kindsOfRules, knowsRules } from "../ledger/kinds-table.ts";
import type { NodeService } from "../node/node-service.ts";
import { communityOf } from "../state/state.ts";
import { ApiFault, authorFault } from "./api-fault.ts";
import { sealedState, viewSource } from "./view-source.ts";
import { dryRunView } from "./views/dry-run-view.ts";

export interface Authored {
  readonly event: EventId;
}

/**
 * Signs and stores an entry, answered `{event}` once it is durable; with `?dryRun=1` it is only shown (DryRunView).
 * What its kind's schema refuses is never signed.
 */
export async function author<Body>(
  c: Context,
  service: NodeService,
  kind: { readonly name: KindName; readonly body: Schema<Body> },
  body: Body,
): Promise<Response> {
  const written = kind.body.write(body);
  const read = kind.body.read(written);
  if (!read.ok) throw new ApiFault(400, "request-invalid", { part: read.error });
  if (encodeCbor(written).length > EVENT_BYTES_MAX - ENVELOPE_BYTES_MAX) throw authorFault("event-too-large");
  if (c.req.query("dryRun") === "1") return c.json(dryRunView(viewSource(service), kind.name, written));
  const result = await service.author(kind.name, written);
  if (!result.ok) throw authorFault(result.error);
  return c.json({ event: result.value } satisfies Authored, 201);
}

/** The kind of that name under the community's rules, whose body is checked as it is written. */
export function kindNamed(service: NodeService, name: KindName): Kind<unknown> {
  const { rules } = communityOf(sealedState(viewSource(service)));
  if (!knowsRules(rules)) throw authorFault("update-needed");
  const found = kindsOfRules(rules).get(name);
  if (found === undefined) throw new ApiFault(409, "not-in-rules");
  return found;
}
