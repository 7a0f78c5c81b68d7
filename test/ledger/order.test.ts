import { expect, test } from "vitest";
import type { EventId } from "../../src/base/id.ts";
import { compareText } from "../../src/base/order.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { KIND_ORDER } from "../../src/events/kind.ts";
import { KINDS } from "../../src/ledger/kinds-table.ts";
import { inCutOrder } from "../../src/ledger/order.ts";
import { fc } from "../property.ts";
import { Feed, keyOf, sealIdAt } from "./world.ts";

const community = "ab".repeat(32) as EventId;

const feeds = ["a", "b", "c"].map((name) => {
  const feed = new Feed(keyOf(name));
  const kinds = ["witness", "vote", "propose", "no-such-kind", "witness", "fork", "propose"];
  return kinds.map((kind) => feed.write(kind, {}, { community }));
});

test("stratum and kind, then one lot per device and seal, then seq", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(feeds.flat(), { minLength: 12 }), fc.nat(9), (events, height) => {
      const ordered = inCutOrder(events, height === 0 ? null : sealIdAt(height));
      const known: readonly string[] = KIND_ORDER;
      const rank = ({ kind }: AuthenticEvent) => (known.includes(kind) ? known.indexOf(kind) : known.length);
      const devices = new Map<string, string[]>();
      for (const [index, event] of ordered.entries()) {
        const before = ordered[index - 1];
        if (before !== undefined) expect(rank(before)).toBeLessThanOrEqual(rank(event));
        if (before?.kind === event.kind && before.device === event.device)
          expect(before.seq).toBeLessThan(event.seq);
        const seen = devices.get(event.kind) ?? [];
        if (seen.at(-1) !== event.device) devices.set(event.kind, [...seen, event.device]);
      }
      // each device once per kind, and any two of them in the same order in every kind
      const lists = [...devices.values()];
      for (const one of lists)
        for (const other of lists)
          expect(one.filter((each) => other.includes(each))).toEqual(
            other.filter((each) => one.includes(each)),
          );
    }),
  );
});

test("another seal draws other lots", () => {
  const firsts = Array.from({ length: 20 }, (_, i) => inCutOrder(feeds.flat(), sealIdAt(i + 1))[0]?.device);
  expect(new Set(firsts).size).toBeGreaterThan(1);
});

test("the list of kinds is in the order of a cut, each under its own stratum", () => {
  const places = KINDS.map(({ name }) => KIND_ORDER.indexOf(name));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(new Set(places).size).toBe(KINDS.length);
  expect([...KINDS].map(({ about }) => about).toSorted(compareText)).not.toContain("");
});
