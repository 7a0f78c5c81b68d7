import { afterEach, expect, test } from "vitest";
import { fromHex } from "../../src/base/bytes.ts";
import { signInvite } from "../../src/events/invite.ts";
import { signerOf } from "../../src/events/signer.ts";
import { gatherPreview } from "../../src/node/gather-preview.ts";
import { joinHome } from "../../src/node/home.ts";
import { type Invite, readInvite } from "../../src/node/invite-text.ts";
import { Homes, until } from "./homes.ts";

let homes: Homes;
afterEach(() => homes.close());

/** Begins a home with that very line, whoever else did. */
async function joinBy(name: string, by: string | Invite): Promise<void> {
  const invite = typeof by === "string" ? readInvite(by) : by;
  const options = { invite, nickname: name, nowMs: Date.now() };
  await joinHome(await homes.folder(name), options);
  await homes.start(name);
}

const service = (name: string) => homes.node(name).service;
const alarms = (name: string) => service(name).network().alarms;

test("who comes with an invite that was used, withdrawn or is over is told so, and given nothing", async () => {
  homes = new Homes();
  await homes.found("Ada");
  const clock = { aheadMs: 0 };
  await homes.start("Ada", {}, { clock: () => Date.now() + clock.aheadMs });
  const lines = await Promise.all([60_000, 60_000, 30_000].map((validMs) => service("Ada").invite(validMs)));
  const [used = "", withdrawn = "", over = ""] = lines.map((line) => (line.ok ? line.value : ""));
  await joinBy("Bo", used);
  await until(() => (service("Ada").books()?.sealed.state.members.size ?? 0) === 2, "Bo is a member");
  const invite = fromHex(readInvite(withdrawn).given.statement.key);
  expect(await service("Ada").author("uninvite", { invite })).toMatchObject({ ok: true });
  await until(() => service("Ada").books()?.sealed.state.uninvited.size === 1, "the invite is withdrawn");
  clock.aheadMs = 45_000;
  for (const [name, line, refusal] of [
    ["Cy", used, "invite-used"],
    ["Di", withdrawn, "invite-withdrawn"],
    ["Ed", over, "invite-expired"],
  ] as const) {
    await joinBy(name, line);
    await until(() => alarms(name).length > 0, `${name} is told`);
    expect(alarms(name)).toEqual([{ code: "turned-away", refusal }]);
    expect(service(name).books()).toBeNull();
    expect(service(name).network().peers).toEqual([]);
  }
  expect(alarms("Bo")).toEqual([]);
});

test("who does not prove to hold an invite that a device signed is told nothing, also where it is over", async () => {
  homes = new Homes();
  await homes.found("Ada");
  const clock = { aheadMs: 0 };
  await homes.start("Ada", {}, { clock: () => Date.now() + clock.aheadMs });
  await homes.join("Bo", "Ada");
  await homes.start("Bo");
  await until(() => service("Bo").member() !== null, "something is sealed");
  const line = await service("Ada").invite(30_000);
  clock.aheadMs = 45_000;
  const invite = readInvite(line.ok ? line.value : "");
  const { key, statement } = invite.given;
  const other = signerOf(new Uint8Array(32).fill(5));
  const { signature } = signInvite(other, invite.community, statement);
  for (const [name, given] of [
    ["Cy", { key, statement: { ...statement, signature } }],
    ["Di", { key, statement: { ...statement, expiresMs: 1 } }],
    ["Ed", { key: other, statement }],
  ] as const) {
    await joinBy(name, { ...invite, given: { ...invite.given, ...given } });
    const refused = () =>
      service(name)
        .health()
        .peers.some(({ dialed }) => dialed === "refused");
    await until(refused, `${name} is refused`);
    expect(alarms(name)).toEqual([]);
  }
  await joinBy("Fu", invite);
  await until(() => alarms("Fu").length > 0, "who holds it is told");
});

test("an invite that its inviter took back lets nobody in from that moment on, though nothing is sealed", async () => {
  homes = new Homes();
  await homes.found("Ada", { sealEveryMs: 3_600_000 });
  await homes.start("Ada");
  await service("Ada").author("witness", { on: true });
  await until(() => (service("Ada").books()?.height ?? 0) > 0, "the next seal is an hour away");
  const line = await service("Ada").invite(60_000);
  const invite = readInvite(line.ok ? line.value : "");
  expect(await gatherPreview(invite)).toMatchObject({ found: "preview" });
  const taken = await service("Ada").author("uninvite", { invite: fromHex(invite.given.statement.key) });
  expect(taken).toMatchObject({ ok: true });
  expect(await gatherPreview(invite)).toEqual({ found: "refused", code: "invite-withdrawn" });
  await joinBy("Bo", line.ok ? line.value : "");
  await until(() => alarms("Bo").length > 0, "Bo is told");
  expect(alarms("Bo")).toEqual([{ code: "turned-away", refusal: "invite-withdrawn" }]);
  expect(service("Bo").network().peers).toEqual([]);
  expect(service("Ada").books()?.sealed.state.uninvited.size).toBe(0);
});

test("a line names other members who are there, so that a newcomer comes in while its writer is off", async () => {
  homes = new Homes();
  await homes.found("Ada");
  await homes.start("Ada");
  await homes.join("Bo", "Ada");
  await homes.start("Bo");
  const [reached = ""] = service("Ada").network().addresses;
  const lineOfBo = async () => {
    const line = await service("Bo").invite(60_000);
    return line.ok ? line.value : "";
  };
  await until(async () => {
    const line = await lineOfBo();
    return line !== "" && readInvite(line).addresses.includes(reached);
  }, "Bo knows where Ada is reached");
  const line = await lineOfBo();
  await homes.stop("Bo");
  await joinBy("Cy", line);
  await until(() => service("Cy").member() !== null, "Cy is a member");
});
