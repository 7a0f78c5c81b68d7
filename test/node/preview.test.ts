import { lpStream } from "@libp2p/utils";
import { multiaddr } from "@multiformats/multiaddr";
import { afterEach, describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { fromHex } from "../../src/base/bytes.ts";
import { encodeCbor } from "../../src/base/cbor.ts";
import type { CommunityId, MemberId } from "../../src/base/id.ts";
import { signInvite } from "../../src/events/invite.ts";
import { signerOf } from "../../src/events/signer.ts";
import { askPreview } from "../../src/net/ask-preview.ts";
import { networkKeyProtector } from "../../src/net/connection-protector.ts";
import { PREVIEW_PROTOCOL } from "../../src/net/preview-door.ts";
import { PREVIEWS_PER_ADDRESS_PER_MINUTE } from "../../src/net/preview-quota.ts";
import { REQUEST_PROTOCOLS } from "../../src/net/requests.ts";
import { type GatheredPreview, gatherPreview } from "../../src/node/gather-preview.ts";
import { joinHome } from "../../src/node/home.ts";
import { type Invite, readInvite } from "../../src/node/invite-text.ts";
import { encodePreview, writePreviewAnswer } from "../../src/peer/preview-answer.ts";
import { writePreviewQuestion } from "../../src/peer/preview-question.ts";
import { encodeRequest } from "../../src/peer/sync-requests.ts";
import { startRawNode, stopAll } from "../net/net-fixture.ts";
import { Homes, TRIAL_CHARTER, until } from "./homes.ts";

let homes = new Homes();
afterEach(async () => {
  await stopAll();
  await homes.close();
  homes = new Homes();
});

const service = (name: string) => homes.node(name).service;

async function inviteOf(name: string, validMs = 3_600_000): Promise<Invite> {
  const line = await service(name).invite(validMs);
  if (!line.ok) throw new Error(line.error);
  return readInvite(line.value);
}

async function village(...others: readonly string[]): Promise<void> {
  await homes.found("Ada");
  await homes.start("Ada");
  for (const name of others) {
    await homes.join(name, "Ada");
    await homes.start(name);
    await until(() => service(name).member() !== null, `${name} is a member`);
  }
}

/** What an asker of any kind gets from the nodes of that invite. */
async function answersTo(invite: Invite, question: (local: string, remote: string) => Uint8Array) {
  const answers: Uint8Array[] = [];
  const { networkKey, addresses } = invite;
  const signal = AbortSignal.timeout(30_000);
  await askPreview({ networkKey, addresses, signal, question, onAnswer: (frame) => answers.push(frame) });
  return answers;
}

test("an invitee is told the charter, and how many members there are, by the inviter before others", async () => {
  await village("Bo");
  const invite = await inviteOf("Ada");
  const gathered = await gatherPreview(invite);
  if (gathered.found !== "preview") throw new Error(gathered.found);
  const { told, differing } = gathered;
  expect({ by: told.by, differing }).toEqual({ by: "inviter", differing: false });
  expect(told.preview).toMatchObject({ charter: TRIAL_CHARTER, members: 2, plans: [], morePlans: 0 });
  expect(told.preview.height).toBeGreaterThan(0);
  const addresses = service("Bo").network().addresses;
  await until(() => homes.root("Bo") === homes.root("Ada"), "Bo knows as much as Ada");
  const byBo = await gatherPreview({ ...invite, addresses });
  expect(byBo).toMatchObject({ found: "preview", told: { by: "other", preview: { members: 2 } } });
  const relayed = addresses.map((address) => `${address}/p2p-circuit/p2p/${service("Ada").network().peerId}`);
  expect(await gatherPreview({ ...invite, addresses: relayed })).toMatchObject({ told: { by: "other" } });
  // whoever asked is a stranger again
  expect(service("Ada").network().peers.length).toBe(1);
});

test("an invite that is used, withdrawn or over shows nothing but that; nobody there shows nothing at all", async () => {
  await homes.found("Ada");
  const clock = { aheadMs: 0 };
  await homes.start("Ada", {}, { clock: () => Date.now() + clock.aheadMs });
  const [used, withdrawn, over] = [
    await inviteOf("Ada"),
    await inviteOf("Ada"),
    await inviteOf("Ada", 30_000),
  ];
  const path = await homes.folder("Bo");
  await joinHome(path, { invite: used, nickname: "Bo", nowMs: Date.now() });
  await homes.start("Bo");
  await until(() => service("Ada").books()?.sealed.state.members.size === 2, "Bo is a member");
  await service("Ada").author("uninvite", { invite: fromHex(withdrawn.given.statement.key) });
  await until(() => service("Ada").books()?.sealed.state.uninvited.size === 1, "it is withdrawn");
  clock.aheadMs = 45_000;
  expect(await gatherPreview(used)).toEqual({ found: "refused", code: "invite-used" });
  expect(await gatherPreview(withdrawn)).toEqual({ found: "refused", code: "invite-withdrawn" });
  expect(await gatherPreview(over)).toEqual({ found: "refused", code: "invite-expired" });
  await homes.stop("Ada");
  expect(await gatherPreview(used)).toEqual({ found: "none" });
});

describe("with the network key, and no invite,", () => {
  test("a stranger is told nothing, whatever they ask", async () => {
    await village();
    const invite = await inviteOf("Ada");
    const { given } = invite;
    const { statement } = given;
    const stranger = signerOf(new Uint8Array(32).fill(3));
    const ask = { key: stranger.publicKey, inviter: statement.inviter, expiresMs: statement.expiresMs };
    const own = signInvite(stranger, invite.community, ask);
    const elsewhere = "ee".repeat(32) as CommunityId;
    const nobody = signInvite(stranger, invite.community, { ...ask, inviter: elsewhere as MemberId });
    const claims = [
      // the statement of a true invite, without its secret
      { ...given, key: stranger },
      // an invite of one's own making, in a member's name, under either device
      { community: invite.community, statement: own, key: stranger },
      {
        community: invite.community,
        statement: { ...own, inviterDevice: statement.inviterDevice },
        key: stranger,
      },
      { community: invite.community, statement: { ...nobody, expiresMs: 1 }, key: stranger },
      // a true one, for another community
      { ...given, community: elsewhere },
    ];
    for (const claim of claims)
      expect(await answersTo(invite, (local, remote) => writePreviewQuestion(claim, local, remote))).toEqual(
        [],
      );
    // a true one, as it was said on another connection
    const recorded = writePreviewQuestion(given, "somebody", service("Ada").network().peerId);
    expect(await answersTo(invite, () => recorded)).toEqual([]);
    expect(await gatherPreview(invite)).toMatchObject({ found: "preview" });
  });

  test("garbage, a flood of bytes, and a second question each end the connection", async () => {
    await homes.found("Ada");
    // what ends it here is not the time for a hello
    await homes.start("Ada", { netTimes: { helloMs: 3_600_000 } });
    const invite = await inviteOf("Ada");
    const [address = ""] = invite.addresses;
    // nor its own pings, which a stranger gets no answer to
    const node = await startRawNode(networkKeyProtector(invite.networkKey, 5_000), {}, false);
    const dial = async () => await node.dial(multiaddr(address), { force: true });
    const garbage = await dial();
    await lpStream(await garbage.newStream(PREVIEW_PROTOCOL)).write(new Uint8Array(300));
    await until(() => garbage.status !== "open", "garbage ends the connection");
    const large = await dial();
    await lpStream(await large.newStream(PREVIEW_PROTOCOL)).write(new Uint8Array(100_000));
    await until(() => large.status !== "open", "a flood of bytes ends the connection");

    const connection = await dial();
    const question = writePreviewQuestion(
      invite.given,
      node.peerId.toString(),
      service("Ada").network().peerId,
    );
    const frames = lpStream(await connection.newStream(PREVIEW_PROTOCOL));
    await frames.write(question);
    expect((await frames.read()).length).toBeGreaterThan(100);
    // a preview is no hello: nothing of the log is told
    const asks = async (protocol: string, frame: Uint8Array) => {
      const stream = lpStream(await connection.newStream(protocol));
      await stream.write(frame);
      return await stream.read({ signal: AbortSignal.timeout(20_000) });
    };
    await expect(asks(REQUEST_PROTOCOLS.sync, encodeRequest({ type: "status" }))).rejects.toThrow();
    expect(connection.status).toBe("open");
    await expect(asks(PREVIEW_PROTOCOL, question)).rejects.toThrow();
    await until(() => connection.status !== "open", "one question for each connection");
  });
});

test("of one address no more are answered than a minute has, and its node goes on", async () => {
  await village();
  const invite = await inviteOf("Ada");
  const node = await startRawNode(networkKeyProtector(invite.networkKey, 5_000));
  const question = writePreviewQuestion(
    invite.given,
    node.peerId.toString(),
    service("Ada").network().peerId,
  );
  const ask = async () => {
    const connection = await node.dial(multiaddr(present(invite.addresses[0], "an address")), {
      force: true,
    });
    const frames = lpStream(await connection.newStream(PREVIEW_PROTOCOL));
    await frames.write(question);
    const { length } = await frames.read({ signal: AbortSignal.timeout(20_000) });
    await connection.close();
    return length;
  };
  for (let i = 0; i < PREVIEWS_PER_ADDRESS_PER_MINUTE; i++) expect(await ask()).toBeGreaterThan(100);
  for (let i = 0; i < 5; i++) await expect(ask()).rejects.toThrow();
  await homes.join("Bo", "Ada");
  await homes.start("Bo");
  await until(() => service("Bo").member() !== null, "an honest newcomer comes in all the while");
});

test("an answer that was tampered with, or is of another community, is none", async () => {
  await homes.found("Ada");
  const clock = { aheadMs: 0 };
  await homes.start("Ada", {}, { clock: () => Date.now() + clock.aheadMs });
  const invite = await inviteOf("Ada");
  const { community } = invite;
  const { key } = invite.given.statement;
  const liar = signerOf(new Uint8Array(32).fill(4));
  const young = { height: 0, sealId: null, throughMs: 0 };
  const told = { charter: TRIAL_CHARTER, members: 9, ...young, plans: [], morePlans: 0 };
  const good = writePreviewAnswer(community, key, encodePreview(told), liar);
  const node = await startRawNode(networkKeyProtector(invite.networkKey, 5_000));
  const lies = [
    good.with(good.length - 3, 1 + present(good.at(-3), "a byte")),
    writePreviewAnswer("ee".repeat(32) as CommunityId, key, encodePreview(told), liar),
    writePreviewAnswer(community, liar.publicKey, encodePreview(told), liar),
    writePreviewAnswer(community, key, encodeCbor("invite-proof"), liar),
    new Uint8Array(1_000),
  ];
  let [said, times] = [good, 0];
  await node.handle(PREVIEW_PROTOCOL, async (stream) => {
    const frames = lpStream(stream);
    await frames.read();
    times++;
    await frames.write(said);
    await stream.close();
  });
  const addresses = node.getMultiaddrs().map(String);
  /** A bare node takes few connections in a second from one address. */
  async function heard(invited: Invite): Promise<GatheredPreview> {
    const before = times;
    let gathered = await gatherPreview(invited);
    while (times === before) gathered = await gatherPreview(invited);
    return gathered;
  }
  for (const lie of lies) {
    said = lie;
    expect(await heard({ ...invite, addresses })).toEqual({ found: "none" });
  }
  said = good;
  // one that is well-formed is told as another's word, gives way to the inviter's, and is seen to differ where it lies about a seal
  expect(await heard({ ...invite, addresses })).toMatchObject({ told: { by: "other" } });
  const both = { ...invite, addresses: [...addresses, ...invite.addresses] };
  expect(await heard(both)).toMatchObject({ told: { by: "inviter", preview: { members: 1 } } });
  // nor does it hide that the inviter says no
  clock.aheadMs = 4_000_000;
  expect(await heard(both)).toEqual({ found: "refused", code: "invite-expired" });
});
