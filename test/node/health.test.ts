import { afterEach, expect, test } from "vitest";
import { VERSION } from "../../src/base/version.ts";
import { Neighbours } from "../../src/node/neighbours.ts";
import { Homes, until } from "./homes.ts";

const homes = new Homes();
afterEach(() => homes.close());

test("whom a node calls is told as found while it is there, and as refused once nobody listens", async () => {
  await homes.found("an");
  await homes.start("an");
  await homes.join("bo", "an");
  const bo = await homes.start("bo");
  const told = () => bo.service.health().peers;
  await until(() => told().some(({ agrees }) => agrees === true), "bo has compared its seals with an's");
  expect(told()).toMatchObject([{ connected: true, wanted: true, dialed: "found", version: VERSION }]);
  expect(Math.abs(told()[0]?.aheadMs ?? Number.NaN)).toBeLessThan(600_000);
  expect(bo.service.health().ports.length).toBe(1);
  await homes.stop("an");
  await until(() => told()[0]?.dialed === "refused", "bo has called in vain");
  expect(told()).toMatchObject([{ connected: false, wanted: true, agrees: null }]);
});

test("of a peer's software only a version that is written as ours is kept, and of many peers the latest", () => {
  const neighbours = new Neighbours(() => 0);
  neighbours.identified("an", "huzhu/1.20.3");
  neighbours.identified("bo", "huzhu/1.0.0 <script>");
  expect([neighbours.of("an").version, neighbours.of("bo").version]).toEqual(["1.20.3", null]);
  for (let i = 0; i < 300; i++) neighbours.dialed(`peer ${i}`, "timed-out");
  expect(neighbours.of("an")).toEqual(neighbours.of("nobody"));
  expect(neighbours.of("peer 299").dialed).toBe("timed-out");
});
