import { multiaddr } from "@multiformats/multiaddr";
import { expect, test } from "vitest";
import { hostOf } from "../../src/net/host-of.ts";

const host = (address: string) => hostOf(multiaddr(address));

test("one host is one address, or with IPv6 one network, at any port", () => {
  expect(host("/ip4/192.0.2.1/tcp/4001")).toBe(host("/ip4/192.0.2.1/tcp/9"));
  expect(host("/ip4/192.0.2.1/tcp/4001")).not.toBe(host("/ip4/192.0.2.2/tcp/4001"));
  expect(host("/ip6/2001:db8:1:2::3/tcp/4001")).toBe(host("/ip6/2001:db8:1:2:ffff::4/tcp/9"));
  expect(host("/ip6/2001:db8:1:2::3/tcp/4001")).not.toBe(host("/ip6/2001:db8:1:3::3/tcp/4001"));
});
