import { beforeEach, describe, expect, test } from "vitest";
import { viewSource } from "../../src/api/view-source.ts";
import { claimRows } from "../../src/api/views/claims-view.ts";
import { eventView } from "../../src/api/views/event-view.ts";
import { momentView } from "../../src/api/views/moment-view.ts";
import { LATE_AFTER_SEALS, sealStatus } from "../../src/api/views/seal-status.ts";
import { seenView, WAITING_NAMES_MAX } from "../../src/api/views/seen-view.ts";
import { statusView } from "../../src/api/views/status-view.ts";
import { fromHex } from "../../src/base/bytes.ts";
import type { EventId, MemberId } from "../../src/base/id.ts";
import { sealLines } from "../../src/cli/screens/seal-lines.ts";
import { seenText } from "../../src/cli/screens/seen-mark.ts";
import type { AuthenticEvent } from "../../src/events/event.ts";
import type { Books } from "../../src/node/node-service.ts";
import { CHARTER, id } from "../ledger/aid-fixture.ts";
import { AN, BO, BO2, CHEN, type FakeNode, fakeNode } from "./fake-node.ts";

const CLI = { lang: "en", sealedOnly: false } as never;
let node: FakeNode;

/** The fake node's books with four witnesses, of whom these have seen these entries. */
function seenAs(parts: Partial<Books>, seen: Readonly<Record<string, readonly MemberId[]>> = {}): void {
  const real = node.books;
  const seenBy: Books["seenBy"] = (ids) =>
    [AN, BO, BO2, CHEN].filter((member) => [...ids].every((each) => (seen[each] ?? []).includes(member)));
  const witnesses = [AN, BO, BO2, CHEN].map((member) => ({ member, reported: false }));
  node.books = () => {
    const books = real();
    return books && { ...books, witnesses, quorum: 3, seenBy, ...parts };
  };
}

function entry(name: string, kind: string, ballot?: string): AuthenticEvent {
  const body = ballot === undefined ? {} : { ballot: fromHex(ballot) };
  return { id: id(name), kind, body, seq: 1 } as unknown as AuthenticEvent;
}

beforeEach(() => {
  node = fakeNode(2, 3);
});

describe("who has seen what is not sealed yet", () => {
  test("a claim: whoever holds all that is held about it; the others are named", () => {
    const [claim] = [...node.ahead.state.claims.entries()].map(([key]) => key);
    const [vote, other] = [entry("vote", "vote", claim), entry("other", "claim")];
    seenAs({ open: [vote, other] }, { [vote.id]: [AN, CHEN], [other.id]: [AN] });
    const [row] = claimRows(viewSource(node));
    expect(row?.standing).toBe("changing");
    expect(row?.seen).toMatchObject({ count: 2, of: 4, alone: null });
    expect(row?.seen?.waitingFor.map(({ id: member }) => member)).toEqual([BO, BO2]);
    expect(seenText(CLI, row?.seen as never)).toBe(
      `2 of 4 have seen it; waiting for Bo (${BO.slice(0, 8)}) and Bo (${BO2.slice(0, 8)})`,
    );
  });

  test("a figure that nothing open names: whoever holds all that waits, offers to witness aside", () => {
    const open = [entry("x", "claim"), entry("w", "witness"), entry("b", "beacon")];
    seenAs({ open }, { [id("x")]: [AN, BO] });
    expect(seenView(viewSource(node), id("a payment"))).toMatchObject({ count: 2, of: 4 });
    expect(seenView(viewSource(node), null)).toMatchObject({ count: 2, of: 4 });
    expect(momentView(viewSource(node)).open).toBe(1);
  });

  test("an entry: whoever holds it alone, and nobody is asked once it is sealed", async () => {
    const x = entry("x", "claim");
    seenAs({ open: [x, entry("y", "vote", x.id)] }, { [x.id]: [AN, BO, BO2] });
    expect((await eventView(viewSource(node), x.id as EventId))?.seen).toMatchObject({ count: 3 });
    node = fakeNode(2);
    for (const row of claimRows(viewSource(node)))
      expect(row).toMatchObject({ standing: "sealed", seen: null });
  });

  test("all have seen it; one of a hundred names few", () => {
    const all = [AN, BO, BO2, CHEN];
    const text = (count: number, of: number, names: readonly string[]) =>
      seenText(CLI, { count, of, waitingFor: names.map((name) => ({ id: AN, name })), alone: null });
    expect(text(4, 4, [])).toBe("4 of 4 have seen it");
    expect(text(3, 5, ["Bo", "Di"])).toBe("3 of 5 have seen it; waiting for Bo and Di");
    expect(text(3, 9, ["Bo", "Di", "Ed", "Fa", "Gu"])).toBe(
      "3 of 9 have seen it; waiting for Bo, Di, Ed, Fa, Gu and 1 other",
    );
    const witnesses = Array.from({ length: 40 }, (_, index) => ({
      member: all[index % 4] as MemberId,
      reported: false,
    }));
    seenAs({ witnesses });
    node.books = ((real) => () => ({ ...(real() as Books), seenBy: () => [] }))(node.books);
    const seen = seenView(viewSource(node), null);
    expect(seen.waitingFor).toHaveLength(WAITING_NAMES_MAX);
    expect(seenText(CLI, seen)).toMatch(/^0 of 40 .* and 35 others$/);
  });

  test("one witness seals alone: named, and missed when not here", () => {
    seenAs({ witnesses: [{ member: CHEN, reported: false }], open: [entry("x", "claim")] });
    const missed = seenView(viewSource(node), null);
    expect(seenText(CLI, missed)).toBe(`waiting for ${CHEN.slice(0, 8)}, who seals alone`);
    expect(seenText(CLI, { ...missed, count: 1 })).toBe(`${CHEN.slice(0, 8)} seals it alone`);
  });
});

describe("the seal under way", () => {
  const lines = (lang = "en") => {
    const source = viewSource(node);
    return sealLines({ lang } as never, momentView(source), sealStatus(source));
  };
  const reported = (...members: readonly MemberId[]) =>
    [AN, BO, BO2, CHEN].map((member) => ({ member, reported: members.includes(member) }));
  const sealedMs = () => node.sealed.nowMs;
  const LATE_MS = LATE_AFTER_SEALS * CHARTER.sealEveryMs;

  test("nothing waits: only who seals", () => {
    seenAs({ open: [entry("w", "witness")], nowMs: sealedMs() });
    expect(lines()).toHaveLength(1);
    expect(statusView(node, viewSource(node)).books?.seal).toMatchObject({
      waits: false,
      late: null,
      needed: 3,
    });
  });

  test("who has reported, who has not, and how many it still takes", () => {
    seenAs({ open: [entry("x", "claim")], witnesses: reported(AN, CHEN), nowMs: sealedMs() });
    const [, underWay] = lines();
    expect(underWay).toMatch(
      /^Seal \d+ is under way\. Reported: An and \w{8}\. Not yet: Bo \(\w{8}\) and Bo \(\w{8}\)\. Still needed: 1\.$/,
    );
    seenAs({ open: [], witnesses: reported(AN, CHEN, BO), nowMs: sealedMs() });
    expect(lines()[1]).toContain("That is enough");
  });

  test("of a hundred witnesses a dozen are named", () => {
    const witnesses = Array.from({ length: 100 }, () => ({ member: CHEN, reported: false }));
    seenAs({ open: [entry("x", "claim")], witnesses, quorum: 61, nowMs: sealedMs() });
    expect(lines()[0]).toMatch(/ and 88 others; 61 of 100 are needed\.$/);
    expect(lines()[1]).toContain("and 88 others. Still needed: 61.");
  });

  test("a deadline that has passed waits to be sealed too", () => {
    seenAs({ open: [], nowMs: sealedMs() });
    expect(sealStatus(viewSource(node)).waits).toBe(false);
    node = fakeNode(3);
    seenAs({ open: [], nowMs: sealedMs() + 366 * 86_400_000 });
    expect(sealStatus(viewSource(node)).waits).toBe(true);
    expect(lines()[1]).toContain("Reported: nobody.");
  });

  test("too few for long: since when nothing was sealed, and when recovery becomes possible", () => {
    const open = [entry("x", "claim")];
    const at = (nowMs: number, ...who: readonly MemberId[]) => {
      node = fakeNode(2, 3);
      seenAs({ open, witnesses: reported(...who), nowMs });
      return sealStatus(viewSource(node)).late;
    };
    const sinceMs = sealedMs();
    expect(at(sinceMs + LATE_MS - 1, AN)).toBeNull();
    expect(at(sinceMs + LATE_MS, AN)).toEqual({ sinceMs, recoveryFromMs: sinceMs + CHARTER.recoveryMs });
    // which is what the peer goes by, not the charter alone: a small roll waits no longer than two weeks
    node.told = { ...node.told, dueMs: sinceMs + 9 * 86_400_000 };
    expect(sealStatus(viewSource(node)).late?.recoveryFromMs).toBe(sinceMs + 9 * 86_400_000);
    expect(at(sinceMs + LATE_MS, AN)?.recoveryFromMs).toBe(sinceMs + CHARTER.recoveryMs);
    expect(lines().at(-1)).toMatch(
      /^Nothing was sealed since 20.* If it stays so, recovery becomes possible on 20.*\.$/,
    );
    expect(at(sinceMs + LATE_MS, AN, BO, CHEN)).toBeNull();
    at(sinceMs + CHARTER.recoveryMs, AN, BO);
    expect(lines().at(-1)).toContain("Recovery has been possible since");
    for (const lang of ["zh-Hant", "zh-Hans"])
      for (const line of lines(lang)) expect(line).not.toMatch(/[{}?]|undefined/);
  });

  test("before the first seal nothing is late", () => {
    node = fakeNode(0, 1);
    seenAs({ open: [entry("x", "propose")], nowMs: sealedMs() + LATE_MS });
    expect(sealStatus(viewSource(node))).toMatchObject({ height: 1, waits: true, late: null });
  });

  test("a founder alone who is not here is told as such", () => {
    seenAs({ witnesses: [{ member: BO, reported: false }], quorum: 1, open: [entry("x", "claim")] });
    expect(lines()[0]).toMatch(/^Sealed by Bo \(\w{8}\) alone\.$/);
    expect(lines()[1]).toContain("Nothing was sealed since");
  });
});
