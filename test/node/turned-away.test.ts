import { afterEach, expect, test } from "vitest";
import { fromHex } from "../../src/base/bytes.ts";
import { joinHome } from "../../src/node/home.ts";
import { readInvite } from "../../src/node/invite-text.ts";
import { Homes, until } from "./homes.ts";

let homes: Homes;
afterEach(() => homes.close());

/** Begins a home with that very line, whoever else did. */
async function joinBy(name: string, line: string): Promise<void> {
  const options = { invite: readInvite(line), nickname: name, nowMs: Date.now() };
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
