import { createConnection } from "node:net";
import type { StatusView } from "../../api/views/status-view.ts";
import type { HealthTold } from "../../node/health.ts";
import type { PortTold } from "../../node/ports-told.ts";
import { roughly } from "../../words/clock-words.ts";
import type { CheckName } from "../../words/doctor-words.ts";
import type { Lang } from "../../words/language.ts";
import { nameList } from "../../words/name-list.ts";
import { momentText } from "../../words/writing.ts";
import { commandFor } from "../client.ts";
import { writingOf } from "../screen.ts";
import { checkRelay } from "./check-relay.ts";
import { type Finding, fine, trouble, unknown } from "./finding.ts";

export interface NodeCheck {
  readonly lang: Lang;
  readonly home: string;
  readonly status: StatusView;
  readonly health: HealthTold;
}

const NODE_CHECKS = [
  "clock",
  "port",
  "peers",
  "relay",
  "key",
  "versions",
  "device",
  "seals",
  "root",
] as const satisfies readonly CheckName[];

/** What each side sends first, before it knows anything of the other. */
const NONCE_BYTES = 24;
const ANSWER_MS = 5_000;
/** Of a hundred witnesses so many are named. */
const NAMES_MAX = 12;

/** Everything that only a running node can tell. */
export async function checkNode(check: NodeCheck): Promise<readonly Finding[]> {
  return [
    checkClock(check),
    await checkPort(check),
    checkPeers(check),
    checkRelay(check),
    checkKey(check),
    checkVersions(check),
    checkDevice(check),
    checkSeals(check),
    checkRoot(check),
  ];
}

export function withoutNode(lang: Lang): readonly Finding[] {
  return NODE_CHECKS.map((check) => unknown(lang, check, "needsNode"));
}

/** The node has the store: what it met damaged it tells as alarms. */
export function checkStoreInUse({ lang, home, status }: NodeCheck): Finding {
  const count = status.network.alarms.filter(({ code }) => code === "piece-lost").length;
  if (count === 0) return fine(lang, "store", "storeInUse");
  const start = commandFor(home, "start");
  return trouble(lang, "store", "store-incomplete", { count: String(count), start });
}

function checkClock({ lang, home, status }: NodeCheck): Finding {
  if (status.clock.doubt === null) return fine(lang, "clock", "clockOk");
  return trouble(lang, "clock", "clock-doubted", { command: commandFor(home, "clock confirm") });
}

async function checkPort({ lang, home, health }: NodeCheck): Promise<Finding> {
  if (health.ports.length === 0)
    return trouble(lang, "port", "no-address-listened-on", { start: commandFor(home, "start") });
  for (const told of health.ports)
    if (!(await answersAt(told))) return trouble(lang, "port", "port-silent", { port: String(told.port) });
  const ports = new Set(health.ports.map(({ port }) => port));
  return fine(lang, "port", "portOk", { port: [...ports].join(", ") });
}

/** A node greets every caller with random bytes; another program that took the port does not, or says something longer. */
function answersAt({ host, port }: PortTold): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port });
    let bytes = 0;
    const end = (isNode: boolean): void => {
      socket.destroy();
      resolve(isNode);
    };
    socket.setTimeout(ANSWER_MS, () => end(false));
    socket.once("error", () => end(false));
    socket.once("close", () => end(false));
    socket.on("data", (part) => {
      bytes += part.length;
      if (bytes >= NONCE_BYTES) end(bytes === NONCE_BYTES);
    });
  });
}

function checkPeers({ lang, home, status, health }: NodeCheck): Finding {
  const wanted = health.peers.filter((peer) => peer.wanted);
  const missed = wanted.filter(({ connected, dialed }) => !connected && dialed !== "found");
  const count = (outcome: string) => String(missed.filter(({ dialed }) => dialed === outcome).length);
  const connected = health.peers.filter((peer) => peer.connected).length;
  const values = {
    connected: String(connected),
    asked: String(wanted.length),
    found: String(wanted.length - missed.length),
    refused: count("refused"),
    timedOut: count("timed-out"),
  };
  const few = status.network.alarms.find(({ code }) => code === "few-reached");
  if (few?.code === "few-reached" && connected > 0)
    return trouble(lang, "peers", few.code, {
      reached: String(few.reached),
      start: commandFor(home, "start"),
    });
  if (connected > 0) return fine(lang, "peers", "peersOk", values);
  if (wanted.length === 0 && status.books?.members === 1) return fine(lang, "peers", "peersAlone");
  return trouble(lang, "peers", "nobody-reached", { ...values, start: commandFor(home, "start") });
}

/** Who lacks the new one is answered by the others for a while only, see `FORMER_KEY_MS`. */
function checkKey({ lang, status: { books, network } }: NodeCheck): Finding {
  if (network.key === null || books === null) return fine(lang, "key", "keyNever");
  const { changedMs, isHere } = network.key;
  const at = momentText(writingOf({ lang }, books.moment), changedMs);
  return isHere ? fine(lang, "key", "keyHere", { at }) : trouble(lang, "key", "network-key-missing", { at });
}

function checkVersions({ lang, status, health }: NodeCheck): Finding {
  if (status.network.alarms.some(({ code }) => code === "update-needed"))
    return trouble(lang, "versions", "update-needed");
  const { version } = health;
  const newest = health.peers.reduce(
    (best, peer) =>
      peer.connected && peer.version !== null && isNewer(peer.version, best) ? peer.version : best,
    version,
  );
  if (newest !== version) return trouble(lang, "versions", "newer-program", { newest, version });
  return fine(lang, "versions", "versionsOk");
}

function isNewer(one: string, other: string): boolean {
  const [left, right] = [one, other].map((version) => version.split(".").map(Number));
  const difference = left?.map((part, i) => part - (right?.[i] ?? 0)).find((part) => part !== 0);
  return (difference ?? 0) > 0;
}

function checkDevice({ lang, home, status }: NodeCheck): Finding {
  const has = (wanted: string) => status.network.alarms.some(({ code }) => code === wanted);
  if (has("device-stopped"))
    return trouble(lang, "device", "device-stopped", { command: commandFor(home, "device new") });
  if (has("device-moved"))
    return trouble(lang, "device", "device-moved", { command: commandFor(home, "device only-copy") });
  return fine(lang, "device", "deviceOk");
}

function checkSeals({ lang, home, status: { books, network } }: NodeCheck): Finding {
  const withheld = network.alarms.find(({ code }) => code === "seal-withheld");
  if (withheld?.code === "seal-withheld") {
    const values = { height: String(withheld.height), start: commandFor(home, "start") };
    return trouble(lang, "seals", withheld.code, values);
  }
  if (books === null || books.moment.height === 0) return fine(lang, "seals", "sealsNone");
  const { height, nowMs, throughMs } = books.moment;
  const { witnesses, needed, late } = books.seal;
  const ago = roughly(lang, Math.max(0, nowMs - throughMs));
  if (late === null) return fine(lang, "seals", "sealsOk", { height: String(height), ago });
  const missed = witnesses.flatMap(({ member, reported }) => (reported ? [] : [member.name]));
  return trouble(lang, "seals", "seal-late", {
    ago,
    needed: String(needed),
    reported: String(witnesses.length - missed.length),
    missed: nameList(lang, missed.slice(0, NAMES_MAX), Math.max(0, missed.length - NAMES_MAX)),
  });
}

/** A seal's id covers the root of what it seals: who has the same seal has the same ledger. */
function checkRoot({ lang, home, status, health }: NodeCheck): Finding {
  const isAlarmed = status.network.alarms.some(
    ({ code }) => code === "computes-differently" || code === "two-seals",
  );
  if (isAlarmed || health.peers.some(({ agrees }) => agrees === false))
    return trouble(lang, "root", "ledger-differs", { command: commandFor(home, "status") });
  const alike = health.peers.filter(({ agrees }) => agrees === true).length;
  return alike === 0
    ? fine(lang, "root", "rootAlone")
    : fine(lang, "root", "rootOk", { count: String(alike) });
}
