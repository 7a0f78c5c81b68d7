import { describe, expect, test } from "vitest";
import {
  TELLER_AWAY_MS,
  TELLER_MS,
  TELLER_VISITS_MAX,
  TELLERS_AWAY_MAX,
  TELLERS_MAX,
  Tellers,
} from "../../src/node/tellers.ts";

/** Tellers of a node, and its clock. */
function listening() {
  const at = { nowMs: 7 };
  const tellers = new Tellers(() => at.nowMs);
  return {
    at,
    tellers,
    come: (name: string, host: string) => tellers.take(`peer ${name}`, name, host),
    bring: (name: string) => tellers.brought(`peer ${name}`),
    hangUp: (name: string) => tellers.left(`peer ${name}`, false),
    sendAway: (name: string) => tellers.left(`peer ${name}`, true),
    isHere: (name: string) => tellers.has(`peer ${name}`),
  };
}

describe("tellers", () => {
  test("come two at a time, of one host, one device and one peer one", () => {
    const { tellers, come, sendAway } = listening();
    expect(TELLERS_MAX).toBe(2);
    expect(come("a", "here")).toBe(true);
    expect(come("b", "here")).toBe(false);
    expect(tellers.take("another peer", "a", "there")).toBe(false);
    expect(tellers.take("peer a", "b", "there")).toBe(false);
    expect(come("b", "there")).toBe(true);
    expect(come("c", "elsewhere")).toBe(false);
    sendAway("b");
    expect(come("c", "elsewhere")).toBe(true);
  });

  test("who bring no seal for a while lose the place, and they and their host are kept away", () => {
    const { at, tellers, come, isHere } = listening();
    come("a", "here");
    at.nowMs += TELLER_MS - 1;
    tellers.look();
    expect(isHere("a")).toBe(true);
    at.nowMs++;
    tellers.look();
    expect(isHere("a")).toBe(false);
    for (const [name, host] of [
      ["a", "here"],
      ["a", "there"],
      ["b", "here"],
    ] as const)
      expect(come(name, host)).toBe(false);
    expect(come("b", "there")).toBe(true);
    at.nowMs += TELLER_AWAY_MS - 1;
    expect(come("a", "here")).toBe(false);
    at.nowMs++;
    expect(come("a", "here")).toBe(true);
  });

  test("who bring seals stay as long as they do", () => {
    const { at, tellers, come, bring, isHere } = listening();
    come("a", "here");
    for (let seal = 0; seal < 5; seal++) {
      at.nowMs += TELLER_MS - 1;
      tellers.look();
      expect(isHere("a")).toBe(true);
      bring("a");
    }
    at.nowMs += TELLER_MS;
    tellers.look();
    expect([isHere("a"), come("a", "here")]).toEqual([false, false]);
  });

  test("who hang up may come back within their time, and keep the place from others no longer", () => {
    const { at, tellers, come, hangUp, isHere } = listening();
    come("a", "here");
    hangUp("a");
    expect(isHere("a")).toBe(false);
    expect([come("b", "here"), tellers.take("peer a", "b", "here")]).toEqual([false, false]);
    expect(tellers.take("peer a", "a", "there")).toBe(false);
    at.nowMs += TELLER_MS - 1;
    tellers.look();
    expect(come("a", "here")).toBe(true);
    expect(come("a", "here")).toBe(false);
    hangUp("a");
    at.nowMs++;
    tellers.look();
    expect([isHere("a"), come("a", "here"), come("b", "here")]).toEqual([false, false, false]);
    expect([come("b", "there"), come("c", "elsewhere")]).toEqual([true, true]);
  });

  test("who hang up come back so often, and anew for every seal that they bring", () => {
    const { come, bring, hangUp } = listening();
    const visits = () =>
      Array.from({ length: TELLER_VISITS_MAX + 2 }, () => {
        const isTaken = come("a", "here");
        hangUp("a");
        return isTaken;
      }).filter((each) => each).length;
    expect(visits()).toBe(TELLER_VISITS_MAX);
    bring("a");
    expect(visits()).toBe(TELLER_VISITS_MAX - 1);
  });

  test("who were sent away are remembered in bounded number, the latest of them", () => {
    const { come, sendAway, tellers } = listening();
    const names = Array.from({ length: TELLERS_AWAY_MAX }, (_, i) => `${i}`);
    for (const name of names) {
      expect(come(name, `host ${name}`)).toBe(true);
      sendAway(name);
    }
    const last = names.at(-1) ?? "";
    expect(come(last, `host ${last}`)).toBe(false);
    expect(come("0", "host 0")).toBe(true);
    tellers.left("nobody", true);
  });
});
