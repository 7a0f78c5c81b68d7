import type { FeedIds } from "../../seal/report.ts";
import type { Actor } from "./actor.ts";
import type { LieKind } from "./lie.ts";

/** A report that breaks the form: one device twice, one id twice, an order of its own; or that leaves a gap. */
export const brokenReport: LieKind = {
  name: "broken-report",
  needsSeat: true,
  isCostly: true,
  make: () => ({
    word(actor, _to, signed) {
      if (signed.message.step !== "report" || !actor.mayLieAsSeat()) return null;
      const { report, height } = signed.message;
      const feeds = broken(actor, report.feeds, height);
      return [actor.instead("broken", signed, { step: "report", report: { ...report, feeds } })];
    },
  }),
};

/** The same to everybody: at every other height a gap, if somebody said enough for one. */
function broken(actor: Actor, feeds: readonly FeedIds[], height: number): readonly FeedIds[] {
  const [first] = feeds;
  const long = feeds.find(({ ids }) => ids.length > 2);
  if (long !== undefined && height % 2 === 0) {
    actor.count("report-gap");
    return feeds.map((feed) => (feed === long ? { ...feed, ids: feed.ids.filter((_, i) => i !== 1) } : feed));
  }
  actor.count("report-repeats");
  if (first === undefined) return [{ device: actor.machine.signer.publicKey, ids: [] }];
  if (height % 4 === 1) return [...feeds, first];
  return [{ ...first, ids: [...first.ids, ...first.ids] }, ...feeds.slice(1)];
}
