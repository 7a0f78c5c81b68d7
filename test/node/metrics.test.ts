import { request } from "node:http";
import { afterEach, expect, test } from "vitest";
import { serveMetrics } from "../../src/api/serve-metrics.ts";
import { METRICS } from "../../src/node/metrics.ts";
import { Homes, until } from "./homes.ts";

const homes = new Homes();
const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await homes.close();
});

const LINE = /^(?<name>[a-z_]+)(?<labels>\{[a-z]+="[a-z0-9.-]+"(?:,[a-z]+="[a-z0-9.-]+")*\})? (?<value>\S+)$/;

function read(text: string): ReadonlyMap<string, number> {
  expect(text.endsWith("\n")).toBe(true);
  const lines = text.trimEnd().split("\n");
  const samples = lines.filter((line) => !line.startsWith("#"));
  expect(lines.filter((line) => /^# TYPE \S+ (?:gauge|counter)$/.test(line)).length).toBe(
    Object.keys(METRICS).length,
  );
  return new Map(
    samples.map((line) => {
      const { name = "", labels = "", value = "" } = LINE.exec(line)?.groups ?? {};
      expect(Object.keys(METRICS), line).toContain(name);
      expect(Number.isFinite(Number(value)), line).toBe(true);
      return [name + labels, Number(value)];
    }),
  );
}

async function served(name: string) {
  const onError = (error: unknown): never => {
    throw error;
  };
  const metrics = await serveMetrics({ port: 0, figures: homes.node(name).figures, onError });
  stops.push(metrics.stop);
  return { ...metrics, url: `http://127.0.0.1:${metrics.port}/metrics` };
}

test("two nodes count what they do, in Prometheus' format, and name nobody", async () => {
  await homes.found("an");
  const an = await homes.start("an");
  await homes.join("bo", "an");
  const bo = await homes.start("bo");
  const { url } = await served("an");
  const caller = await served("bo");
  const first = await fetch(url);
  expect(first.headers.get("content-type")).toContain("text/plain; version=0.0.4");
  const before = read(await first.text());
  await until(() => bo.service.member() !== null, "bo is a member");
  await until(() => an.service.books()?.provisional.ledger.state.members.size === 2, "an knows bo");
  await until(() => (an.service.books()?.height ?? 0) > 1, "two seals");
  const text = await (await fetch(url)).text();
  const after = read(text);
  const grown = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
  expect(after.get("huzhu_peers_connected")).toBe(1);
  expect(after.get("huzhu_height")).toBeGreaterThan(1);
  expect(after.get("huzhu_store_bytes")).toBeGreaterThan(0);
  expect(after.get("huzhu_resident_bytes")).toBeGreaterThan(0);
  expect(after.get("huzhu_stored_events")).toBeGreaterThan(1);
  expect(after.get('huzhu_event_loop_delay_seconds{quantile="0.99"}')).toBeGreaterThan(0);
  expect(grown("huzhu_seals_total")).toBeGreaterThan(0);
  expect(grown("huzhu_signature_checks_total")).toBeGreaterThan(0);
  expect(grown('huzhu_socket_bytes_total{way="in"}')).toBeGreaterThan(0);
  expect(grown('huzhu_socket_bytes_total{way="out"}')).toBeGreaterThan(0);
  expect(grown('huzhu_requests_total{protocol="sync",side="served",outcome="answered"}')).toBeGreaterThan(0);
  expect(
    after.get('huzhu_requests_total{protocol="hello",side="served",outcome="answered"}'),
  ).toBeGreaterThan(0);
  const texts = `${text}${await (await fetch(caller.url)).text()}`;
  expect(texts).toContain('huzhu_dials_total{outcome="found"}');
  expect(texts).toContain('huzhu_requests_total{protocol="sync",side="asked",outcome="answered"}');
  // who, what and where is in no figure
  expect(texts).not.toMatch(/[0-9a-f]{64}/);
  expect(texts).not.toMatch(/12D3Koo|ip4|huzhu-test/);
  for (const name of ["Trial", "bo", "an"]) expect(texts).not.toMatch(new RegExp(`"${name}"`));
});

test("only this machine's own address is answered, and only /metrics", async () => {
  await homes.found("an");
  await homes.start("an");
  const { port, url } = await served("an");
  const status = (host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const asked = request({ host: "127.0.0.1", port, path: "/metrics", headers: { host } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      asked.once("error", reject).end();
    });
  expect(await status(`localhost:${port}`)).toBe(200);
  expect(await status("evil.example")).toBe(403);
  expect(await status(`evil.example:${port}`)).toBe(403);
  expect(await status("127.0.0.1")).toBe(403);
  expect((await fetch(url, { method: "POST" })).status).toBe(404);
  expect((await fetch(url.replace("/metrics", "/v1/status"))).status).toBe(404);
  await expect(
    serveMetrics({ port, figures: async () => [], onError: () => undefined }),
  ).rejects.toMatchObject({ code: "metrics-port-in-use", details: { port: String(port) } });
});
