import { present } from "../../src/base/assert.ts";
import { concatBytes, toHex } from "../../src/base/bytes.ts";
import { CBOR_BYTES_MAX, type Cbor, decodeCbor, encodeCbor } from "../../src/base/cbor.ts";
import { taggedHash } from "../../src/base/hash.ts";
import type { CommunityId, MemberId } from "../../src/base/id.ts";
import { authenticate } from "../../src/events/authentic.ts";
import { decodeEvent, encodeWire } from "../../src/events/envelope.ts";
import { EVENT_BYTES_MAX, SALT_BYTES } from "../../src/events/limits.ts";
import { decodeRoll, encodeRoll } from "../../src/events/roll.ts";
import { KINDS } from "../../src/ledger/kinds-table.ts";
import { deviceFrom, eventOf } from "../arbitrary/event.ts";
import { hex32 } from "../seal/samples.ts";
import { BODIES } from "./bodies.ts";
import type { Decoder } from "./decoder.ts";

const ROLL_BYTES_MAX = 192 * 1024;
const community = toHex(new Uint8Array(32).fill(5)) as CommunityId;
const device = deviceFrom(1);

const wires = Object.entries(BODIES).flatMap(([kind, bodies]) =>
  bodies.map((body) => eventOf(device, kind === "found" ? { body } : { kind, body, community }).wire),
);

function listIn(bytes: Uint8Array): readonly Cbor[] | undefined {
  const decoded = decodeCbor(bytes);
  return decoded.ok && Array.isArray(decoded.value) ? (decoded.value as readonly Cbor[]) : undefined;
}

/** The wire with a payload that names the body's hash. */
function withBodyHash(wire: Uint8Array): Uint8Array {
  const [payload, signature, saltedBody] = listIn(wire) ?? [];
  const fields = payload instanceof Uint8Array ? listIn(payload) : undefined;
  if (fields?.length !== 9 || !(signature instanceof Uint8Array && saltedBody instanceof Uint8Array))
    return wire;
  return encodeWire(encodeCbor(fields.with(8, taggedHash("body", saltedBody))), signature, saltedBody);
}

/** The salt alone is not in the event that was read. */
function readWire(wire: Uint8Array): Uint8Array | undefined {
  const decoded = decodeEvent(wire);
  const event = decoded.ok ? authenticate(decoded.value, () => true) : decoded;
  if (!event.ok) return undefined;
  const { payload, signature, body } = event.value;
  const [, , saltedBody] = present(listIn(wire), "a wire") as readonly Uint8Array[];
  const salt = present(saltedBody, "a salted body").subarray(0, SALT_BYTES);
  return encodeWire(payload, signature, concatBytes(salt, encodeCbor(body)));
}

const everything: Cbor = {
  "": [0, 23, 24, 255, 256, 65_536, 2 ** 32, 2 ** 53 - 1, -1, -25, -(2 ** 53 - 1)],
  a: [true, false, null, "text", "互助", new Uint8Array(3)],
  bb: { a: {}, b: [], c: [[[["deep"]]]] },
};

/** What the log is made of. */
export const LOG_DECODERS: readonly Decoder[] = [
  {
    name: "cbor",
    good: [encodeCbor(everything), ...wires.slice(0, 4)],
    bytesMax: CBOR_BYTES_MAX,
    read(input) {
      const decoded = decodeCbor(input);
      return decoded.ok ? encodeCbor(decoded.value) : undefined;
    },
  },
  { name: "event", good: wires, bytesMax: EVENT_BYTES_MAX, mend: withBodyHash, read: readWire },
  {
    name: "roll",
    good: [1, 3].map((members) =>
      encodeRoll(
        Array.from({ length: members }, (_, i) => hex32(`member ${i}`) as MemberId)
          .sort()
          .map((member) => ({ member, word: new Uint8Array(64).fill(1) })),
      ),
    ),
    bytesMax: ROLL_BYTES_MAX,
    read(input) {
      const roll = decodeRoll(input);
      return roll && encodeRoll(roll);
    },
  },
];

/** Bodies of every kind. */
export const BODY_DECODERS: readonly Decoder[] = KINDS.map(
  ({ name, body }): Decoder => ({
    name: `body of ${name}`,
    good: BODIES[name as keyof typeof BODIES].map((each) => encodeCbor(each)),
    bytesMax: EVENT_BYTES_MAX,
    read(input) {
      const decoded = decodeCbor(input);
      const read = decoded.ok ? body.read(decoded.value) : decoded;
      return read.ok ? encodeCbor(body.write(read.value)) : undefined;
    },
  }),
);
