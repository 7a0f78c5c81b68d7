import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { equalBytes, toHex } from "../../src/base/bytes.ts";
import { chanceOf } from "./chance.ts";
import type { Decoder } from "./decoder.ts";
import { DECODERS } from "./decoders.ts";
import { mutated, sampleOf } from "./mutate-bytes.ts";

const IS_LONG = process.env["HUZHU_LONG"] === "1";
const INPUTS = IS_LONG ? 1_000_000 : 5_000;
const SEED = Number(process.env["HUZHU_FUZZ_SEED"] ?? 1);
/** For hangs only: the largest inputs take some milliseconds. */
const ONE_INPUT_MS_MAX = 10_000;
/** What a reader may leave behind at any time, whatever it was given: several times the largest input. */
const GROWN_BYTES_MAX = 512 * 1024 * 1024;
const LOOK_EVERY = 1_000;

/** Inputs that once failed, hexadecimal, by decoder. */
const FAILURES = JSON.parse(readFileSync(new URL("./failures.json", import.meta.url), "utf8")) as Readonly<
  Record<string, readonly string[]>
>;

test("every input that once failed is of a decoder that is there", () => {
  const names = DECODERS.map(({ name }) => name);
  expect(Object.keys(FAILURES).filter((name) => !names.includes(name))).toEqual([]);
});

/** Whether it was read; throws, naming the input, where it crashes, takes too long, or has another encoding. */
async function isRead(decoder: Decoder, given: Uint8Array, from: string): Promise<boolean> {
  const input = decoder.mend?.(given) ?? given;
  const startMs = performance.now();
  try {
    const reading = decoder.read(input);
    const again = reading instanceof Promise ? await reading : reading;
    if (performance.now() - startMs > ONE_INPUT_MS_MAX) throw new Error("work without bounds");
    if (again !== undefined && !equalBytes(again, input))
      throw new Error(`what was read is written otherwise: ${toHex(again)}`);
    return again !== undefined;
  } catch (error) {
    throw new Error(`${decoder.name}, ${from}: ${toHex(input)}`, { cause: error });
  }
}

describe.each(DECODERS)("$name", (decoder) => {
  test("reads what is written, and what once failed no longer does", async () => {
    for (const input of decoder.good) expect(await isRead(decoder, input, "as written")).toBe(true);
    for (const input of FAILURES[decoder.name] ?? [])
      await isRead(decoder, Uint8Array.from(Buffer.from(input, "hex")), "failed before");
  });

  test("refuses mutated inputs, or reads them as the one encoding of something", async () => {
    const samples = decoder.good.map(sampleOf);
    const before = process.memoryUsage().rss;
    let read = 0;
    const inputs = Math.ceil(INPUTS / (decoder.cost ?? 1));
    for (let place = 0; place < inputs; place++) {
      const pick = chanceOf(SEED, decoder.name, place);
      const input = decoder.mutate?.(pick) ?? mutated(samples, decoder.bytesMax, pick);
      if (await isRead(decoder, input, `seed ${SEED}, input ${place}`)) read++;
      if (place % LOOK_EVERY === 0) expect(process.memoryUsage().rss - before).toBeLessThan(GROWN_BYTES_MAX);
    }
    process.stdout.write(`fuzz: ${decoder.name}: seed ${SEED}, ${inputs} inputs, ${read} read\n`);
    // neither a wall nor a sieve
    expect(read).toBeLessThan(inputs);
    expect(read).toBeGreaterThan(0);
  });
});
