import { expect, test } from "vitest";
import { portsTold } from "../../src/node/ports-told.ts";

const PEER = "12D3KooWGjgUx7GyPPfHrsAV5TcnnLyKGqjmLJpPMxR3pUhzPbvV";

test.each<readonly [readonly string[], readonly (readonly [string, number])[]]>([
  [["/ip4/0.0.0.0/tcp/4001"], [["127.0.0.1", 4001]]],
  [["/ip6/::/tcp/4001"], [["::1", 4001]]],
  [[`/ip4/192.168.1.5/tcp/4001/p2p/${PEER}`], [["192.168.1.5", 4001]]],
  [["/ip4/127.0.0.1/tcp/4001", "/ip4/192.168.1.5/tcp/4001", "/ip6/::1/tcp/4001"], [["127.0.0.1", 4001]]],
  [
    ["/ip4/127.0.0.1/tcp/4001", "/ip6/::1/tcp/4002"],
    [
      ["127.0.0.1", 4001],
      ["::1", 4002],
    ],
  ],
  [["/ip4/0.0.0.0/tcp/0", `/ip4/9.9.9.9/tcp/4001/p2p/${PEER}/p2p-circuit`], []],
])("a port is told with where it answers on this machine: %j", (addresses, told) => {
  expect(portsTold(addresses)).toEqual(told.map(([host, port]) => ({ host, port })));
});
