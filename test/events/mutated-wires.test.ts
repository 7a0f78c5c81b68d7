import { expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { equalBytes, toHex } from "../../src/base/bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../../src/base/cbor.ts";
import type { CommunityId } from "../../src/base/id.ts";
import { decodeEvent, encodeWire } from "../../src/events/envelope.ts";
import { termsSchema } from "../../src/events/terms.ts";
import { KINDS } from "../../src/ledger/kinds-table.ts";
import { deviceFrom, eventOf } from "../arbitrary/event.ts";
import { TERMS } from "../ledger/samples.ts";

const MUTATIONS = process.env["HUZHU_LONG"] === "1" ? 2_000_000 : 40_000;

/** xorshift32: the same bytes in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const id32 = new Uint8Array(32).fill(5);
const bytes64 = new Uint8Array(64).fill(6);
const device = deviceFrom(1);
const community = toHex(id32) as CommunityId;

/** A body of each kind that its schema reads; and a few that it does not. */
const BODIES: Readonly<Record<string, Cbor>> = {
  device: { member: id32, certificate: bytes64, boxKey: id32 },
  fork: {
    first: { payload: id32, signature: bytes64 },
    second: { payload: bytes64, signature: bytes64 },
  },
  propose: { terms: termsSchema.write(TERMS), tier: null },
  adopt: { plan: id32, tier: 0, termsHash: id32 },
  enrol: { plan: id32, tier: 11 },
  witness: { on: true },
  claim: { plan: id32, incidentDay: 20_000, amount: 10 ** 11, for: null },
  evidence: { claim: id32, commitments: [id32, id32] },
  seen: { claim: id32, matches: true },
  recuse: { ballot: id32 },
  appeal: { claim: id32 },
  withdraw: { claim: id32 },
  vote: { ballot: id32, choice: "yes", amount: null },
  pay: { transfer: id32 },
  receipt: { transfer: id32, amount: 1 },
  leave: { plan: id32, on: false },
};

const wires = Object.entries(BODIES).map(([kind, body]) => eventOf(device, { kind, body, community }).wire);

/** One to four changes: a byte, a run cut out, a run put in, a run repeated, the end cut off. */
function mutated(wire: Uint8Array, pick: (below: number) => number): Uint8Array {
  let bytes = [...wire];
  for (let change = pick(4); change >= 0; change--) {
    const at = pick(bytes.length + 1);
    const run = 1 + pick(8);
    switch (pick(6)) {
      case 0:
        bytes[at] = pick(256);
        break;
      case 1:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << pick(8));
        break;
      case 2:
        bytes.splice(at, run);
        break;
      case 3:
        bytes.splice(at, 0, ...Array.from({ length: run }, () => pick(256)));
        break;
      case 4:
        bytes.splice(at, 0, ...bytes.slice(at, at + run));
        break;
      default:
        bytes = bytes.slice(0, at);
    }
  }
  return Uint8Array.from(bytes, (byte) => byte ?? 0);
}

test("mutated wires, bodies and terms never crash a reader, and what is accepted has that one encoding", () => {
  const pick = seeded(20_260_731);
  const bodies = Object.entries(BODIES).map(([kind, body]) => ({ kind, bytes: encodeCbor(body) }));
  let accepted = 0;
  for (let n = 0; n < MUTATIONS; n++) {
    const event = decodeEvent(mutated(present(wires[pick(wires.length)], "a wire"), pick));
    if (event.ok) {
      const outer = decodeCbor(event.value.wire);
      const parts = outer.ok ? (outer.value as readonly Uint8Array[]) : [];
      expect(encodeWire(event.value.payload, event.value.signature, parts[2] ?? null)).toEqual(
        event.value.wire,
      );
    }
    const { kind, bytes } = present(bodies[pick(bodies.length)], "a body");
    const changed = mutated(bytes, pick);
    const value = decodeCbor(changed);
    if (!value.ok) continue;
    if (n % 16 === 0) expect(equalBytes(encodeCbor(value.value), changed)).toBe(true);
    const schema = present(KINDS.find(({ name }) => name === kind)?.body, "a kind");
    const read = schema.read(value.value);
    if (!read.ok) continue;
    accepted++;
    expect(equalBytes(encodeCbor(schema.write(read.value)), changed)).toBe(true);
  }
  expect(accepted).toBeGreaterThan(MUTATIONS / 100);
});

/** In place of a field of a sound body. */
const ODD: readonly Cbor[] = [
  null,
  true,
  -1,
  2 ** 53 - 1,
  -(2 ** 53 - 1),
  10 ** 11 + 1,
  "",
  "yes ",
  "\u0000",
  "\u202e",
  "__proto__",
  new Uint8Array(0),
  new Uint8Array(31),
  new Uint8Array(33),
  [],
  [null],
  {},
  { constructor: 1 },
];

test.each(Object.entries(BODIES))(
  "%s: a key more or less, and an odd value in any place, is refused or read, never thrown",
  (name, body) => {
    const schema = present(KINDS.find((kind) => kind.name === name)?.body, "a kind");
    const sound = body as { readonly [key: string]: Cbor };
    expect(schema.read(sound).ok).toBe(true);
    for (const more of ["more", "__proto__", "constructor", "toString", "", "on "]) {
      const map = Object.fromEntries([...Object.entries(sound), [more, 1]]);
      const decoded = decodeCbor(encodeCbor(map));
      expect(decoded.ok && schema.read(decoded.value)).toEqual({ ok: false, error: more });
    }
    for (const field of Object.keys(sound)) {
      const { [field]: _, ...less } = sound;
      expect(schema.read(less)).toEqual({ ok: false, error: field });
      for (const odd of ODD) {
        const map = { ...sound, [field]: odd };
        const read = schema.read(map);
        if (read.ok) expect(encodeCbor(schema.write(read.value))).toEqual(encodeCbor(map));
      }
    }
    for (const whole of ODD.filter(
      (odd) => odd !== null && !(typeof odd === "object" && Object.keys(odd).length > 0),
    ))
      expect(schema.read(whole).ok).toBe(false);
  },
);
