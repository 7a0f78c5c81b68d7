import type { Command } from "commander";
import { EXIT, type ExitCode } from "../../base/operator-error.ts";
import type { NodeOptions } from "../../node/node-options.ts";
import type { LogLevel } from "../../node/redacted-log.ts";
import type { RunningNode } from "../../node/run-node.ts";
import { shownAddresses } from "../../node/shown-addresses.ts";
import { DEED_WORDS } from "../../words/deed-words.ts";
import { DOCTOR_WORDS } from "../../words/doctor-words.ts";
import { HELP_WORDS } from "../../words/help-words.ts";
import { say } from "../../words/sentence.ts";
import { type Builder, type Cli, isOn, textOf, textsOf } from "../cli.ts";
import { readDuration, readPort } from "../read-values.ts";
import { UsageFault } from "../usage-fault.ts";

export function addStart(build: Builder, program: Command): void {
  const start = build.command(program, "start").option("--json", say(build.lang, HELP_WORDS.json));
  build.option(start, "--port <port>", "port");
  build.option(start, "--listen <address...>", "listen");
  build.option(start, "--announce <address...>", "announce");
  build.option(start, "--peer <address...>", "peer");
  build.option(start, "--relay", "relay");
  build.option(start, "--no-mdns", "noMdns");
  build.option(start, "--no-gossip", "noGossip");
  build.option(start, "--sync-every <time>", "syncEvery");
  build.option(start, "--metrics [port]", "metrics");
  build.option(start, "--log <level>", "log");
  build.handle(start, runInForeground);
}

/** Given to --announce: tell nobody any address. */
const NO_ADDRESS = "none";

async function runInForeground(cli: Cli): Promise<ExitCode> {
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // Awaited below; until then a failure must not count as unhandled.
  failed.catch(() => undefined);
  // Loaded only here: commands that merely ask the running node stay quick.
  const [{ runNode }, { serveApi }, { closeToOthers }, { fieldsOf, redactedLog }, { spareMemory }] =
    await Promise.all([
      import("../../node/run-node.ts"),
      import("../../api/serve-api.ts"),
      import("../../node/home-file.ts"),
      import("../../node/redacted-log.ts"),
      import("../../node/spare-memory.ts"),
    ]);
  spareMemory();
  if (await closeToOthers(cli.home)) cli.io.err(say(cli.lang, DEED_WORDS.closedToOthers, { home: cli.home }));
  const log = redactedLog((line) => cli.io.err(line), levelOf(cli));
  const node = await runNode(cli.home, { ...optionsOf(cli), log, onFatal: (error) => fail(error) });
  try {
    const onError = (error: unknown): void => log("error", "a request failed", fieldsOf(error));
    const api = await serveApi(node.service, cli.home, { onError });
    try {
      const metrics = await metricsOf(cli, node, onError);
      try {
        announce(cli, node, api.port, metrics?.port);
        await Promise.race([interrupted(cli.io.signal), failed]);
      } finally {
        await metrics?.stop();
      }
    } finally {
      await api.stop();
    }
  } finally {
    await node.stop();
  }
  if (!isOn(cli, "json")) cli.io.out(say(cli.lang, DEED_WORDS.stopped));
  return cli.io.signal.reason === "SIGINT" ? EXIT.interrupted : EXIT.ok;
}

/** Without it only what is broken is told. */
function levelOf(cli: Cli): LogLevel {
  const given = textOf(cli, "log") ?? "error";
  const level = LEVELS.find((each) => each === given);
  if (level === undefined) throw new UsageFault("bad-choice", { value: given, choices: LEVELS.join(", ") });
  return level;
}

const LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/** Only where it was asked for; every program on this machine can read it. */
async function metricsOf(cli: Cli, { figures }: RunningNode, onError: (error: unknown) => void) {
  const given = cli.options["metrics"];
  if (given === undefined || given === false) return undefined;
  const { METRICS_PORT, serveMetrics } = await import("../../api/serve-metrics.ts");
  const port = typeof given === "string" ? readPort(given) : METRICS_PORT;
  return await serveMetrics({ port, figures, onError });
}

function optionsOf(cli: Cli): NodeOptions {
  const port = textOf(cli, "port");
  const listen = [
    ...textsOf(cli, "listen"),
    ...(port === undefined ? [] : [`/ip4/0.0.0.0/tcp/${readPort(port)}`]),
  ];
  const named = textsOf(cli, "announce");
  const announce = named.filter((address) => address !== NO_ADDRESS);
  const peers = textsOf(cli, "peer");
  const syncEvery = textOf(cli, "syncEvery");
  return {
    ...(listen.length === 0 ? {} : { listen }),
    ...(named.length === 0 ? {} : { announce }),
    ...(peers.length === 0 ? {} : { peers }),
    relay: isOn(cli, "relay"),
    lan: cli.options["mdns"] !== false,
    ...(cli.options["gossip"] === false ? { gossip: false } : {}),
    ...(syncEvery === undefined ? {} : { syncEveryMs: readDuration(syncEvery) }),
  };
}

/** One line of JSON for programs that wait for it, or plain words. */
function announce(cli: Cli, node: RunningNode, apiPort: number, metricsPort?: number): void {
  const { service } = node;
  const { peerId, addresses } = service.network();
  const taken = portTaken(cli, node);
  if (isOn(cli, "json")) {
    const { community } = service;
    const more = { ...(metricsPort === undefined ? {} : { metricsPort }), ...taken };
    const ports = { apiPort, ...more };
    cli.io.out(JSON.stringify({ ready: true, community, peerId, addresses, ...ports, pid: process.pid }));
    return;
  }
  cli.io.out(say(cli.lang, DEED_WORDS.ready));
  for (const address of shownAddresses(addresses))
    cli.io.out(say(cli.lang, DEED_WORDS.reachedAt, { address }));
  if (taken !== undefined)
    cli.io.out(say(cli.lang, DEED_WORDS.portTaken, { was: `${taken.portTaken}`, now: `${taken.port}` }));
  if (metricsPort !== undefined)
    cli.io.out(say(cli.lang, DOCTOR_WORDS.metricsAt, { url: `http://127.0.0.1:${metricsPort}/metrics` }));
}

/** Where the port of last time could not be had again, which others and a router may still have. */
function portTaken(cli: Cli, { home, port }: RunningNode) {
  const isNamed = optionsOf(cli).listen !== undefined;
  if (isNamed || home.port === null || port === null || port === home.port) return undefined;
  return { portTaken: home.port, port };
}

function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
