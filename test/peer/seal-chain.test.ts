import { describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { DeviceKey, MemberId } from "../../src/base/id.ts";
import { genesis } from "../../src/ledger/genesis.ts";
import { sealedLedger } from "../../src/peer/check-seal.ts";
import { type ChainLink, decodeLink, encodeLink, SealChain } from "../../src/peer/seal-chain.ts";
import { decodeSealed } from "../../src/seal/sealed.ts";
import type { Seat } from "../../src/state/records.ts";
import { Village, verify } from "../sim/village.ts";

/** Five members, whose seats change from the founder's alone to all of theirs. */
const village = new Village(41, { seatExpiryMs: 8_000 });
village.found("Ada");
village.run(3);
for (const name of ["Bo", "Cy", "Di", "Ed"]) village.join(name, "Ada");
village.run(40);
const ada = present(village.world.node("Ada"), "Ada");
const journal = present(ada.peer.journal, "a journal");
const links: readonly ChainLink[] = Array.from({ length: journal.height }, (_, i) => {
  const record = present(ada.setup.disk.seal(i + 1), "a record");
  const { header, certificate } = present(decodeSealed(record), "a seal");
  const isNew = header.nextSeats !== header.seats;
  return {
    header,
    certificate,
    next: isNew ? present(journal.seatsNamed(header.nextSeats), "a roll") : null,
  };
});
const turn = links.findIndex(({ next }) => next !== null && next.length > 1);
const latest = village.world.nowMs;

function chainUpTo(height: number): SealChain {
  const found = genesis(present(ada.setup.disk.event(village.community), "the first event"));
  if (!found.ok) throw new Error(found.error);
  const chain = new SealChain(sealedLedger(found.value, null), verify);
  for (const link of links.slice(0, height)) expect(chain.take(encodeLink(link), latest)).toBeNull();
  return chain;
}

const stranger: Seat = { member: "07".repeat(32) as MemberId, device: "08".repeat(32) as DeviceKey };

describe("a chain of seals", () => {
  test("holds from the first event on, through every change of its seats", () => {
    expect(turn).toBeGreaterThanOrEqual(0);
    expect(links.slice(turn + 1).some(({ certificate }) => certificate.signatures.length > 1)).toBe(true);
    const chain = chainUpTo(links.length);
    expect(chain.height).toBe(journal.height);
    expect(chain.certified(journal.height)).toEqual({
      header: links.at(-1)?.header,
      certificate: links.at(-1)?.certificate,
    });
    const hashes = new Set(links.map(({ header }) => header.nextSeats));
    expect(chain.rolls().length).toBeGreaterThanOrEqual(hashes.size);
  });

  test("a link comes back as it was sent", () => {
    for (const link of links) expect(decodeLink(encodeLink(link))).toEqual(link);
  });

  const next = present(links[turn]?.next, "a new roll");
  test.each<[string, readonly Seat[] | null]>([
    ["another's", [stranger]],
    ["left out", null],
    ["empty", []],
    ["in another order", next.toReversed()],
    ["with a seat too few", next.slice(1)],
    ["with a stranger beside them", [...next, stranger]],
  ])("a new roll that is %s is told at that link", (_, roll) => {
    const chain = chainUpTo(turn);
    const link = present(links[turn], "the link that changes the roll");
    expect(chain.take(encodeLink({ ...link, next: roll }), latest)).toBe("link-unfit");
    // and what is taken back changes nothing
    expect(chain.take(encodeLink(link), latest)).toBeNull();
  });

  test("a quorum's signatures for another header, of another round, too few, or of other seats are none", () => {
    const at = turn + 1;
    const link = present(links[at], "a link of several seats");
    const { signatures, round } = link.certificate;
    const wrong: readonly ChainLink[] = [
      { ...link, certificate: { round: round + 1, signatures } },
      { ...link, certificate: { round, signatures: signatures.slice(1) } },
      {
        ...link,
        certificate: { round, signatures: signatures.map((row) => ({ ...row, seat: row.seat + 1 })) },
      },
      { ...link, header: { ...link.header, seed: link.header.state } },
      { ...link, certificate: present(links[at + 1], "the next link").certificate },
    ];
    const chain = chainUpTo(at);
    for (const altered of wrong) expect(chain.take(encodeLink(altered), latest)).toBe("link-unfit");
    expect(chain.take(encodeLink(link), latest)).toBeNull();
  });
});
