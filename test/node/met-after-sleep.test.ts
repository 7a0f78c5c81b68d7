import { afterEach, expect, test } from "vitest";
import { Homes, until } from "./homes.ts";

const homes = new Homes();
afterEach(() => homes.close());

const height = (name: string) => homes.node(name).service.books()?.height ?? 0;

test("who slept while somebody joined is let in by them, and catches up through them alone", async () => {
  await homes.found("An");
  await homes.start("An");
  await homes.join("Bo", "An");
  await homes.start("Bo");
  await until(() => homes.node("Bo").service.member() !== null, "Bo is a member");
  await homes.stop("Bo");
  await homes.join("Cy", "An");
  await homes.start("Cy");
  await until(() => homes.node("Cy").service.member() !== null, "Cy is a member");
  await homes.stop("An");
  const { addresses } = homes.node("Cy").service.network();
  const [member, sealed] = [homes.node("Cy").service.member(), height("Cy")];
  await homes.start("Bo", { peers: addresses });
  const roll = () => homes.node("Bo").service.books()?.sealed.state.members;
  expect(member !== null && roll()?.has(member)).toBe(false);
  await until(() => height("Bo") >= sealed, "Bo has what was sealed");
  expect(member !== null && roll()?.has(member)).toBe(true);
});
