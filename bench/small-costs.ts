import { assert, present } from "../src/base/assert.ts";
import { toHex, uint64 } from "../src/base/bytes.ts";
import { decodeCbor, encodeCbor } from "../src/base/cbor.ts";
import { sha256 } from "../src/base/hash.ts";
import { decodeEvent } from "../src/events/envelope.ts";
import { apportion } from "../src/money/apportion.ts";
import { digestState } from "../src/state/digest.ts";
import { copyState } from "../src/state/state.ts";
import { Community } from "./community.ts";
import { type Figure, runBench, tell } from "./figure.ts";
import { founding } from "./founding.ts";
import { verifyAll, verifyCases } from "./native-rate.ts";
import { interleaved, secondsOf } from "./rounds.ts";
import { VillageLife } from "./village-life.ts";

const ROUNDS = 5;
const MEMBERS = 100;
const REPEATED = 200;

await runBench(10_000, async ({ size }) => {
  tell("making a community and some thousands of events");
  const community = new Community(founding());
  const life = new VillageLife(community, MEMBERS - 1);
  while (community.events < size) life.halfMonth(size - community.events);
  const votes = life.openVotes(1);
  community.hear(votes);
  community.seal();
  const [vote] = votes;
  const wire = present(vote, "a vote").wire;
  const cases = verifyCases(votes);
  const sharers = Array.from({ length: size }, (_, i) => ({
    weight: BigInt(1 + (i % 3)),
    ceiling: i % 10 === 0 ? 300n : null,
  }));
  tell("each in turns with native verification");
  const seconds = await interleaved(ROUNDS, {
    verify: () => verifyAll(cases) / cases.length,
    seal: () => sealOneMore(community, life),
    digest: () => repeated((turn) => digestAfterChange(community, turn)),
    decode: () => repeated(() => decodeEvent(wire)),
    cbor: () => repeated(() => decodeCbor(wire)),
    encode: () => repeated(() => encodeCbor([wire, wire, null])),
    apportion: () => secondsOf(() => apportion({ total: 30_000_000n, sharers, start: () => 0 })),
  });
  return figuresOf(size, seconds);
});

type Measured = "verify" | "seal" | "digest" | "decode" | "cbor" | "encode" | "apportion";

function figuresOf(size: number, seconds: Readonly<Record<Measured, number>>): readonly Figure[] {
  const beside = `${micros(seconds.verify)} for one native verify`;
  const row = (name: string, of: Measured): Figure => ({
    name,
    value: micros(seconds[of]),
    beside,
    ratio: `${(seconds[of] / seconds.verify).toPrecision(2)} x`,
  });
  return [
    row(`a seal of ${MEMBERS - 2} votes by one seat, ledger of ${size.toLocaleString("en")} events`, "seal"),
    row("the state's digest after one change", "digest"),
    row("decoding and checking one event, without its signature", "decode"),
    row("  of which decoding its outer CBOR", "cbor"),
    row("  encoding as much CBOR", "encode"),
    row(`apportioning among ${size.toLocaleString("en")} sharers`, "apportion"),
  ];
}

/** A day's votes become sealed: report, cut, rules, digest, three signatures, with the clock of the peer moved on. */
function sealOneMore(community: Community, life: VillageLife): number {
  const votes = life.openVotes(1);
  community.hear(votes);
  assert(community.open === votes.length, "votes that wait for a seal");
  return secondsOf(() => community.seal());
}

/** A record more in one table, and the digest of all; another record for each `turn`. */
function digestAfterChange(community: Community, turn: number): void {
  const state = copyState(community.state);
  state.anchors.set(toHex(sha256(uint64(turn))), { height: 1 });
  if (digestState(state).length !== 64) throw new Error("a digest");
}

/** Seconds for one, of many in a row. */
function repeated(work: (turn: number) => void): number {
  return (
    secondsOf(() => {
      for (let i = 0; i < REPEATED; i++) work(i);
    }) / REPEATED
  );
}

function micros(seconds: number): string {
  const us = seconds * 1e6;
  return us >= 10_000 ? `${(us / 1_000).toFixed(1)} ms` : `${us.toFixed(us < 100 ? 1 : 0)} µs`;
}
