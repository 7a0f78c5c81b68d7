import { afterEach, test } from "vitest";
import { Homes, until } from "./homes.ts";

let homes = new Homes();
afterEach(async () => {
  await homes.close();
  homes = new Homes();
});

for (const gossip of [true, false])
  test(`three real nodes come to hold one ledger, ${gossip ? "with gossip" : "by pull alone"}`, async () => {
    await homes.found("Ada");
    await homes.start("Ada", { gossip });
    for (const name of ["Bo", "Cy"]) {
      await homes.join(name, "Ada");
      await homes.start(name, { gossip });
    }
    await until(
      () => homes.node("Bo").service.member() !== null && homes.node("Cy").service.member() !== null,
      "both on the roll",
    );
    await until(() => {
      const roots = [...homes.nodes.keys()].map((name) => homes.root(name));
      const height = homes.node("Ada").service.books()?.height ?? 0;
      return height > 0 && new Set(roots).size === 1;
    }, "equal roots");
    const nickname = () => {
      const bo = homes.node("Bo").service.member();
      return bo === null ? undefined : homes.node("Cy").service.profileOf(bo)?.content?.nickname;
    };
    await until(() => nickname() === "Bo", "Cy knows what Bo is called");
    // a seal may be on its way just now
    await until(() => homes.root("Cy") === homes.root("Ada"), "equal roots again");
  });
