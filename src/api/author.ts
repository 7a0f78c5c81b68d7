import type { EventId } from "../base/id.ts";
import type { KindName } from "../events/kind.ts";
import type { Schema } from "../events/schema.ts";
import type { NodeService } from "../node/node-service.ts";
import { ApiFault, authorFault } from "./api-fault.ts";

export interface Authored {
  readonly event: EventId;
}

/** Signs and stores an entry; durable once this resolves. What its kind's schema refuses is never signed. */
export async function author<Body>(
  service: NodeService,
  kind: { readonly name: KindName; readonly body: Schema<Body> },
  body: Body,
): Promise<Authored> {
  const written = kind.body.write(body);
  const read = kind.body.read(written);
  if (!read.ok) throw new ApiFault(400, "request-invalid", { part: read.error });
  const result = await service.author(kind.name, written);
  if (!result.ok) throw authorFault(result.error);
  return { event: result.value };
}
