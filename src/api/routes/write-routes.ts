import type { Hono } from "hono";
import { fromHex } from "../../base/bytes.ts";
import { adopt } from "../../events/kinds/adopt.ts";
import { claim } from "../../events/kinds/claim.ts";
import { enrol } from "../../events/kinds/enrol.ts";
import { leave } from "../../events/kinds/leave.ts";
import { pay } from "../../events/kinds/pay.ts";
import { propose } from "../../events/kinds/propose.ts";
import { receipt } from "../../events/kinds/receipt.ts";
import { vote } from "../../events/kinds/vote.ts";
import { money } from "../../money/money.ts";
import type { NodeService } from "../../node/node-service.ts";
import type { WordFault } from "../../node/recovery-told.ts";
import { openRest } from "../../state/due-state.ts";
import { termsInForce } from "../../state/terms-in-force.ts";
import { ApiFault, authorFault } from "../api-fault.ts";
import { author } from "../author.ts";
import { readRequest } from "../read-request.ts";
import {
  adoptRequest,
  claimRequest,
  clockRequest,
  inviteRequest,
  leaveRequest,
  onlyCopyRequest,
  payRequest,
  proposeRequest,
  receiptRequest,
  recoveryRequest,
  returnRequest,
  voteRequest,
} from "../requests.ts";
import { resolveClaim, resolveMember, resolvePlan, resolveTier, resolveTransfer } from "../resolve.ts";
import { termsFromJson } from "../terms-json.ts";
import { provisionalState, sealedState, viewSource } from "../view-source.ts";

/** Every wish that becomes a signed entry: POST, answered `{event}` once it is durable; and `invites`. */
export function addWriteRoutes(app: Hono, service: NodeService): void {
  const source = () => viewSource(service);
  addPlanRoutes(app, service);

  app.post("/v1/claims", async (c) => {
    const { plan, incidentDay, amount } = await readRequest(c, claimRequest);
    const body = { plan: resolvePlan(source(), plan), incidentDay, amount: money(amount) };
    return c.json(await author(service, claim, body), 201);
  });
  app.post("/v1/votes", async (c) => {
    const { ballot, choice, amount } = await readRequest(c, voteRequest);
    const named = amount === null ? null : money(amount);
    const body = { ballot: resolveClaim(source(), ballot), choice, amount: named };
    return c.json(await author(service, vote, body), 201);
  });
  app.post("/v1/payments", async (c) => {
    const { transfer } = await readRequest(c, payRequest);
    return c.json(await author(service, pay, { transfer: resolveTransfer(source(), transfer, "from") }), 201);
  });
  app.post("/v1/receipts", async (c) => {
    const { transfer, amount } = await readRequest(c, receiptRequest);
    const view = source();
    const id = resolveTransfer(view, transfer, "to");
    const rest = openRest(provisionalState(view).transfers.must(id));
    const body = { transfer: id, amount: amount === null ? rest : money(amount) };
    return c.json(await author(service, receipt, body), 201);
  });
  app.post("/v1/invites", async (c) => {
    const { validMs } = await readRequest(c, inviteRequest);
    const invite = await service.invite(validMs);
    if (!invite.ok) throw new ApiFault(409, invite.error);
    return c.json({ invite: invite.value }, 201);
  });
  app.post("/v1/returns", async (c) => {
    const { member } = await readRequest(c, returnRequest);
    const line = service.returnLine(resolveMember(source(), member));
    if (!line.ok) throw new ApiFault(409, line.error);
    return c.json({ line: line.value }, 201);
  });
  app.post("/v1/only-copy", async (c) => {
    await readRequest(c, onlyCopyRequest);
    if (!(await service.onlyCopy())) throw new ApiFault(409, "not-moved");
    return c.json({}, 201);
  });
  app.post("/v1/recovery", async (c) => {
    const { epoch, signature } = await readRequest(c, recoveryRequest);
    const given = await service.recover({ epoch, signature: fromHex(signature) });
    if (!given.ok) throw wordFault(given.error);
    return c.json({ word: given.value }, 201);
  });
  app.post("/v1/clock", async (c) => {
    await readRequest(c, clockRequest);
    if (!service.confirmDate()) throw new ApiFault(409, "date-not-doubted");
    return c.json({}, 201);
  });
}

function wordFault(code: WordFault): ApiFault {
  switch (code) {
    case "not-a-member":
    case "word-given":
    case "recovery-over":
      return new ApiFault(409, code);
    case "votes-missing":
      return new ApiFault(503, code);
    default:
      return authorFault(code);
  }
}

function addPlanRoutes(app: Hono, service: NodeService): void {
  app.post("/v1/plans", async (c) => {
    const request = await readRequest(c, proposeRequest);
    const terms = termsFromJson(request.terms);
    if (!terms.ok) throw new ApiFault(400, "request-invalid", { part: terms.error });
    const tier = request.tier === null ? null : resolveTier(terms.value, request.tier);
    return c.json(await author(service, propose, { terms: terms.value, tier }), 201);
  });
  // One button for people: a proposed plan is adopted, an open one is entered.
  app.post("/v1/plans/:plan/adopt", async (c) => {
    const request = await readRequest(c, adoptRequest);
    const view = viewSource(service);
    const plan = resolvePlan(view, c.req.param("plan"));
    const state = provisionalState(view);
    const tier = resolveTier(termsInForce(state, plan), request.tier);
    const { termsHash } = state.plans.must(plan);
    // As sealed: an adoption that is sealed after the plan opened takes a place too, an enrolment before it does not.
    const isOpen = sealedState(view).plans.get(plan)?.status === "open";
    const authored = isOpen
      ? await author(service, enrol, { plan, tier })
      : await author(service, adopt, { plan, tier, termsHash });
    return c.json(authored, 201);
  });
  app.post("/v1/leaves", async (c) => {
    const { plan, on } = await readRequest(c, leaveRequest);
    return c.json(await author(service, leave, { plan: resolvePlan(viewSource(service), plan), on }), 201);
  });
}
