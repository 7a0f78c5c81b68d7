import { DAY_MS } from "../../calendar/calendar.ts";
import type { AuthenticEvent } from "../../events/event.ts";
import { witnessing } from "./feed-fork.ts";
import type { LieKind } from "./lie.ts";

const DELAY_MS = 3 * DAY_MS;
const BRANCH_EVENTS = 3;

/** Goes two ways, shows one of them, and the other days later, when the first is sealed or nearly so. */
export const withheldBranch: LieKind = {
  name: "withheld-branch",
  needsSeat: false,
  isCostly: true,
  make() {
    let branch: readonly AuthenticEvent[] = [];
    let sinceMs = 0;
    return {
      hour(actor) {
        const tip = actor.journal?.open.tip(actor.machine.signer.publicKey) ?? null;
        if (branch.length === 0 && tip !== null && actor.chance.oneIn(10)) {
          const made: AuthenticEvent[] = [];
          for (let more = 0; more < BRANCH_EVENTS; more++) {
            const { seq, id } = made.at(-1) ?? tip;
            made.push(actor.event({ seq: seq + 1, prev: id, ...witnessing(more % 2 === 0) }));
          }
          branch = made;
          sinceMs = actor.nowMs;
          return;
        }
        const isPassed = (tip?.seq ?? -1) >= (branch[0]?.seq ?? Number.POSITIVE_INFINITY);
        if (!isPassed || actor.nowMs < sinceMs + DELAY_MS) return;
        for (const to of actor.links())
          for (const event of branch) {
            actor.show(to, event);
            actor.count("withheld-branch");
          }
      },
    };
  },
};
