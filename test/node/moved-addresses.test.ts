import { afterEach, expect, test } from "vitest";
import { Homes, until } from "./homes.ts";

const homes = new Homes();
afterEach(() => homes.close());

const isUp = (name: string, other: string): boolean => {
  const { peerId } = homes.node(other).service.network();
  return homes
    .node(name)
    .service.network()
    .peers.some(({ peer }) => peer === peerId);
};

test("two who both moved find each other by what a third has heard, and what they told before is forgotten", async () => {
  await homes.found("An");
  await homes.start("An");
  for (const name of ["Bo", "Cy"]) {
    await homes.join(name, "An");
    await homes.start(name);
    await until(() => homes.node(name).service.member() !== null, `${name} is a member`);
  }
  const told = (at: string, of: string): readonly string[] => {
    const member = homes.node(of).service.member();
    return (member && homes.node(at).service.profileOf(member)?.content?.addresses) ?? [];
  };
  const addresses = (name: string): readonly string[] => homes.node(name).service.network().addresses;
  const knows = (at: string, of: string): boolean => told(at, of).join() === addresses(of).join();
  await until(() => knows("Cy", "An") && knows("Cy", "Bo"), "Cy knows both");
  await until(() => knows("An", "Cy") && knows("Bo", "Cy"), "both know Cy");
  await homes.stop("An");
  await homes.stop("Bo");
  // each comes back at another port, and is told of Cy alone
  const [cy = ""] = addresses("Cy");
  for (const name of ["An", "Bo"]) await homes.start(name, { peers: [cy] });
  await until(() => isUp("An", "Bo") && isUp("Bo", "An"), "An and Bo connected");
  await until(
    () => knows("Cy", "An") && knows("Cy", "Bo") && knows("An", "Bo") && knows("Bo", "An"),
    "all know",
  );
  // both hold what the other tells now, and nothing beside it
  for (const [at, of] of [
    ["An", "Bo"],
    ["Bo", "An"],
  ] as const)
    expect(told(at, of)).toEqual(addresses(of));
});
