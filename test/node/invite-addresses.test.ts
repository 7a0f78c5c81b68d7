import { expect, test } from "vitest";
import { inviteAddresses } from "../../src/node/invite-addresses.ts";

const PEER = "12D3KooWGjgUx7GyPPfHrsAV5TcnnLyKGqjmLJpPMxR3pUhzPbvV";
const at = (member: string, count: number) =>
  Array.from({ length: count }, (_, n) => `/dns4/${member}.example/tcp/${4001 + n}/p2p/${PEER}`);

test("alone, one's own, eight at most", () => {
  expect(inviteAddresses(at("own", 10), [])).toEqual(at("own", 8));
});

test("with others: four of one's own at most, then one of each before a second of anybody's", () => {
  const others = [at("bo", 2), [], at("chen", 1)];
  expect(inviteAddresses(at("own", 6), others)).toEqual([
    ...at("own", 4),
    ...[at("bo", 2)[0], at("chen", 1)[0], at("bo", 2)[1]],
    at("own", 5)[4],
  ]);
  const many = Array.from({ length: 20 }, (_, n) => at(`m${n}`, 4));
  expect(inviteAddresses(at("own", 1), many)).toEqual([
    ...at("own", 1),
    ...many.slice(0, 7).map(([first]) => first),
  ]);
});

test("nothing twice, and nothing that names no peer", () => {
  const wrong = ["/ip4/10.0.0.1/tcp/4001", "", "x", `/ip4/10.0.0.1/udp/4001/p2p/${PEER}`];
  expect(inviteAddresses(at("own", 1), [[...wrong, ...at("own", 1)], at("bo", 1)])).toEqual([
    ...at("own", 1),
    ...at("bo", 1),
  ]);
});
