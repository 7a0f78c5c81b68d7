import { assert, present } from "../src/base/assert.ts";
import { witness } from "../src/events/kinds/witness.ts";
import { Community } from "./community.ts";
import { type Figure, runBench, tell } from "./figure.ts";
import { founding, verify } from "./founding.ts";
import { verifyAll, verifyCases } from "./native-rate.ts";
import { median, percent } from "./rounds.ts";
import { VillageLife } from "./village-life.ts";
import { HEIGHT_MS, type HeightCost, WitnessMesh } from "./witness-mesh.ts";

const MEMBERS = 100;
const WITNESSES = 31;
const FEW = 50;
/** Heights of few events that are looked at, at most. */
const FEW_ROUNDS_MAX = 3;
/** What a seal may cost: work per node for many events, bytes per node for few. */
const WORK_SECONDS_MAX = 2;
const SENT_BYTES_MAX = 64 * 1024;
/** Neighbours that gossip keeps in its mesh for a topic. */
const GOSSIP_DEGREE = 6;

await runBench(1_000, async ({ size }) => {
  tell(`making a community of ${MEMBERS}, ${WITNESSES} of them witnesses`);
  const origin = founding({ sealEveryMs: HEIGHT_MS });
  const community = new Community(origin);
  const life = new VillageLife(community, MEMBERS - 1);
  const seated = community.members.slice(0, WITNESSES - 1);
  const others = community.members.slice(WITNESSES - 1);
  community.hear(seated.map((member) => community.write(member, witness, { on: true })));
  const fewRounds = Math.min(FEW_ROUNDS_MAX, Math.ceil(size / FEW));
  const wanted = 1 + fewRounds * FEW + size;
  // sealed together with the claim: seats wait for something that matters
  const votes = life.openVotes(Math.ceil(wanted / others.length), others);
  assert(community.state.seats.size === WITNESSES, "seats for all witnesses");
  const history = { community: community.community, first: community.first, stored: community.toStore() };
  const founder = { signer: origin.signer, tip: present(community.founderTip, "the founder's feed") };
  const owns = [founder, ...seated];
  const mesh = new WitnessMesh(owns, history, community.nowMs, verify);
  tell(`sealing ${FEW} events, then ${size}, at ${WITNESSES} nodes`);
  const left = votes.slice(0, wanted);
  mesh.meet(present(left.shift(), "a vote"));
  const few = Array.from({ length: fewRounds }, () => mesh.seal(left.splice(0, FEW)));
  const many = mesh.seal(left);
  const cases = verifyCases(votes);
  const checkSeconds = verifyAll(cases) / cases.length;
  return [...workFigures(many, checkSeconds), ...sentFigures(few)];
});

/** The node that works most is the one to ask: it composes, and judges nothing twice. */
function workFigures({ round, events, spent }: HeightCost, checkSeconds: number): readonly Figure[] {
  const work = spent.map(({ workSeconds }) => workSeconds);
  const most = Math.max(...work);
  const checks = Math.max(...spent.map((each) => each.checks));
  return [
    {
      name: `a seal of ${events.toLocaleString("en")} events by ${WITNESSES} witnesses: work of the busiest node`,
      value: `${most.toFixed(2)} s`,
      beside: `${WORK_SECONDS_MAX} s is the limit; the median node ${median(work).toFixed(2)} s, round ${round}`,
      ratio: percent(most, WORK_SECONDS_MAX),
    },
    {
      name: "  its signature checks, beside that",
      value: `${(checks * checkSeconds).toFixed(2)} s`,
      beside: `${checks.toLocaleString("en")} checks`,
      ratio: "",
    },
  ];
}

function sentFigures(heights: readonly HeightCost[]): readonly Figure[] {
  const spent = heights.flatMap((height) => height.spent);
  const rounds = Math.max(...heights.map(({ round }) => round));
  const sent = spent.map(({ gossipBytes, syncBytes }) => gossipBytes + syncBytes);
  const most = Math.max(...sent);
  const gossiped = spent.map(({ gossipBytes }) => gossipBytes);
  const all = gossiped.reduce((sum, bytes) => sum + bytes, 0) / heights.length;
  return [
    {
      name: `a seal of ${FEW} events: sent by the node that sends most, gossip once`,
      value: kibibytes(most),
      beside: `${kibibytes(SENT_BYTES_MAX)} is the limit; the median node ${kibibytes(median(sent))}, round ${rounds}`,
      ratio: percent(most, SENT_BYTES_MAX),
    },
    {
      name: "  of which seal messages, the most and the median",
      value: kibibytes(Math.max(...gossiped)),
      beside: kibibytes(median(gossiped)),
      ratio: "",
    },
    {
      name: `  gossip's copies: all seal messages handed on to a mesh of ${GOSSIP_DEGREE}`,
      value: kibibytes(all * GOSSIP_DEGREE),
      beside: `${kibibytes(all)} once`,
      ratio: "",
    },
  ];
}

function kibibytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}
