import { afterEach, describe, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { decodeCbor } from "../../src/base/cbor.ts";
import { witness } from "../../src/events/kinds/witness.ts";
import { joinHome } from "../../src/node/home.ts";
import { firstEventOf, readHome } from "../../src/node/home-file.ts";
import { type Invite, readInvite } from "../../src/node/invite-text.ts";
import { encodeMemberQuestion, MEMBER_QUESTIONS } from "../../src/node/member-desk.ts";
import type { SyncRequest } from "../../src/peer/sync-frames.ts";
import type { Charter } from "../../src/state/records.ts";
import { Homes, until } from "./homes.ts";
import { HostileNode } from "./hostile-node.ts";

let homes = new Homes();
afterEach(async () => {
  await homes.close();
  homes = new Homes();
});

const service = (name: string) => homes.node(name).service;

async function inviteOf(name: string, validMs: number): Promise<Invite> {
  const line = await service(name).invite(validMs);
  if (!line.ok) throw new Error(line.error);
  return readInvite(line.value);
}

describe("who has signed their join", () => {
  const history = { type: "history", height: 0, offset: 0, skip: 0, last: 9 } as const;
  const profiles = { type: "profile-list", after: null } as const;

  /** Ada alone, who who after the first seal gives none for an hour, unless her clock is put ahead. */
  async function slowVillage(charter: Partial<Charter> = {}) {
    await homes.found("Ada", { sealEveryMs: 3_600_000, seatExpiryMs: 86_400_000, ...charter });
    const clock = { aheadMs: 0 };
    await homes.start("Ada", {}, { clock: () => Date.now() + clock.aheadMs });
    await service("Ada").author("witness", witness.body.write({ on: true }));
    await until(() => service("Ada").books()?.height === 1, "the first seal");
    return clock;
  }

  /** Somebody who has begun a home with that invite, and whose node asks what it likes. */
  async function newcomer(name: string, invite: Invite): Promise<HostileNode> {
    const path = await homes.folder(name);
    await joinHome(path, { invite, nickname: name, nowMs: Date.now() });
    const home = await readHome(path);
    const node = new HostileNode(home);
    await node.attack(invite.addresses, firstEventOf(home));
    await until(() => node.transport.peers().length === 1, `${name} is greeted`);
    return node;
  }

  async function askMembers(node: HostileNode): Promise<unknown[]> {
    const peer = present(node.transport.peers()[0], "a member's node").peer;
    const frames = MEMBER_QUESTIONS.map((name) => encodeMemberQuestion(name, []));
    return await Promise.all(
      frames.map(async (frame) => {
        const answer = await node.transport.request(peer, frame, AbortSignal.timeout(20_000), "member");
        const decoded = decodeCbor(answer);
        return decoded.ok && Array.isArray(decoded.value) ? decoded.value[1] : decoded;
      }),
    );
  }

  async function getsTheLogAlone(node: HostileNode): Promise<void> {
    expect((await node.ask({ type: "status" }))?.type).toBe("status");
    expect(await node.ask(history)).toMatchObject({ type: "history", found: expect.any(Uint8Array) });
    expect(await node.ask(profiles)).toEqual({ type: "refused" });
    const wanted = { type: "profiles", devices: [service("Ada").device] } as const;
    expect(await node.ask(wanted)).toEqual({ type: "refused" });
    expect(await askMembers(node)).toEqual(MEMBER_QUESTIONS.map(() => null));
  }

  test("gets the log and nothing that members tell one another, sealed or not, until on the roll", async () => {
    const clock = await slowVillage({ objectionMs: 86_400_000, objections: 1 });
    const bo = await newcomer("Bo", await inviteOf("Ada", 86_400_000));
    await getsTheLogAlone(bo);
    expect(service("Ada").books()?.sealed.state.joiners.size).toBe(0);
    clock.aheadMs = 3_700_000;
    await until(
      () => service("Ada").books()?.sealed.state.joiners.size === 1,
      "the join is sealed, and waits",
    );
    await getsTheLogAlone(bo);
    await bo.stop();
  });

  test("and comes second with the same invite gets nothing any more, once the first is on the roll", async () => {
    const clock = await slowVillage();
    const invite = await inviteOf("Ada", 86_400_000);
    const both = [await newcomer("Bo", invite), await newcomer("Cy", invite)];
    for (const node of both) await getsTheLogAlone(node);
    clock.aheadMs = 3_700_000;
    await until(() => service("Ada").books()?.sealed.state.members.size === 2, "one of them is on the roll");
    const onRoll = ({ signer }: HostileNode) =>
      service("Ada").books()?.sealed.state.devices.has(signer.publicKey) === true;
    /** What comes back; or nothing, where there is no connection any more. */
    const said = async (node: HostileNode, request: SyncRequest) =>
      await node.ask(request).then(
        (answer) => answer?.type,
        () => "nothing",
      );
    for (const node of both)
      for (const request of [profiles, history, { type: "status" }] as const)
        if (onRoll(node)) expect(await said(node, request)).toBe(request.type);
        else expect(["refused", "nothing"]).toContain(await said(node, request));
    expect(both.filter(onRoll).length).toBe(1);
    await Promise.all(both.map((node) => node.stop()));
  });
});
