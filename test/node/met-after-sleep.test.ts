import { afterEach, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import { DAY_MS } from "../../src/calendar/calendar.ts";
import { Homes, until } from "./homes.ts";

const homes = new Homes();
afterEach(() => homes.close());

const service = (name: string) => homes.node(name).service;
const height = (name: string) => service(name).books()?.height ?? 0;

test("who slept while somebody joined is let in by them, and catches up through them alone", async () => {
  let aheadMs = 0;
  const parts = { clock: () => Date.now() + aheadMs };
  await homes.found("An");
  await homes.start("An", {}, parts);
  await homes.join("Bo", "An");
  await homes.start("Bo", {}, parts);
  await until(() => service("Bo").member() !== null, "Bo is a member");
  await homes.stop("Bo");
  await homes.join("Cy", "An");
  await homes.start("Cy", {}, parts);
  await until(() => service("Cy").member() !== null, "Cy is a member");
  await homes.stop("An");
  const cy = present(service("Cy").member(), "Cy");
  // weeks later, when the invite is long over
  aheadMs = 30 * DAY_MS;
  await homes.start("Bo", { peers: service("Cy").network().addresses }, parts);
  const roll = () => service("Bo").books()?.sealed.state.members;
  expect(roll()?.has(cy)).toBe(false);
  await until(() => height("Bo") >= height("Cy"), "Bo has what was sealed");
  expect(roll()?.has(cy)).toBe(true);
});
