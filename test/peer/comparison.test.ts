import { describe, expect, test } from "vitest";
import type { DeviceKey, HashId } from "../../src/base/id.ts";
import { Comparison } from "../../src/peer/comparison.ts";
import type { VerifiedResponse } from "../../src/peer/input.ts";
import { unsigned } from "../../src/seal/last-sign.ts";
import { deviceKey, eventId } from "../seal/samples.ts";

const own = deviceKey("own");
const last = { ...unsigned(own), feedSeq: 4, feedId: eventId("4") };
const known = { device: own, last, height: 7 };
const digest = "0".repeat(64) as HashId;

function status(height: number): VerifiedResponse {
  const digests = { heads: digest, messages: digest, profiles: digest };
  // whatever else a status tells is nothing to the comparison
  return { type: "status", height, sealId: null, ...digests, nowMs: 0 } as VerifiedResponse;
}
const heads = (device: DeviceKey, seq: number, id = eventId(`${seq}`)): VerifiedResponse => ({
  type: "heads",
  heads: [{ device, seq, id }],
});
const messages: VerifiedResponse = { type: "messages", messages: [] };
const asks = { type: "messages", height: 8, known: [] } as const;
const profiles = { type: "profile-list", after: null } as const;

function begun(): Comparison {
  const comparison = new Comparison();
  comparison.begin("bo");
  return comparison;
}

describe("a copy is looked through", () => {
  test("when its status is ours, or all that differs has come", () => {
    expect(begun().answered("bo", status(7), null, known)).toBe(true);
    expect(begun().answered("bo", status(7), profiles, known)).toBe(true);
    const longer = begun();
    expect(longer.answered("bo", status(7), asks, known)).toBe(false);
    expect(longer.answered("bo", heads(own, 4), asks, known)).toBe(false);
    expect(longer.answered("bo", messages, null, known)).toBe(true);
    expect(longer.answered("bo", messages, null, known)).toBe(false);
  });

  test("not by a turn that began before the word, that was broken off, or at another height", () => {
    expect(new Comparison().answered("bo", status(7), null, known)).toBe(false);
    expect(begun().answered("cy", status(7), null, known)).toBe(false);
    expect(begun().answered("bo", { type: "refused" }, null, known)).toBe(false);
    for (const height of [6, 8]) expect(begun().answered("bo", status(height), null, known)).toBe(false);
    const behind = begun();
    behind.answered("bo", status(7), asks, known);
    expect(behind.answered("bo", { type: "history", found: null, entries: [] }, null, known)).toBe(false);
    const gone = begun();
    gone.forget("bo");
    expect(gone.answered("bo", status(7), null, known)).toBe(false);
  });

  test.each([
    ["beyond our last event", heads(own, 5)],
    ["another one in its place", heads(own, 4, eventId("other"))],
  ])("not where it names %s, though it never comes", (_, named) => {
    const comparison = begun();
    comparison.answered("bo", status(7), asks, known);
    comparison.answered("bo", named, asks, known);
    expect(comparison.answered("bo", messages, null, known)).toBe(false);
  });

  test("others' heads are theirs", () => {
    const comparison = begun();
    comparison.answered("bo", status(7), asks, known);
    comparison.answered("bo", heads(deviceKey("other"), 9), asks, known);
    expect(comparison.answered("bo", messages, null, known)).toBe(true);
  });
});
