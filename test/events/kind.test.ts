import { expect, test } from "vitest";
import { KIND_ORDER, OK, refuse, STRATA } from "../../src/events/kind.ts";
import { KIND_CHARACTERS_MAX } from "../../src/events/limits.ts";
import { REFUSAL_CODES } from "../../src/events/refusals.ts";

test("kinds stand in the protocol's order, each once", () => {
  expect(KIND_ORDER.join(" ")).toBe(
    "found join device guardians rotate approve veto fork vouch object uninvite propose adopt enrol contact " +
      "delegate witness beacon claim evidence seen recuse motion appeal vote pay receipt dispute withdraw leave " +
      "resign revoke",
  );
  expect(Object.keys(STRATA).join(" ")).toBe("identity membership plans cover claims ballots money exits");
  expect(new Set(KIND_ORDER).size).toBe(KIND_ORDER.length);
});

test("every kind's name fits an event", () => {
  const fits = new RegExp(`^[a-z-]{1,${KIND_CHARACTERS_MAX}}$`);
  expect(KIND_ORDER.filter((name) => !fits.test(name))).toEqual([]);
});

test("refusal codes are lower case with hyphens, each once", () => {
  expect(REFUSAL_CODES.filter((code) => !/^[a-z]+(?:-[a-z]+)*$/.test(code))).toEqual([]);
  expect(new Set(REFUSAL_CODES).size).toBe(REFUSAL_CODES.length);
});

test("a refusal carries its code, a pass nothing", () => {
  expect(refuse("plan-unknown")).toEqual({ ok: false, error: "plan-unknown" });
  expect(OK).toEqual({ ok: true, value: undefined });
});
