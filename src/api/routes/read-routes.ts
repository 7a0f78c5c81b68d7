import type { Hono } from "hono";
import { isHex } from "../../base/bytes.ts";
import type { EventId } from "../../base/id.ts";
import type { NodeService } from "../../node/node-service.ts";
import { termsInForce } from "../../state/terms-in-force.ts";
import { langOf } from "../../words/language.ts";
import { ApiFault } from "../api-fault.ts";
import { resolveClaim, resolveMember, resolvePlan, resolveTier } from "../resolve.ts";
import { provisionalState, viewSource } from "../view-source.ts";
import { charterView } from "../views/charter-view.ts";
import { claimsView, claimView } from "../views/claims-view.ts";
import { devicesView } from "../views/devices-view.ts";
import { type EventView, eventView } from "../views/event-view.ts";
import { evidenceView } from "../views/evidence-view.ts";
import { explainAnything } from "../views/explain-view.ts";
import { membersView } from "../views/members-view.ts";
import { motionsView } from "../views/motions-view.ts";
import { needsView } from "../views/needs-view.ts";
import { outlookView } from "../views/outlook-view.ts";
import { plansView, planView } from "../views/plans-view.ts";
import { recoveryDesk } from "../views/recovery-view.ts";
import { statementView } from "../views/statement-view.ts";
import { statusView } from "../views/status-view.ts";
import { transfersView } from "../views/transfers-view.ts";

const ID_BYTES = 32;

/** The longest that one request waits for a seal; a command asks again. */
const WAIT_MS_MAX = 25_000;

/** Every look at the books: GET, one view each. */
export function addReadRoutes(app: Hono, service: NodeService): void {
  const source = () => viewSource(service);
  app.get("/v1/status", (c) => c.json(statusView(service, service.books() === null ? null : source())));
  app.get("/v1/charter", (c) => c.json(charterView(source())));
  app.get("/v1/members", (c) => c.json(membersView(source())));
  app.get("/v1/recovery", (c) => {
    const desk = recoveryDesk(source());
    if (desk === null) throw new ApiFault(503, "not-synced");
    return c.json(desk);
  });
  app.get("/v1/needs", (c) => c.json(needsView(source(), langOf(c.req.query("lang") ?? "") ?? "en")));
  app.get("/v1/plans", (c) => c.json(plansView(source())));
  app.get("/v1/plans/:plan", (c) => {
    const view = source();
    return c.json(planView(view, resolvePlan(view, c.req.param("plan"))));
  });
  app.get("/v1/outlook/:plan", (c) => {
    const view = source();
    const plan = resolvePlan(view, c.req.param("plan"));
    const [index, name] = [c.req.query("index"), c.req.query("tier")];
    const wanted = index === undefined ? name : Number(index);
    const terms = termsInForce(provisionalState(view), plan);
    return c.json(outlookView(view, plan, wanted === undefined ? null : resolveTier(terms, wanted)));
  });
  app.get("/v1/claims", (c) => c.json(claimsView(source())));
  app.get("/v1/claims/:claim", (c) => {
    const view = source();
    return c.json(claimView(view, resolveClaim(view, c.req.param("claim"))));
  });
  app.get("/v1/claims/:claim/evidence", async (c) => {
    const view = source();
    return c.json(await evidenceView(view, resolveClaim(view, c.req.param("claim"))));
  });
  app.get("/v1/motions", (c) => c.json(motionsView(source())));
  app.get("/v1/devices", (c) => c.json(devicesView(source())));
  app.get("/v1/transfers", (c) => c.json(transfersView(source())));
  app.get("/v1/ledger", (c) => {
    const view = source();
    const wanted = c.req.query("member");
    const member = wanted === undefined ? service.member() : resolveMember(view, wanted);
    if (member === null) throw new ApiFault(409, "not-a-member");
    return c.json(statementView(view, member, c.req.query("period")));
  });
  app.get("/v1/explain/:id", async (c) => c.json(await explainAnything(source(), c.req.param("id"))));
  app.get("/v1/entries/:id", async (c) => {
    const reference = c.req.param("id");
    if (!isHex(reference, ID_BYTES))
      throw new ApiFault(404, "reference-unknown", { what: "entry", reference });
    const waitMs = Math.trunc(Math.min(WAIT_MS_MAX, Number(c.req.query("waitMs") ?? "0") || 0));
    return c.json(await waitForSeal(service, reference as EventId, waitMs, c.req.raw.signal));
  });
}

/** The entry's standing once it is sealed, or as it is when the time is up or the asker has gone. */
async function waitForSeal(
  service: NodeService,
  id: EventId,
  waitMs: number,
  gone: AbortSignal,
): Promise<EventView> {
  const signal = AbortSignal.any([gone, AbortSignal.timeout(Math.max(1, waitMs))]);
  for (;;) {
    // Asked before looking, so that no change between the two is missed.
    const change = service.changed(signal);
    const view = await eventView(viewSource(service), id);
    if (view?.standing === "sealed" || waitMs === 0 || signal.aborted) {
      if (view === undefined) throw new ApiFault(404, "reference-unknown", { what: "entry", reference: id });
      return view;
    }
    await change;
  }
}
