import type { Hono } from "hono";
import { vote } from "../../events/kinds/vote.ts";
import { money } from "../../money/money.ts";
import type { NodeService } from "../../node/node-service.ts";
import { author, kindNamed } from "../author.ts";
import {
  aboutClaimRequest,
  claimRequest,
  evidenceRequest,
  recuseRequest,
  seenRequest,
  voteRequest,
} from "../claim-requests.ts";
import { readRequest } from "../read-request.ts";
import { resolveBallot, resolveClaim, resolveMember, resolvePlan } from "../resolve.ts";
import { viewSource } from "../view-source.ts";

/** Claims and votes: POST, each answered as `author` says. */
export function addClaimRoutes(app: Hono, service: NodeService): void {
  const source = () => viewSource(service);
  app.post("/v1/claims", async (c) => {
    const { plan, incidentDay, amount, for: other } = await readRequest(c, claimRequest);
    const member = other === undefined || other === null ? null : resolveMember(source(), other);
    const body = { plan: resolvePlan(source(), plan), incidentDay, amount: money(amount), for: member };
    return author(c, service, kindNamed(service, "claim"), body);
  });
  app.post("/v1/evidence", async (c) => {
    const { claim, commitments } = await readRequest(c, evidenceRequest);
    const body = { claim: resolveClaim(source(), claim), commitments };
    return author(c, service, kindNamed(service, "evidence"), body);
  });
  app.post("/v1/seen", async (c) => {
    const { claim, matches } = await readRequest(c, seenRequest);
    const body = { claim: resolveClaim(source(), claim), matches };
    return author(c, service, kindNamed(service, "seen"), body);
  });
  app.post("/v1/recusals", async (c) => {
    const { ballot } = await readRequest(c, recuseRequest);
    const body = { ballot: resolveBallot(source(), ballot) };
    return author(c, service, kindNamed(service, "recuse"), body);
  });
  app.post("/v1/appeals", async (c) => {
    const { claim } = await readRequest(c, aboutClaimRequest);
    return author(c, service, kindNamed(service, "appeal"), { claim: resolveClaim(source(), claim) });
  });
  app.post("/v1/withdrawals", async (c) => {
    const { claim } = await readRequest(c, aboutClaimRequest);
    return author(c, service, kindNamed(service, "withdraw"), { claim: resolveClaim(source(), claim) });
  });
  app.post("/v1/votes", async (c) => {
    const { ballot, choice, amount } = await readRequest(c, voteRequest);
    const named = amount === null ? null : money(amount);
    return author(c, service, vote, { ballot: resolveBallot(source(), ballot), choice, amount: named });
  });
}
