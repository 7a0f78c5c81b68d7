import { bech32m } from "@scure/base";
import { describe, expect, test } from "vitest";
import { type Cbor, decodeCbor, encodeCbor } from "../../src/base/cbor.ts";
import { OperatorError } from "../../src/base/operator-error.ts";
import { cleanLine } from "../../src/node/code-line.ts";
import { inviteText, readInvite } from "../../src/node/invite-text.ts";
import { readReturn, returnText } from "../../src/node/return-text.ts";
import { fc } from "../property.ts";
import { inviteLine, returnLine, wordLine } from "./lines.ts";

const RUNS = process.env["HUZHU_LONG"] === undefined ? 1_000 : 1_000_000;

/** Nearly all of these cost two operations on the curve. */
const SIGNED_RUNS = Math.min(RUNS, 100_000);

const CODES = new Set(
  ["none", "mangled", "invalid"]
    .flatMap((fault) => [`invite-${fault}`, `return-${fault}`])
    .concat("line-version", "line-is-invite", "line-is-return", "line-is-word"),
);

const swapped = (line: string, at: number) =>
  `${line.slice(0, at)}${line[at] === "q" ? "p" : "q"}${line.slice(at + 1)}`;

const bytesOf = (line: string) => bech32m.fromWords(bech32m.decode(line as "a1b", false).words);

const lineOf = (prefix: string, bytes: Uint8Array) => bech32m.encode(prefix, bech32m.toWords(bytes), false);

/** The line with other content, and checksum to match. */
function forged(line: string, change: Record<string, Cbor>): string {
  const value = decodeCbor(bytesOf(line));
  if (!value.ok) throw new Error(value.error);
  return lineOf(
    line.slice(0, line.indexOf("1")),
    encodeCbor({ ...(value.value as Record<string, Cbor>), ...change }),
  );
}

function codeOf(read: () => unknown): string {
  try {
    read();
    return "read";
  } catch (error) {
    if (error instanceof OperatorError) return error.code;
    throw error;
  }
}

describe("a line comes back however it was pasted", () => {
  const wide = (line: string) =>
    line.replace(/[a-z0-9]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0));
  const lookAlike = (letters: string) => letters.replaceAll("0", "O").replaceAll("l", "1");
  test.each([
    ["in capitals", (line: string) => line.toUpperCase()],
    ["in full-width characters", wide],
    ["broken over lines, with spaces", (line: string) => line.replace(/.{20}/g, "$&\r\n \u3000")],
    [
      "with unseen marks around and inside",
      (line: string) => `\ufeff\u2060${line.replace(/.{7}/g, "$&\u200b")}\u200e`,
    ],
    ["in quotes", (line: string) => `\u201c${line}\u201d`],
    ["quoted in a mail", (line: string) => `An wrote:\n> ${line.replace(/.{60}/g, "$&\n> ")}\n>`],
    ["hyphenated", (line: string) => line.replace(/.{70}/g, "$&-\n")],
    ["in a Chinese message", (line: string) => `安邀請您（只給您）：「${line}」。請勿轉傳。`],
    [
      "behind what a scanner or a browser puts there",
      (line: string) => `QR-Code: text://${line.toUpperCase()}`,
    ],
    ["marked up", (line: string) => `**\`${line}\`** 😀`],
    ["typed with look-alikes", (line: string) => `${line.slice(0, 12)}${lookAlike(line.slice(12))}`],
  ])("%s", (_, pasted) => {
    expect(pasted(inviteLine())).not.toBe(inviteLine());
    expect(readReturn(pasted(returnLine()))).toEqual(readReturn(returnLine()));
    const { given, ...about } = readInvite(pasted(inviteLine()));
    expect(inviteText(about, given, new Uint8Array(32).fill(7))).toBe(inviteLine());
  });
});

describe("a wrong line says what is wrong with it", () => {
  test.each([
    ["invite-none", ""],
    ["invite-none", "互助"],
    ["invite-none", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"],
    ["invite-none", `huzhu${"1".repeat(70_000)}`],
    ["invite-mangled", "huzhu1"],
    ["invite-mangled", swapped(inviteLine(), 100)],
    ["invite-mangled", inviteLine().slice(0, -1)],
    ["invite-mangled", `${inviteLine()}q`],
    ["invite-mangled", inviteLine().repeat(2)],
    ["invite-mangled", `${inviteLine()} An`],
    ["invite-mangled", inviteLine().replace(/.{100}/, "$&請")],
    ["invite-mangled", lineOf("huzhu", Uint8Array.of(0xff, 0xff))],
    ["invite-invalid", forged(inviteLine(), { expires: 5 })],
    ["invite-invalid", forged(inviteLine(), { network: "" })],
    ["invite-invalid", forged(inviteLine(), { more: 1 })],
    ["line-version", forged(inviteLine(), { v: 2 })],
    ["line-version", forged(inviteLine(), { v: "1" })],
    ["line-version", lineOf("huzhu", encodeCbor([1]))],
    ["line-is-return", returnLine()],
    ["line-is-return", swapped(returnLine(), 100)],
    ["line-is-word", wordLine()],
  ])("to who joins: %s", (code, line) => {
    expect(codeOf(() => readInvite(line))).toBe(code);
  });

  test.each([
    ["return-none", "huzhu"],
    ["return-mangled", swapped(returnLine(), 100)],
    ["return-invalid", forged(returnLine(), { root: "" })],
    ["line-version", forged(returnLine(), { v: 0 })],
    ["line-is-invite", inviteLine()],
    ["line-is-word", wordLine()],
  ])("to who comes back: %s", (code, line) => {
    expect(codeOf(() => readReturn(line))).toBe(code);
  });
});

describe("whatever is pasted is the line as it was written, or none", () => {
  const lines = [inviteLine(), returnLine()] as const;
  const edit = fc.record({
    at: fc.nat(2_000),
    drop: fc.nat(3),
    add: fc.oneof(
      fc.string({ maxLength: 3 }),
      fc.string({ unit: "binary", maxLength: 3 }),
      fc.constantFrom("q", "1", "\n", "Ｑ"),
    ),
  });
  const edited = (text: string, edits: readonly { at: number; drop: number; add: string }[]) =>
    edits.reduce((so, { at, drop, add }) => {
      const place = at % (so.length + 1);
      return so.slice(0, place) + add + so.slice(place + drop);
    }, text);

  test("letters changed, left out or put in", () => {
    const mutated = fc.tuple(fc.constantFrom(...lines), fc.array(edit, { minLength: 1, maxLength: 4 }));
    fc.assert(
      fc.property(mutated, ([line, edits]) => {
        const text = edited(line, edits);
        for (const read of [readInvite, readReturn]) {
          const code = codeOf(() => read(text));
          // what is read is a line that was written: the same one, with marks that do no harm
          if (code === "read") expect(lines).toContain(cleanLine(text));
          else expect(CODES).toContain(code);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test("content changed, under a checksum that fits", () => {
    const change = fc.record({ at: fc.nat(2_000), byte: fc.nat(255), isCut: fc.boolean() });
    const mutated = fc.tuple(fc.boolean(), fc.array(change, { minLength: 1, maxLength: 3 }));
    fc.assert(
      fc.property(mutated, ([isInvite, changes]) => {
        let bytes = Uint8Array.from(bytesOf(lines[isInvite ? 0 : 1]));
        for (const { at, byte, isCut } of changes) {
          if (isCut && byte === 0) bytes = bytes.slice(0, at % (bytes.length + 1));
          else bytes[at % (bytes.length + 1)] = byte;
        }
        const text = lineOf(isInvite ? "huzhu" : "huzhuback", bytes);
        const code = codeOf(() => {
          if (!isInvite) return expect(returnText(readReturn(text))).toBe(text);
          // nobody but the inviter's device signs one: of what it signed nothing was changed
          const { community, given } = readInvite(text);
          const { community: was, given: signed } = readInvite(lines[0]);
          return expect([community, given.statement]).toEqual([was, signed.statement]);
        });
        if (code !== "read") expect(CODES).toContain(code);
      }),
      { numRuns: SIGNED_RUNS },
    );
  });
});
