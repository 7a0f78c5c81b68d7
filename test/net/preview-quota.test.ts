import { expect, test } from "vitest";
import {
  PREVIEWS_PER_ADDRESS_PER_MINUTE,
  PREVIEWS_PER_MINUTE,
  PreviewQuota,
} from "../../src/net/preview-quota.ts";

const MINUTE_MS = 60_000;

test("in a minute one address gets so many, all addresses so many, and the next minute begins anew", () => {
  let now = 5;
  const quota = new PreviewQuota(() => now);
  const taken = (address: string, times: number) =>
    Array.from({ length: times }, () => quota.take(address)).filter((each) => each).length;
  expect(taken("a", PREVIEWS_PER_ADDRESS_PER_MINUTE + 3)).toBe(PREVIEWS_PER_ADDRESS_PER_MINUTE);
  let rest = PREVIEWS_PER_MINUTE - PREVIEWS_PER_ADDRESS_PER_MINUTE;
  for (let n = 0; rest > 0; n++) {
    const some = Math.min(rest, PREVIEWS_PER_ADDRESS_PER_MINUTE);
    expect(taken(`b${n}`, some)).toBe(some);
    rest -= some;
  }
  expect(taken("c", 1)).toBe(0);
  now += MINUTE_MS - 1;
  expect(taken("c", 1)).toBe(0);
  now += 1;
  expect(taken("a", 1)).toBe(1);
});
