import { cp } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { foundHome } from "../../src/node/home.ts";
import { readHome, writeHome } from "../../src/node/home-file.ts";
import type { NodeOptions } from "../../src/node/node-options.ts";
import { type RunningNode, runNode } from "../../src/node/run-node.ts";
import { Homes, TEST_OPTIONS, TRIAL_CHARTER } from "./homes.ts";

const homes = new Homes();
const running = new Set<RunningNode>();
const others = new Set<Server>();

afterEach(async () => {
  await Promise.all([...running].map((node) => node.stop()));
  running.clear();
  for (const server of others) server.close();
  others.clear();
  await homes.close();
});

async function home(name: string, port: number | null): Promise<string> {
  const path = await homes.folder(name);
  const made = await foundHome(path, { charter: TRIAL_CHARTER, nickname: name, nowMs: Date.now() });
  await writeHome({ ...made.home, port });
  return path;
}

/** As `huzhu start` does, by default without `listen`. */
async function start(path: string, options: NodeOptions = {}): Promise<RunningNode> {
  const { listen: _, ...usual } = TEST_OPTIONS;
  const node = await runNode(path, { ...usual, ...options });
  running.add(node);
  return node;
}

async function stop(node: RunningNode): Promise<void> {
  await node.stop();
  running.delete(node);
}

const portsOf = ({ service }: RunningNode): readonly number[] => {
  const { addresses } = service.network();
  return [...new Set(addresses.map((address) => Number(/\/tcp\/(\d+)\//.exec(address)?.[1])))];
};

/** Takes a port that the system gives to nobody by itself, so that nobody else's free port is it. */
async function taken(): Promise<{ readonly port: number; readonly server: Server }> {
  for (let port = 10_000 + (process.pid % 20_000); ; port += 1) {
    const server = createServer();
    const isMine = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false)).listen(port, "0.0.0.0", () => resolve(true));
    });
    if (!isMine) continue;
    others.add(server);
    return { port, server };
  }
}

async function given(): Promise<number> {
  const { port, server } = await taken();
  await new Promise((resolve) => server.close(resolve));
  others.delete(server);
  return port;
}

test("a home's first start takes a free port and keeps it", async () => {
  const path = await home("an", null);
  const node = await start(path);
  const ports = portsOf(node);
  expect(node.home.port).toBe(null);
  await stop(node);
  const { port } = await readHome(path);
  expect(port).toBeGreaterThan(0);
  expect(ports).toEqual([port]);
});

test("a node listens where it did last time, and a port that its person names is kept too", async () => {
  const path = await home("an", await given());
  for (let starts = 1; starts <= 2; starts++) {
    const node = await start(path);
    expect(portsOf(node)).toEqual([node.home.port]);
    await stop(node);
  }
  const named = await given();
  await stop(await start(path, { listen: [`/ip4/127.0.0.1/tcp/${named}`] }));
  const again = await start(path);
  expect(portsOf(again)).toEqual([named]);
});

test("where somebody else has that port it takes another, tells that one, and keeps it", async () => {
  const { port, server } = await taken();
  const path = await home("an", port);
  const told: unknown[] = [];
  const node = await start(path, { log: (level, message, fields) => told.push([level, message, fields]) });
  const [now] = portsOf(node);
  expect(now).not.toBe(port);
  expect([node.home.port, node.port]).toEqual([port, now]);
  expect(told).toContainEqual(["warn", "the port of the last run is taken", { port }]);
  await stop(node);
  server.close();
  expect((await readHome(path)).port).toBe(now);
});

test("a port that its person names is that one or none, and what was kept stays", async () => {
  const { port } = await taken();
  const path = await home("an", 1);
  await expect(start(path, { listen: [`/ip4/0.0.0.0/tcp/${port}`] })).rejects.toMatchObject({
    code: "port-in-use",
    details: { port: String(port) },
  });
  await stop(await start(path, TEST_OPTIONS));
  expect((await readHome(path)).port).toBe(1);
});

test("a home and its copy both start on one machine, and each keeps its own port", async () => {
  const [path, copy] = [await home("an", await given()), await homes.folder("copy")];
  await cp(path, copy, { recursive: true });
  const nodes = [await start(path), await start(copy)];
  const ports = nodes.map(({ port }) => port);
  expect(nodes.flatMap(portsOf)).toEqual(ports);
  expect(new Set(ports).size).toBe(2);
  await Promise.all(nodes.map(stop));
  expect([(await readHome(path)).port, (await readHome(copy)).port]).toEqual(ports);
});
