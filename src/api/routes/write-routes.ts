import type { Hono } from "hono";
import { fromHex } from "../../base/bytes.ts";
import { adopt } from "../../events/kinds/adopt.ts";
import { enrol } from "../../events/kinds/enrol.ts";
import { leave } from "../../events/kinds/leave.ts";
import { pay } from "../../events/kinds/pay.ts";
import { propose } from "../../events/kinds/propose.ts";
import { receipt } from "../../events/kinds/receipt.ts";
import { money } from "../../money/money.ts";
import type { NodeService } from "../../node/node-service.ts";
import type { WordFault } from "../../node/recovery-told.ts";
import { openRest } from "../../state/due-state.ts";
import { termsInForce } from "../../state/terms-in-force.ts";
import { ApiFault, authorFault } from "../api-fault.ts";
import { author, kindNamed } from "../author.ts";
import { readRequest } from "../read-request.ts";
import {
  adoptRequest,
  clockRequest,
  inviteRequest,
  leaveRequest,
  onlyCopyRequest,
  payRequest,
  proposeRequest,
  receiptRequest,
  recoveryRequest,
  returnRequest,
} from "../requests.ts";
import { resolveMember, resolvePlan, resolveTier, resolveTransfer } from "../resolve.ts";
import { termsFromJson } from "../terms-json.ts";
import { provisionalState, sealedState, viewSource } from "../view-source.ts";
import { addClaimRoutes } from "./claim-routes.ts";
import { addMemberRoutes } from "./member-routes.ts";
import { addMotionRoutes } from "./motion-routes.ts";

/** Every wish that becomes a signed entry: POST, answered `{event}` once it is durable; and `invites`. */
export function addWriteRoutes(app: Hono, service: NodeService): void {
  const source = () => viewSource(service);
  addPlanRoutes(app, service);
  addClaimRoutes(app, service);
  addMemberRoutes(app, service);
  addMotionRoutes(app, service);

  app.post("/v1/payments", async (c) => {
    const { transfer } = await readRequest(c, payRequest);
    return author(c, service, pay, { transfer: resolveTransfer(source(), transfer, "from") });
  });
  app.post("/v1/receipts", async (c) => {
    const { transfer, amount } = await readRequest(c, receiptRequest);
    const view = source();
    const id = resolveTransfer(view, transfer, "to");
    const rest = openRest(provisionalState(view).transfers.must(id));
    const body = { transfer: id, amount: amount === null ? rest : money(amount) };
    return author(c, service, receipt, body);
  });
  app.post("/v1/disputes", async (c) => {
    const { transfer } = await readRequest(c, payRequest);
    const body = { transfer: resolveTransfer(source(), transfer, "to") };
    return author(c, service, kindNamed(service, "dispute"), body);
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
    return author(c, service, propose, { terms: terms.value, tier });
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
    if (isOpen) return author(c, service, enrol, { plan, tier });
    return author(c, service, adopt, { plan, tier, termsHash });
  });
  app.post("/v1/leaves", async (c) => {
    const { plan, on } = await readRequest(c, leaveRequest);
    return author(c, service, leave, { plan: resolvePlan(viewSource(service), plan), on });
  });
}
