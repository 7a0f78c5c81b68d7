import { describe, expect, test } from "vitest";
import {
  readAmount,
  readCount,
  readDay,
  readDuration,
  readOffset,
  readPeriod,
  readPort,
  readRange,
  readSum,
  readTier,
} from "../../src/cli/read-values.ts";
import { UsageFault } from "../../src/cli/usage-fault.ts";

const inCents = (text: string) => readAmount(text, 2);
const sumInCents = (text: string) => readSum(text, 2);
const upTo100 = (text: string) => readCount(text, 100);

describe("what people type", () => {
  test.each([
    [inCents, "300000", 30_000_000],
    [inCents, "3,000.50", 300_050],
    [inCents, "３，０００．５", 300_050],
    [sumInCents, "0.01", 1],
    [readDay, "1970-01-02", 1],
    [readDay, "２０２６-11-22", 20_779],
    [readPeriod, "2026-11", "2026-11"],
    [readPeriod, "2026", "2026"],
    [upTo100, "1", 1],
    [upTo100, "１００", 100],
    [readRange, "5-50", { least: 5, most: 50 }],
    [readRange, "5 – 50", { least: 5, most: 50 }],
    [readRange, "12", { least: 12, most: 12 }],
    [readDuration, "90d", 7_776_000_000],
    [readDuration, "1500 ms", 1_500],
    [readOffset, "+08:00", 480],
    [readOffset, "-0330", -210],
    [readOffset, "-00:00", 0],
    [readTier, "1", 0],
    [readTier, "half", "half"],
    [readPort, "0", 0],
  ] as const)("%o of %s", (read: (text: string) => unknown, text, value) => {
    expect(read(text)).toEqual(value);
  });
});

describe("is refused", () => {
  test.each([
    [inCents, "3.000,50"],
    [inCents, "-1"],
    [inCents, ""],
    [inCents, "1e3"],
    [sumInCents, "0"],
    [sumInCents, "0.00"],
    [readDay, "2026-2-3"],
    [readDay, "2026-02-29"],
    [readPeriod, "11-2026"],
    [upTo100, "0"],
    [upTo100, "101"],
    [upTo100, "1.5"],
    [readRange, "0-5"],
    [readRange, "6-5"],
    [readRange, "5-99999"],
    [readDuration, "90"],
    [readDuration, "1w"],
    [readOffset, "08:00"],
    [readOffset, "+15:00"],
    [readPort, "65536"],
  ] as const)("by %o: %s", (read: (text: string) => unknown, text) => {
    expect(() => read(text)).toThrow(UsageFault);
  });
});
