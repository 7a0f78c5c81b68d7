import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bech32m } from "@scure/base";
import { afterAll, expect } from "vitest";
import { apiFilePath, readApiFile, writeApiFile } from "../../src/api/api-file.ts";
import { CBOR_BYTES_MAX, decodeCbor } from "../../src/base/cbor.ts";
import { sha256 } from "../../src/base/hash.ts";
import { OperatorError } from "../../src/base/operator-error.ts";
import { utf8Encode } from "../../src/base/utf8.ts";
import { useVerify } from "../../src/events/signature.ts";
import { cleanLine } from "../../src/node/code-line.ts";
import { type Home, readHome, writeHome } from "../../src/node/home-file.ts";
import { inviteText, readInvite } from "../../src/node/invite-text.ts";
import { useNativeCode } from "../../src/node/native-code.ts";
import { readWords, wordText } from "../../src/node/refound-word.ts";
import { readReturn, returnText } from "../../src/node/return-text.ts";
import { decodeSlot, encodeSlot, SLOT_BYTES } from "../../src/store/slots.ts";
import { inviteLine, returnLine, wordLine } from "../node/lines.ts";
import { bytesOf, signOf } from "../store/sample.ts";
import { oneOf } from "./chance.ts";
import type { Decoder } from "./decoder.ts";
import { mutatedJson } from "./mutate-json.ts";

// as the shell does at its start
useNativeCode();
/** Whoever signed an invite: what is asked here is all else that is in a line. */
useVerify(() => true);

const folder = mkdtempSync(join(tmpdir(), "huzhu-test-fuzz-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a person's line is read as, and written as again. */
const LINES = {
  invite: {
    prefix: "huzhu",
    good: inviteLine(),
    again: (line: string) => {
      const { given, ...about } = readInvite(line);
      const content = decodeCbor(contentOf(cleanLine(line)));
      const { secret } = (content.ok ? content.value : {}) as { readonly secret: Uint8Array };
      return inviteText(about, given, secret);
    },
  },
  return: { prefix: "huzhuback", good: returnLine(), again: (line: string) => returnText(readReturn(line)) },
  word: {
    prefix: "huzhuanew",
    good: wordLine(),
    again: (line: string) => readWords(line).map(wordText).join(""),
  },
} as const;

function contentOf(line: string): Uint8Array {
  return bech32m.fromWords(bech32m.decode(line as `${string}1${string}`, false).words);
}

async function refusing<T>(read: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof OperatorError) return undefined;
    throw error;
  }
}

const decoder = new TextDecoder();

function lineDecoders(kind: keyof typeof LINES): readonly Decoder[] {
  const { prefix, good, again } = LINES[kind];
  return [
    {
      name: `${kind} line, as pasted`,
      good: [utf8Encode(good)],
      bytesMax: 70_000,
      mend: (input) => utf8Encode(cleanLine(decoder.decode(input))),
      read: async (input) => {
        const line = await refusing(() => again(decoder.decode(input)));
        return line === undefined ? undefined : utf8Encode(line);
      },
    },
    {
      name: `${kind} line, its content`,
      good: [contentOf(good)],
      bytesMax: CBOR_BYTES_MAX,
      read: async (input) => {
        const line = bech32m.encode(prefix, bech32m.toWords(input), false);
        const written = await refusing(() => again(line));
        return written === undefined ? undefined : contentOf(written);
      },
    },
  ];
}

const hex = (length: number) => "5a".repeat(length);
const place = { machine: "m", path: "/home/ada", inode: "17" };
const home: Home = {
  path: folder,
  community: hex(32) as Home["community"],
  deviceSeed: hex(32),
  boxSecret: hex(32),
  transportKey: hex(68),
  networkKey: hex(32),
  firstEvent: hex(300),
  formerNetworkKeys: [{ key: "0b".repeat(32), untilMs: 5 }],
  waitingNetworkKeys: [{ key: "0c".repeat(32), sinceMs: 6 }],
  reached: [],
  port: 4001,
  addresses: ["/ip4/127.0.0.1/tcp/1"],
  nickname: "Ada",
  place,
  onlyCopyAt: null,
  stopped: null,
  isSettling: false,
  former: [{ deviceSeed: hex(32), boxSecret: hex(32) }],
};
const { path: _, ...inHomeFile } = home;
const homeTexts = [
  JSON.stringify({ version: 1, ...inHomeFile }),
  JSON.stringify({ version: 1, ...inHomeFile, port: null, place: null, onlyCopyAt: place, former: [] }),
];
const apiTexts = [JSON.stringify({ port: 40_001, token: hex(32), pid: 77 })];

/** A file of JSON has many encodings: what is read is written, and read back the same. */
function fileDecoder<T>(
  name: string,
  texts: readonly string[],
  file: string,
  read: () => Promise<T | undefined>,
  write: (value: T) => Promise<void>,
): Decoder {
  return {
    name,
    good: texts.map((text) => utf8Encode(text)),
    bytesMax: 100_000,
    cost: 20,
    mutate: (pick) => Buffer.from(mutatedJson(oneOf(texts, pick), oneOf(texts, pick), pick)),
    async read(input) {
      writeFileSync(file, input);
      const value = await refusing(read);
      if (value === undefined) return undefined;
      await write(value);
      expect(await read()).toEqual(value);
      return input;
    },
  };
}

/** What a person pastes, and what stands on this machine's disk. */
export const HOME_DECODERS: readonly Decoder[] = [
  ...lineDecoders("invite"),
  ...lineDecoders("return"),
  ...lineDecoders("word"),
  {
    name: "slot",
    good: [null, "damaged" as const, signOf(7)].map((lastSign) =>
      encodeSlot(6, { tip: { count: 5, running: bytesOf(5) }, lastSign }),
    ),
    bytesMax: SLOT_BYTES,
    mend(input) {
      const slot = new Uint8Array(SLOT_BYTES);
      slot.set(input.subarray(0, SLOT_BYTES));
      slot.set(sha256(slot.subarray(32)));
      return slot;
    },
    read(input) {
      const slot = decodeSlot(input, 0);
      return slot && encodeSlot(slot.generation, slot.content);
    },
  },
  fileDecoder("home.json", homeTexts, join(folder, "home.json"), () => readHome(folder), writeHome),
  fileDecoder(
    "api.json",
    apiTexts,
    apiFilePath(folder),
    () => readApiFile(folder),
    (file) => writeApiFile(folder, file),
  ),
];
