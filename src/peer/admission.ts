import type { AuthenticEvent } from "../events/event.ts";
import { device as deviceKind } from "../events/kinds/device.ts";
import { join } from "../events/kinds/join.ts";
import { provisional } from "../ledger/provisional.ts";
import type { SealedLedger } from "./check-seal.ts";
import type { Admit } from "./open-feeds.ts";

/** Judges first events of unknown devices by what is sealed: a `join` with a good invite, a `device` with its root's word. */
export function admission(at: SealedLedger, nowMs: number): Admit {
  const judge = (event: AuthenticEvent) => {
    const { outcomes } = provisional(at.ledger, { lastSeal: at.sealId, nowMs, events: [event] });
    const outcome = outcomes.find(({ id }) => id === event.id);
    return {
      code: outcome === undefined ? ("device-unknown" as const) : outcome.code,
      sponsor: sponsorOf(event),
    };
  };
  return Object.assign(judge, { sponsorOf });
}

/** Asked again and again of the same few events, whose bodies never change. */
const sponsors = new WeakMap<AuthenticEvent, string>();

function sponsorOf(event: AuthenticEvent): string {
  const known = sponsors.get(event) ?? readSponsor(event);
  sponsors.set(event, known);
  return known;
}

function readSponsor(event: AuthenticEvent): string {
  if (event.kind === join.name) {
    const body = join.body.read(event.body);
    return body.ok ? body.value.invite.key : event.id;
  }
  const body = deviceKind.body.read(event.body);
  return body.ok ? body.value.member : event.id;
}
