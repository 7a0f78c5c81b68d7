import { createConnection, type Socket } from "node:net";
import { multiaddr } from "@multiformats/multiaddr";
import { afterEach, expect, test } from "vitest";
import { type Caller, Door, UNGREETED_MAX } from "../../src/net/door.ts";
import { connect, inside, startHost, startRawNode, stopAll, until } from "./net-fixture.ts";

const sockets = new Set<Socket>();
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await stopAll();
});

interface Called extends Caller {
  isGone: boolean;
}

function caller(address: string): Called {
  const called: Called = {
    isGone: false,
    remoteAddr: { toString: () => address },
    abort: () => {
      called.isGone = true;
    },
    addEventListener: () => undefined,
  };
  return called;
}

test("who floods takes the room from himself: the oldest of the address with most callers goes", () => {
  const door = new Door(() => undefined);
  const honest = Array.from({ length: 5 }, (_, i) => caller(`/ip4/10.0.0.${i}/tcp/1`));
  for (const one of honest) door.knocked(one);
  const flood = Array.from({ length: 500 }, (_, i) => caller(`/ip4/6.6.6.6/tcp/${i}`));
  for (const one of flood) door.knocked(one);
  expect(door.size).toBe(UNGREETED_MAX);
  expect(honest.map(({ isGone }) => isGone)).toEqual(honest.map(() => false));
  expect(flood.filter(({ isGone }) => !isGone)).toEqual(flood.slice(-(UNGREETED_MAX - honest.length)));
});

test("who is greeted waits no more, and is never sent away for others", () => {
  const door = new Door(() => undefined);
  const greeted = caller("/ip4/6.6.6.6/tcp/1");
  door.knocked(greeted);
  door.letIn({ remoteAddr: { toString: () => "/ip4/6.6.6.6/tcp/1/p2p/12D3" } });
  for (let i = 2; i < 200; i++) door.knocked(caller(`/ip4/6.6.6.6/tcp/${i}`));
  expect(greeted.isGone).toBe(false);
});

/** Sockets that say nothing, opened again as soon as they are closed. */
function besiege(port: number, count: number): { readonly opened: () => number; stop(): void } {
  let opened = 0;
  let isOver = false;
  const knock = (): void => {
    if (isOver) return;
    const socket = createConnection({ host: "127.0.0.1", port });
    sockets.add(socket);
    socket.on("connect", () => opened++);
    // the host may reset it
    socket.on("error", () => undefined);
    socket.on("close", () => {
      sockets.delete(socket);
      setTimeout(knock, 20);
    });
    socket.resume();
  };
  for (let i = 0; i < count; i++) knock();
  return {
    opened: () => opened,
    stop: () => {
      isOver = true;
    },
  };
}

test("strangers without the key who hold every place keep no honest caller out", async () => {
  const host = await startHost();
  const port = Number(/tcp\/(\d+)/.exec(host.address)?.[1]);
  const siege = besiege(port, 2 * UNGREETED_MAX);
  await until("all places are taken", () => siege.opened() >= 2 * UNGREETED_MAX);
  const honest = await startHost();
  await connect(honest, host);
  siege.stop();
});

test("callers with the key who never say hello keep no honest caller out", async () => {
  const host = await startHost();
  const strangers = await startRawNode();
  const address = multiaddr(host.address);
  const dials = Array.from({ length: UNGREETED_MAX + 8 }, () => strangers.dial(address, { force: true }));
  await Promise.allSettled(dials);
  await until("no more than there is room for", () => inside(host).getConnections().length <= UNGREETED_MAX);
  const honest = await startHost();
  await connect(honest, host);
});
