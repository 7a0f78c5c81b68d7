import { networkInterfaces } from "node:os";
import { afterEach, beforeEach, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { fromHex } from "../../src/base/bytes.ts";
import type { EventId, MemberId } from "../../src/base/id.ts";
import { signInvite } from "../../src/events/invite.ts";
import { propose } from "../../src/events/kinds/propose.ts";
import { signerOf } from "../../src/events/signer.ts";
import { seriousIllness } from "../../src/ledger/templates.ts";
import type { NetLog } from "../../src/net/net-log.ts";
import { joinHome } from "../../src/node/home.ts";
import { firstEventOf } from "../../src/node/home-file.ts";
import { readInvite } from "../../src/node/invite-text.ts";
import { encodeMemberQuestion } from "../../src/node/member-desk.ts";
import type { SyncRequest } from "../../src/peer/sync-frames.ts";
import { Homes, until } from "./homes.ts";
import { HostileNode, type Lie } from "./hostile-node.ts";
import { GARBAGE, hash, plausible } from "./lies.ts";

let homes: Homes;
let hostiles: HostileNode[];
/** hellos that An did not take */
let refused: number;
/** and lies that it charged somebody for */
let charged: number;
beforeEach(() => {
  homes = new Homes();
  hostiles = [];
  refused = 0;
  charged = 0;
});
afterEach(async () => {
  await Promise.all(hostiles.map((hostile) => hostile.stop()));
  await homes.close();
});

const log: NetLog = (_, message, details) => {
  if (message.includes("misbehaved")) charged++;
  if (message.includes("without a hello") && JSON.stringify(details).includes("hello refused")) refused++;
};
const service = (name: string) => homes.node(name).service;
const height = (name: string) => service(name).books()?.height ?? 0;
const addresses = () => service("An").network().addresses;

/** An, and Bo, who is a member. */
async function village(listen: readonly string[] = ["/ip4/127.0.0.1/tcp/0"]): Promise<void> {
  await homes.found("An");
  await homes.start("An", { listen, log });
  await homes.join("Bo", "An");
  await homes.start("Bo");
  await until(() => service("Bo").member() !== null, "Bo is a member");
}

/** Holds the network key, a device, and an invite that somebody gave whom nobody knows. */
async function stranger(name: string, lie: Lie): Promise<HostileNode> {
  const line = await service("An").invite(3_600_000);
  const invite = readInvite(line.ok ? line.value : "");
  const { statement } = invite.given;
  const nobody = signerOf(new Uint8Array(32).fill(7));
  const inviter = hash() as MemberId;
  const own = signInvite(nobody, invite.community, { ...statement, inviter });
  const given = { ...invite.given, statement: own };
  const path = await homes.folder(name);
  const { home } = await joinHome(path, { invite: { ...invite, given }, nickname: name, nowMs: Date.now() });
  const hostile = new HostileNode(home);
  hostile.lie = lie;
  hostiles.push(hostile);
  return hostile;
}

const attack = (hostile: HostileNode, to = addresses()) => hostile.attack(to, firstEventOf(hostile.home));
const asks = ({ asked }: HostileNode) => [...new Set(asked.map(({ type }) => type))].toSorted();

/** Honest life goes on: what An says is sealed, and Bo comes to the same root. */
async function expectLife(): Promise<void> {
  const before = height("An");
  const terms = { ...seriousIllness(2), title: `Plan ${before}` };
  expect((await service("An").author("propose", propose.body.write({ terms, tier: null }))).ok).toBe(true);
  await until(() => height("An") > before, "a seal");
  await until(() => homes.root("An") === homes.root("Bo"), "equal roots");
}

/** Says that there is much more, and gives nothing of it for ever. */
const silent: Lie = (request) =>
  request.type === "status" ? plausible(request, 1_000_000) : new Promise(() => undefined);

test("a stranger with the network key is asked for seals, believed nothing else, and given nothing", async () => {
  await village();
  const hostile = await stranger("Mal", silent);
  await attack(hostile);
  await until(() => hostile.up > 0 && asks(hostile).includes("history"), "Mal is asked for seals");
  const device = hostile.signer.publicKey;
  const questions: readonly SyncRequest[] = [
    { type: "status" },
    { type: "buckets" },
    { type: "heads", buckets: [0] },
    { type: "feeds", from: [{ device, seq: 0 }] },
    { type: "history", height: 1, offset: 0, skip: 0, last: 1 },
    { type: "messages", height: 1, known: [] },
    { type: "profile-list", after: null },
    { type: "event", id: hash() as EventId },
    { type: "snapshots" },
    { type: "chain", height: 1 },
    { type: "roll" },
  ];
  for (const question of questions) await expect(hostile.ask(question)).rejects.toThrow();
  const { peerId } = service("An").network();
  const about = encodeMemberQuestion("network-key", [fromHex(hash())]);
  const asked = hostile.transport.request(peerId, about, AbortSignal.timeout(20_000), "member");
  await expect(asked).rejects.toThrow();
  // its device, and not who invited it
  expect(hostile.hello).toEqual({ device: service("An").device, firstEvent: null });
  expect(await hostile.transport.publish("events", firstEventOf(hostile.home).wire)).toBe(0);
  // its clock of 1970, beside Bo's, and its million seals change nothing
  await expectLife();
  expect(service("An").network().catchingUp).toBeNull();
  expect(service("An").network().alarms).toEqual([]);
  const devices = service("An")
    .network()
    .peers.map((peer) => peer.device);
  expect(devices).toEqual([service("Bo").device]);
  expect(hostile.gossiped).toBe(0);
  expect(asks(hostile)).toEqual(["history", "status"]);
});

const record = new Uint8Array(2_000).fill(9);
const LIES: readonly (readonly [string, Lie])[] = [
  [
    "no frame at all",
    (request) => (request.type === "status" ? plausible(request, 1_000) : present(GARBAGE[1], "bytes")),
  ],
  [
    "a record that is none",
    (request) => {
      if (request.type !== "history") return plausible(request, 1_000);
      const { height: at, offset, skip } = request;
      const entry = { height: at, offset, total: record.length, slice: record, skip, wires: [] };
      return { type: "history", found: null, entries: [entry] };
    },
  ],
];

for (const [what, lie] of LIES)
  test(`a stranger who tells ${what} is asked once, and neither it nor another one from there is listened to again`, async () => {
    await village();
    const [mal, mel] = [await stranger("Mal", lie), await stranger("Mel", lie)];
    await attack(mal);
    await until(() => charged > 0, "Mal has lied");
    await until(() => mal.transport.peers().length === 0, "Mal is hung up on");
    const { up } = mal;
    const told = mal.asked.length;
    await until(() => refused > 5, "Mal has called in vain");
    await attack(mel);
    await until(() => refused > 15, "both have");
    expect([mal.up, mel.up]).toEqual([up, 0]);
    expect(charged).toBe(1);
    expect([mal.asked.length, mel.asked.length]).toEqual([told, 0]);
    // members are at the same address
    await homes.stop("Bo");
    await homes.start("Bo");
    await until(() => service("Bo").network().peers.length === 1, "Bo is let in");
    await expectLife();
    expect(service("An").network().alarms).toEqual([]);
  });

/** A machine so slow that a teller was sent away lets it come again. */
const PATIENCE_MS = 200_000;
const isLoopback6 = Object.values(networkInterfaces()).some((each) =>
  each?.some(({ address }) => address === "::1"),
);

test.skipIf(!isLoopback6)(
  "a stranger who goes silent has one place, and keeps nobody out who tells what was sealed (needs ::1 as a second host)",
  async () => {
    await village();
    const mal = await stranger("Mal", silent);
    await homes.stop("Bo");
    await homes.join("Cy", "An");
    await homes.start("Cy");
    await until(() => service("Cy").member() !== null, "Cy is a member");
    await homes.join("Di", "Cy");
    await homes.start("Di");
    await until(() => service("Di").member() !== null, "Di is a member");
    const di = present(service("Di").member(), "Di");
    for (const name of ["An", "Cy", "Di"]) await homes.stop(name);
    await homes.start("Bo", { peers: [], listen: ["/ip4/127.0.0.1/tcp/0", "/ip6/::1/tcp/0"] });
    const doors = service("Bo").network().addresses;
    await attack(
      mal,
      doors.filter((door) => door.startsWith("/ip4")),
    );
    await until(() => asks(mal).includes("history"), "Mal is asked for seals");
    await homes.start("Di", { peers: doors.filter((door) => door.startsWith("/ip6")) });
    await until(
      () => service("Bo").books()?.sealed.state.members.has(di) === true,
      "Bo knows Di",
      PATIENCE_MS,
    );
    await until(() => service("Bo").network().peers.length === 1, "Di is a peer");
  },
);

test("a stranger who has nothing newer is asked for nothing else", async () => {
  await village();
  const hostile = await stranger("Mal", (request) => plausible(request, 0));
  await attack(hostile);
  await until(() => hostile.asked.length > 3, "Mal is asked again and again");
  expect(asks(hostile)).toEqual(["status"]);
  await expectLife();
});

test("who shows nothing of who brought it is asked nothing", async () => {
  await village();
  const nobody = await stranger("Mal", (request) => plausible(request, 1_000));
  await nobody.attack(addresses(), null);
  await until(() => refused > 3, "refused");
  expect([nobody.up, nobody.asked]).toEqual([0, []]);
});
