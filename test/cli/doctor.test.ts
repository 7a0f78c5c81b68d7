import { chmod, rename, rm, utimes, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ServedApi, serveApi } from "../../src/api/serve-api.ts";
import { EXIT } from "../../src/base/operator-error.ts";
import { VERSION } from "../../src/base/version.ts";
import type { Finding } from "../../src/cli/doctor/finding.ts";
import { checkDisk, checkProgram } from "../../src/cli/doctor/home-checks.ts";
import type { RelayTold } from "../../src/node/health.ts";
import type { PortTold } from "../../src/node/ports-told.ts";
import { CHECK_WORDS, type CheckName, TROUBLE_WORDS } from "../../src/words/doctor-words.ts";
import { LANGS } from "../../src/words/language.ts";
import { AN, BO, type FakeNode, fakeNode } from "../api/fake-node.ts";
import { NO_RELAY } from "../api/no-relay.ts";
import { read } from "../docs/page.ts";
import { Homes, until } from "../node/homes.ts";
import { huzhu } from "./terminal.ts";

const homes = new Homes();
const apis: ServedApi[] = [];
const servers: Server[] = [];
let home: string;

beforeEach(async () => {
  await homes.found("an");
  home = await homes.folder("an");
});

afterEach(async () => {
  for (const api of apis.splice(0)) await api.stop();
  for (const server of servers.splice(0)) server.close();
  await homes.close();
});

async function doctor(): Promise<{ exit: number; found: ReadonlyMap<CheckName, Finding> }> {
  const { exit, out } = await huzhu(["doctor", "--home", home, "--json"]);
  const { ok, checks } = JSON.parse(out) as { ok: boolean; checks: readonly Finding[] };
  expect(ok).toBe(exit === EXIT.ok);
  for (const { state, code, fix } of checks)
    expect([code !== null, fix !== null]).toEqual([state === "wrong", state === "wrong"]);
  return { exit, found: new Map(checks.map((finding) => [finding.check, finding])) };
}

async function served(node: Parameters<typeof serveApi>[0]): Promise<void> {
  apis.push(await serveApi(node, home, { onError: () => undefined }));
}

/** What a node sends a stranger, and nothing more. */
async function greets(bytes: number, host = "127.0.0.1"): Promise<PortTold> {
  const server = createServer((socket) => socket.on("error", () => undefined).write(new Uint8Array(bytes)));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  return { host, port: address === null || typeof address === "string" ? 0 : address.port };
}

function wellNode(): FakeNode {
  return Object.assign(fakeNode(2, 3), { alarms: [] });
}

const CALLED = { connected: false, wanted: true, dialed: null, version: null, aheadMs: null, agrees: null };
const CONNECTED = { ...CALLED, connected: true, dialed: "found", version: VERSION, agrees: true } as const;

const HEALTHY = { version: VERSION, ports: [], peers: [CONNECTED], relay: NO_RELAY };

test("a real node that is well passes every check, and one line each says so", async () => {
  await homes.start("an");
  await homes.join("bo", "an");
  await homes.start("bo");
  await until(() => homes.node("an").service.books()?.sealed.state.members.size === 2, "bo is sealed");
  await until(() => homes.root("an") === homes.root("bo"), "one root");
  const { service } = homes.node("an");
  await until(
    () => service.health().peers.some(({ version }) => version === VERSION),
    "an knows bo's version",
  );
  await until(() => service.health().peers.some(({ agrees }) => agrees === true), "an has compared seals");
  await served(service);
  const { exit, found } = await doctor();
  expect([...found.values()].filter(({ state }) => state !== "ok")).toEqual([]);
  expect(exit).toBe(EXIT.ok);
  expect([...found.keys()]).toEqual(Object.keys(CHECK_WORDS));
  for (const lang of LANGS) {
    const { out } = await huzhu(["doctor", "--home", home, "--lang", lang]);
    expect(out.split("\n").length).toBe(Object.keys(CHECK_WORDS).length + 1);
  }
});

test("a stopped node's store is read whole, and what needs the running node is named", async () => {
  const { exit, found } = await doctor();
  expect(exit).toBe(EXIT.failure);
  expect(found.get("node")).toMatchObject({ state: "wrong", code: "node-not-running" });
  expect(found.get("store")).toMatchObject({ state: "ok" });
  const unknown = [...found.values()].filter(({ state }) => state === "unknown").map(({ check }) => check);
  expect(unknown).toEqual(["clock", "port", "peers", "relay", "key", "versions", "device", "seals", "root"]);
});

test("no home, a home that others can read, files from the future", async () => {
  await chmod(home, 0o755);
  const later = new Date(Date.now() + 3_600_000);
  await utimes(join(home, "home.json"), later, later);
  const { found } = await doctor();
  expect(found.get("folder")).toMatchObject({
    code: "folder-open",
    fix: expect.stringContaining("chmod go="),
  });
  expect(found.get("times")).toMatchObject({ code: "files-from-the-future" });
  await writeFile(join(home, "home.json"), "{}");
  expect((await doctor()).found.get("folder")).toMatchObject({ code: "home-damaged" });
  home = join(home, "nowhere");
  const none = await doctor();
  expect(none.found.get("folder")).toMatchObject({ code: "home-missing" });
  expect(none.found.get("store")).toMatchObject({ state: "unknown" });
  expect(none.exit).toBe(EXIT.failure);
});

test("a store that has lost something, or cannot be opened, is told", async () => {
  await rename(join(home, "store"), join(home, "aside"));
  expect((await doctor()).found.get("store")).toMatchObject({ state: "wrong", code: "store-incomplete" });
  await rm(join(home, "store"), { recursive: true, force: true });
  await rename(join(home, "aside"), join(home, "store"));
  expect((await doctor()).found.get("store")).toMatchObject({ state: "ok" });
  await writeFile(join(home, "store", "slots"), new Uint8Array(64));
  expect((await doctor()).found.get("store")).toMatchObject({ state: "wrong", code: "store-incomplete" });
  await homes.start("an");
  expect((await doctor()).found.get("store")).toMatchObject({ state: "wrong", code: "home-locked" });
});

test("an old program, and a disk that is nearly full", async () => {
  expect(checkProgram({ lang: "en" }, "20.19.0")).toMatchObject({ code: "node-too-old" });
  expect(checkProgram({ lang: "en" }, "22.11.0")).toMatchObject({ code: "node-too-old" });
  expect(checkProgram({ lang: "en" }, "22.12.0")).toMatchObject({ state: "ok" });
  const about = { lang: "en", home, nowMs: 0 } as const;
  expect(await checkDisk(about, Number.MAX_SAFE_INTEGER)).toMatchObject({ code: "disk-nearly-full" });
});

describe("what a running node tells", () => {
  const cases: readonly (readonly [CheckName, string, (node: FakeNode) => void])[] = [
    ["clock", "clock-doubted", (node) => Object.assign(node, { doubt: { reason: "asking" } })],
    [
      "port",
      "no-address-listened-on",
      (node) => Object.assign(node, { healthy: { ...node.healthy, ports: [] } }),
    ],
    ["peers", "nobody-reached", (node) => peers(node, { ...CALLED, dialed: "timed-out" })],
    ["relay", "relay-full", (node) => relay(node, { calledBy: 0, relaysMet: 1, relaysKnown: 1 })],
    ["relay", "relay-unreachable", (node) => relay(node, { calledBy: 0, relaysKnown: 1 })],
    ["key", "network-key-missing", (node) => Object.assign(node, { key: { changedMs: 0, isHere: false } })],
    ["versions", "newer-program", (node) => peers(node, { ...CONNECTED, version: "0.10.0" })],
    ["versions", "update-needed", (node) => alarm(node, { code: "update-needed", rules: 2, height: 1 })],
    ["device", "device-moved", (node) => alarm(node, { code: "device-moved", awaits: "person" })],
    ["device", "device-stopped", (node) => alarm(node, { code: "device-stopped", reason: "forked" })],
    ["seals", "seal-late", late],
    ["root", "ledger-differs", (node) => peers(node, { ...CONNECTED, agrees: false })],
    ["root", "ledger-differs", (node) => alarm(node, { code: "computes-differently", height: 1 })],
    ["store", "store-incomplete", (node) => alarm(node, { code: "piece-lost", what: "event", name: "e" })],
  ];

  const peers = (node: FakeNode, peer: object) =>
    Object.assign(node, { healthy: { ...node.healthy, peers: [peer] } });
  const alarm = (node: FakeNode, one: object) => Object.assign(node, { alarms: [one] });

  function relay(node: FakeNode, told: Partial<RelayTold>): void {
    Object.assign(node, { healthy: { ...node.healthy, relay: { ...NO_RELAY, ...told } } });
  }

  test.each<readonly [Partial<RelayTold>, string]>([
    [{ placesGiven: 2 }, "this node relays; 2 members' nodes have a place here"],
    [{ seeksPlace: false }, "none looked for: this node tells others an address of its own, or none at all"],
    [{ calledBy: 0, placesHeld: 2, relayed: 3 }, "in use at 2; 3 members' nodes are reached through one"],
    [{ calledBy: 4 }, "none needed: 4 members' nodes called this one themselves"],
    [{ calledBy: 0 }, "no member's node offers one; not needed while others are reached"],
  ])("a relay: %j", async (told, text) => {
    const node = wellNode();
    node.healthy = { ...HEALTHY, ports: [await greets(24)] };
    relay(node, told);
    await served(node);
    expect((await doctor()).found.get("relay")).toMatchObject({ state: "ok", text });
  });

  test("the network key was changed, and the new one is here", async () => {
    const node = wellNode();
    node.healthy = { ...HEALTHY, ports: [await greets(24)] };
    node.key = { changedMs: Date.UTC(2026, 10, 22), isHere: true };
    await served(node);
    expect((await doctor()).found.get("key")).toMatchObject({
      state: "ok",
      text: "the one of 2026-11-22 08:00 is here",
    });
  });

  test("nobody reached, and no relay known", async () => {
    const node = wellNode();
    node.healthy = { ...HEALTHY, peers: [CALLED], relay: { ...NO_RELAY, calledBy: 0 } };
    await served(node);
    expect((await doctor()).found.get("relay")).toMatchObject({
      ...{ state: "wrong", code: "relay-missing" },
      // typed by somebody else, whose folder is another
      fix: expect.stringContaining("with: huzhu start --relay"),
    });
  });

  function late(node: FakeNode): void {
    const books = node.books();
    const nowMs = (books?.nowMs ?? 0) + 1e10;
    const witnesses = [AN, BO].map((member) => ({ member, reported: member === AN }));
    Object.assign(node, { books: () => ({ ...books, nowMs, witnesses, quorum: 2 }) });
  }

  test("well, but for what is changed below", async () => {
    const node = wellNode();
    node.healthy = { ...HEALTHY, ports: [await greets(24)], peers: [CONNECTED, CALLED] };
    await served(node);
    const { exit, found } = await doctor();
    expect([...found.values()].filter(({ state }) => state !== "ok")).toEqual([]);
    expect(exit).toBe(EXIT.ok);
    expect(found.get("peers")?.text).toBe("1 connected; 2 called: 1 found, 0 refused, 0 timed out");
  });

  test.each(cases)("%s: %s", async (check, code, change) => {
    const node = wellNode();
    node.healthy = { ...HEALTHY, ports: [await greets(24)] };
    change(node);
    await served(node);
    const { exit, found } = await doctor();
    expect(found.get(check)).toMatchObject({ state: "wrong", code });
    const others = [...found.values()].filter((other) => other.state !== "ok" && other.check !== check);
    expect(others).toEqual([]);
    expect(exit).toBe(EXIT.failure);
  });

  // other systems have no second address of their own
  test.skipIf(process.platform !== "linux")(
    "a port that answers at one address of this machine only",
    async () => {
      const node = wellNode();
      await served(node);
      const { port } = await greets(24, "127.0.0.2");
      node.healthy = { ...HEALTHY, ports: [{ host: "127.0.0.2", port }] };
      expect((await doctor()).found.get("port")).toMatchObject({
        state: "ok",
        text: expect.stringContaining(`${port} `),
      });
    },
  );

  test("a port where nothing, or another program, answers", async () => {
    const node = wellNode();
    await served(node);
    const port = await greets(25);
    node.healthy = { ...HEALTHY, ports: [port] };
    expect((await doctor()).found.get("port")).toMatchObject({ code: "port-silent" });
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
    expect((await doctor()).found.get("port")).toMatchObject({ code: "port-silent" });
  });
});

test("each trouble has one fix, and the version is the package's", () => {
  expect(JSON.parse(read("package.json"))).toMatchObject({ version: VERSION });
  expect(new Set(Object.values(TROUBLE_WORDS).map(({ fix }) => fix.en)).size).toBeGreaterThan(10);
});
