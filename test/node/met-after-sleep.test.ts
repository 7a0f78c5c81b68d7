import { afterEach, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { DAY_MS } from "../../src/calendar/calendar.ts";
import { Homes, until } from "./homes.ts";

const homes = new Homes();
afterEach(() => homes.close());

/** A machine so slow that a teller was sent away lets it come again. */
const PATIENCE_MS = 200_000;
const service = (name: string) => homes.node(name).service;
const height = (name: string) => service(name).books()?.height ?? 0;
const roll = (name: string) => service(name).books()?.sealed.state.members;

/** An begins, Bo joins and goes to sleep; then each invites the next, and all but the last go. Returns who those are. */
async function whileBoSleeps(names: readonly string[], clock: () => number) {
  await homes.found("An");
  await homes.start("An", {}, { clock });
  await homes.join("Bo", "An");
  await homes.start("Bo", {}, { clock });
  await until(() => service("Bo").member() !== null, "Bo is a member");
  await homes.stop("Bo");
  for (const [i, name] of names.entries()) {
    await homes.join(name, names[i - 1] ?? "An");
    await homes.start(name, {}, { clock });
    await until(() => service(name).member() !== null, `${name} is a member`);
  }
  const members = names.map((name) => present(service(name).member(), name));
  for (const name of ["An", ...names.slice(0, -1)]) await homes.stop(name);
  return members;
}

test("who slept while somebody joined is let in by them, and catches up through them alone", async () => {
  let aheadMs = 0;
  const clock = () => Date.now() + aheadMs;
  const [cy] = await whileBoSleeps(["Cy"], clock);
  // weeks later, when the invite is long over
  aheadMs = 30 * DAY_MS;
  await homes.start("Bo", { peers: service("Cy").network().addresses }, { clock });
  expect(roll("Bo")?.has(present(cy, "Cy"))).toBe(false);
  await until(() => height("Bo") >= height("Cy"), "Bo has what was sealed");
  expect(roll("Bo")?.has(present(cy, "Cy"))).toBe(true);
});

for (const [names, caller] of [
  [["Cy", "Di"], "Bo"],
  [["Cy", "Di", "Ed", "Fu"], "Bo"],
  [["Cy", "Di", "Ed"], "the newcomer"],
] as const)
  test(`whose inviter joined in that sleep too tells what was sealed, and is a peer like any other then: ${names.length} newcomers, ${caller} calls`, async () => {
    let aheadMs = 0;
    const clock = () => Date.now() + aheadMs;
    const members = await whileBoSleeps(names, clock);
    const last = present(names.at(-1), "a newcomer");
    aheadMs = 30 * DAY_MS;
    if (caller === "Bo") await homes.start("Bo", { peers: service(last).network().addresses }, { clock });
    else {
      await homes.start("Bo", { peers: [] }, { clock });
      await homes.stop(last);
      await homes.start(last, { peers: service("Bo").network().addresses }, { clock });
    }
    expect(members.some((member) => roll("Bo")?.has(member))).toBe(false);
    const isKnown = () => members.every((member) => roll("Bo")?.has(member));
    await until(isKnown, "Bo knows all of them", PATIENCE_MS);
    const isUp = (one: string, other: string) =>
      service(one)
        .network()
        .peers.some(({ device, member }) => device === service(other).device && member);
    await until(() => isUp("Bo", last) && isUp(last, "Bo"), "each is a member's node to the other");
    const said = await service("Bo").setProfile({ nickname: "Bo anew", payTo: "", needs: [], addresses: [] });
    expect(said.ok).toBe(true);
    await until(
      () =>
        service(last)
          .profiles()
          .some(({ content }) => content?.nickname === "Bo anew"),
      "the newcomer is told what members tell one another",
    );
    expect(service("Bo").network().alarms).toEqual([]);
  });
