import { expect, test } from "vitest";
import type { AuthenticEvent } from "../../src/events/event.ts";
import { useVerify } from "../../src/events/signature.ts";
import { nativeVerify } from "../../src/node/native-verify.ts";
import { admission } from "../../src/peer/admission.ts";
import { sealedLedger } from "../../src/peer/check-seal.ts";
import { HeldHeads } from "../../src/peer/held-heads.ts";
import { OpenFeeds } from "../../src/peer/open-feeds.ts";
import { keyOf, type Person, World } from "../ledger/world.ts";
import { fc } from "../property.ts";
import { chainOf, nextEvent } from "./feeds.ts";

useVerify(nativeVerify());

/** Three feeds as they come, in any order, between seals of what is held, asked for their root now and then. */
const step = fc.constantFrom("0", "1", "2", "seal", "seal one", "seal another", "ask");

test("after whatever came and was sealed the root is that of the same feeds looked at anew", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 24 }), (steps) => {
      const world = new World();
      const chains = (world.admit("Bo", "Cy", "Di") as Person[]).map((person) => {
        const first = { id: person.id, seq: 0 } as unknown as AuthenticEvent;
        return chainOf(person.feed.key, world.community, first, 24);
      });
      const open = new OpenFeeds(world.ledger);
      const heads = new HeldHeads(world.ledger, open);
      const admit = () => admission(sealedLedger(world.ledger, world.lastSeal), world.nowMs);
      for (const what of steps) {
        if (what.startsWith("seal")) {
          // one that was never open here: it came with the history
          const another = () =>
            chains.flatMap(([next]) =>
              next === undefined || open.tip(next.device)?.seq !== next.seq - 1 ? [] : [next],
            );
          world.seal(
            what === "seal"
              ? open.all()
              : what === "seal one"
                ? open.all().slice(0, 1)
                : [...open.all(), ...another()],
          );
          open.rebase(world.ledger, admit());
          heads.rebase(world.ledger);
        } else if (what !== "ask") {
          const event = chains[Number(what)]?.shift();
          if (event !== undefined && open.add(event, "peer", admit()).what === "held")
            heads.touch(event.device);
        }
        if (what === "ask") expect(heads.root()).toBe(new HeldHeads(world.ledger, open).root());
      }
      const anew = new HeldHeads(world.ledger, open);
      expect(heads.hashes()).toEqual(anew.hashes());
      expect(heads.root()).toBe(anew.root());
    }),
    { numRuns: 60 },
  );
});

test("a newcomer who is let go at a seal is out of the root as well", () => {
  const world = new World();
  const open = new OpenFeeds(world.ledger);
  const heads = new HeldHeads(world.ledger, open);
  const before = heads.root();
  const judge = (code: "invite-used" | null) =>
    Object.assign(() => ({ code, sponsor: "invite" }), { sponsorOf: () => "invite" });
  const first = nextEvent(keyOf("newcomer"), world.community, null, "join");
  expect(open.add(first, "peer", judge(null)).what).toBe("held");
  heads.touch(first.device);
  expect(heads.root()).not.toBe(before);
  open.rebase(world.ledger, judge("invite-used"));
  heads.rebase(world.ledger);
  expect(heads.root()).toBe(before);
});
