import type { Cbor } from "../../src/base/cbor.ts";
import { charterSchema } from "../../src/events/charter.ts";
import type { KindName } from "../../src/events/kind.ts";
import { CONSENTS } from "../../src/events/kinds/join.ts";
import { termsSchema } from "../../src/events/terms.ts";
import { seriousIllness, xianghubao2019 } from "../../src/ledger/templates.ts";
import { CHARTER, TERMS } from "../ledger/samples.ts";

const id32 = new Uint8Array(32).fill(5);
const bytes64 = new Uint8Array(64).fill(6);
const charter = charterSchema.write(CHARTER);
const terms = termsSchema.write(TERMS);

const first = { rules: 1, charter, root: id32, certificate: bytes64, boxKey: id32 };
const from = { community: id32, height: 9, seal: id32, state: id32, heads: id32, roll: id32, member: id32 };
const invite = {
  key: id32,
  inviter: id32,
  inviterDevice: id32,
  expiresMs: 1_700_000_000_000,
  signature: bytes64,
};
const branch = { payload: id32, signature: bytes64 };
const word = { content: id32, signature: bytes64 };
const abouts: readonly Cbor[] = [
  { kind: "amend", plan: id32, terms },
  { kind: "end", plan: id32 },
  { kind: "expel", member: id32, plan: null },
  { kind: "charter", charter },
  { kind: "rules", rules: 2 },
  { kind: "network-key", keyHash: id32 },
];

/** Bodies of every kind that its schema reads; the type says that none is left out. */
export const BODIES: Readonly<Record<Built, readonly Cbor[]>> = {
  found: [first, { ...first, from }],
  join: [{ root: id32, certificate: bytes64, boxKey: id32, invite, proof: bytes64, consents: [...CONSENTS] }],
  device: [{ member: id32, certificate: bytes64, boxKey: id32 }],
  fork: [
    { first: branch, second: { ...branch, payload: bytes64 } },
    { device: id32, epoch: 0, height: 7, round: 1, step: "prevote", first: word, second: word },
  ],
  vouch: [{ for: id32 }],
  object: [{ joiner: id32, on: true }],
  uninvite: [{ invite: id32 }],
  propose: [TERMS, seriousIllness(2), xianghubao2019()].map((each) => ({
    terms: termsSchema.write(each),
    tier: null,
  })),
  adopt: [{ plan: id32, tier: 0, termsHash: id32 }],
  enrol: [{ plan: id32, tier: 11 }],
  contact: [{ role: "name", other: id32, on: true }],
  delegate: [{ to: id32 }, { to: null }],
  witness: [{ on: true }],
  beacon: [{ reveal: id32, commit: id32 }],
  claim: [
    { plan: id32, incidentDay: 20_000, amount: 10 ** 11, for: null },
    { plan: id32, incidentDay: 20_000, amount: 1, for: id32 },
  ],
  evidence: [{ claim: id32, commitments: [id32, id32.map((byte) => byte + 1)] }],
  seen: [{ claim: id32, matches: true }],
  recuse: [{ ballot: id32 }],
  motion: abouts.map((about) => ({ about })),
  appeal: [{ claim: id32 }],
  vote: [
    { ballot: id32, choice: "yes", amount: null },
    { ballot: id32, choice: "abstain", amount: 5 },
  ],
  pay: [{ transfer: id32 }],
  receipt: [{ transfer: id32, amount: 1 }],
  dispute: [{ transfer: id32 }],
  withdraw: [{ claim: id32 }],
  leave: [{ plan: id32, on: false }],
  resign: [{ on: true }],
  revoke: [{ device: id32, signature: bytes64 }],
};

/** Named, but not in rules 1. */
type Built = Exclude<KindName, "guardians" | "rotate" | "approve" | "veto">;
