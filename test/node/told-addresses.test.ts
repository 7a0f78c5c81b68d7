import { expect, test } from "vitest";
import { asRelay, throughRelay } from "../../src/net/peer-address.ts";
import { ChangeBudget } from "../../src/node/change-budget.ts";
import { toldAddresses } from "../../src/node/told-addresses.ts";

const ME = "12D3KooWGjgUx7GyPPfHrsAV5TcnnLyKGqjmLJpPMxR3pUhzPbvV";
const R = "12D3KooWJNh9BkVrmrfHXE6gUAMDRbjJMYfGxEVwVkVGSpjCvUXF";
const own = (host: string): string => `/ip4/${host}/tcp/4001/p2p/${ME}`;
const [LOOP, HOME, WIFI, DOCKER, OPEN] = [
  "127.0.0.1",
  "192.168.1.7",
  "10.0.0.7",
  "172.17.0.1",
  "5.5.5.5",
].map(own) as [string, string, string, string, string];
const relayed = ["6.6.6.6", "7.7.7.7", "8.8.8.8"].map((host) =>
  throughRelay(`/ip4/${host}/tcp/1/p2p/${R}`, ME),
);

test("four at most: its own first and the widest of these first, then two through relays", () => {
  expect(toldAddresses([...relayed, LOOP, HOME, WIFI, DOCKER, OPEN], false)).toEqual([
    ...[OPEN, HOME],
    ...relayed.slice(0, 2),
  ]);
  expect(toldAddresses([LOOP, HOME, WIFI, DOCKER, OPEN, HOME], false)).toEqual([OPEN, HOME, WIFI, DOCKER]);
  expect(toldAddresses(relayed, false)).toEqual(relayed.slice(0, 2));
});

test("loopback only where there is nothing else; nothing too long", () => {
  expect(toldAddresses([LOOP], false)).toEqual([LOOP]);
  expect(toldAddresses([LOOP, HOME], false)).toEqual([HOME]);
  expect(toldAddresses([`/dns4/${"a".repeat(180)}/tcp/1/p2p/${ME}`, HOME], false)).toEqual([HOME]);
});

test("who relays says so once, on its widest address", () => {
  expect(toldAddresses([LOOP, HOME, WIFI, DOCKER, OPEN], true)).toEqual([OPEN, HOME, WIFI, asRelay(OPEN)]);
  expect(toldAddresses([], true)).toEqual([]);
});

test("so many changes at once, then one in every span, and after a rest as many again", () => {
  const budget = new ChangeBudget(2, 100);
  expect([0, 0, 0, 99, 100, 100, 150, 200, 1_000, 1_000, 1_000].map((ms) => budget.take(ms))).toEqual([
    ...[true, true, false, false, true, false, false, true],
    ...[true, true, false],
  ]);
});
