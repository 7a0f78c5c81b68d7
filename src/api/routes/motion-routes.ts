import { randomBytes } from "node:crypto";
import type { Hono } from "hono";
import { toHex } from "../../base/bytes.ts";
import type { HashId } from "../../base/id.ts";
import { charterSchema } from "../../events/charter.ts";
import type { NodeService } from "../../node/node-service.ts";
import type { MotionAbout } from "../../state/claim-records.ts";
import { charterOf } from "../../state/state.ts";
import { ApiFault } from "../api-fault.ts";
import { author, kindNamed } from "../author.ts";
import { type MotionRequest, motionRequest } from "../motion-request.ts";
import { readRequest } from "../read-request.ts";
import { resolveMember, resolvePlan } from "../resolve.ts";
import { termsFromJson } from "../terms-json.ts";
import { sealedState, type ViewSource, viewSource } from "../view-source.ts";

/** Motions: POST, answered as `author` says. */
export function addMotionRoutes(app: Hono, service: NodeService): void {
  app.post("/v1/motions", async (c) => {
    const { about } = await readRequest(c, motionRequest);
    const kind = kindNamed(service, "motion");
    if (about.kind === "network-key") {
      const keyHash = c.req.query("dryRun") === "1" ? hashOfNone() : await service.drawNetworkKey();
      return author(c, service, kind, { about: { kind: "network-key", keyHash } });
    }
    return author(c, service, kind, { about: aboutOf(viewSource(service), about) });
  });
}

/** In place of a key's hash where none is drawn: nothing is signed. */
function hashOfNone(): HashId {
  return toHex(randomBytes(HASH_BYTES)) as HashId;
}

const HASH_BYTES = 32;

type Asked = Exclude<MotionRequest["about"], { readonly kind: "network-key" }>;

function aboutOf(source: ViewSource, about: Asked): MotionAbout {
  switch (about.kind) {
    case "amend": {
      const terms = termsFromJson(about.terms);
      if (!terms.ok) throw new ApiFault(400, "request-invalid", { part: terms.error });
      return { kind: "amend", plan: resolvePlan(source, about.plan), terms: terms.value };
    }
    case "end":
      return { kind: "end", plan: resolvePlan(source, about.plan) };
    case "expel": {
      const plan = about.plan === null ? null : resolvePlan(source, about.plan);
      return { kind: "expel", member: resolveMember(source, about.member), plan };
    }
    case "charter": {
      const read = charterSchema.read({ ...charterOf(sealedState(source)), ...(about.charter as object) });
      if (!read.ok) throw new ApiFault(400, "request-invalid", { part: read.error });
      return { kind: "charter", charter: read.value };
    }
    case "rules":
      return { kind: "rules", rules: about.rules };
  }
}
