import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { type ServedApi, serveApi } from "../../src/api/serve-api.ts";
import { fromHex } from "../../src/base/bytes.ts";
import type { PlanId } from "../../src/base/id.ts";
import { dayOf } from "../../src/calendar/calendar.ts";
import { trialXianghubao } from "../../src/ledger/templates.ts";
import { readHome } from "../../src/node/home-file.ts";

import { fieldsOf, redact, redactedLog } from "../../src/node/redacted-log.ts";
import { huzhu } from "../cli/terminal.ts";
import { Homes, TRIAL_CHARTER, until } from "./homes.ts";

const homes = new Homes();
let api: ServedApi | undefined;

afterEach(async () => {
  await api?.stop();
  await homes.close();
});

const NAME = "Zebedee Quillfeather";
const HANDLE = "IBAN DE89 3704 0044 0532 0130 00";
const DOCUMENT = "Discharge letter: fracture of the left wrist, ward 7";

/** In how many files of a folder, by their paths, each text stands. */
async function filesWith(folder: string, texts: Readonly<Record<string, string>>) {
  const found = new Map<string, Set<string>>(Object.keys(texts).map((name) => [name, new Set<string>()]));
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path, "latin1");
    const top = relative(folder, path).split("/")[0] ?? "";
    for (const [name, text] of Object.entries(texts)) if (content.includes(text)) found.get(name)?.add(top);
  }
  return Object.fromEntries([...found].map(([name, places]) => [name, [...places].sort()]));
}

test("through invite, profile and claim nothing private is in the log, or in a file not meant for it", async () => {
  const lines: string[] = [];
  const log = redactedLog((line) => lines.push(line), "debug");
  await homes.found("an", { title: "Quiet Lane" });
  await homes.start("an", { log });
  for (const name of ["bo", "cy"]) {
    await homes.join(name, "an");
    await homes.start(name, { log });
  }
  const { service } = homes.node("an");
  await until(() => service.books()?.sealed.state.members.size === 3, "three members");
  const home = await homes.folder("an");
  api = await serveApi(service, home, { onError: (error) => log("error", "failed", fieldsOf(error)) });
  const say = async (...words: readonly string[]) => {
    const { exit, out, err } = await huzhu([...words, "--home", home, "--json"]);
    expect([exit, err], words.join(" ")).toEqual([0, ""]);
    return JSON.parse(out) as Record<string, string>;
  };
  const { invite = "" } = await say("invite");
  await say("profile", "--name", NAME, "--pay-to", HANDLE);
  const moments = { everyMs: 2_000, waitingMs: 0, voteMs: 60_000, noticeMs: 1_000, graceMs: 600_000 };
  const terms = trialXianghubao(moments);
  const proposed = await service.author("propose", { terms: terms as never, tier: 0 });
  if (!proposed.ok) throw new Error(proposed.error);
  const plan = proposed.value;
  for (const name of ["bo", "cy"]) {
    const other = homes.node(name).service;
    const known = () => other.books()?.provisional.ledger.state.plans.get(plan as PlanId);
    await until(() => known() !== undefined, `${name} knows the plan`);
    const body = { plan: fromHex(plan), tier: 0, termsHash: fromHex(known()?.termsHash ?? "") };
    expect(await other.author("adopt", body)).toMatchObject({ ok: true });
  }
  const status = () => service.books()?.sealed.state.plans.get(plan as PlanId)?.status;
  await until(() => status() === "open", "the plan is open");
  const incidentDay = dayOf(Date.now(), TRIAL_CHARTER.utcOffsetMinutes);
  const body = { plan: fromHex(plan), incidentDay, amount: 100_000, for: null };
  const filed = await service.author("claim", body);
  if (!filed.ok) throw new Error(filed.error);
  const document = join(await homes.folder("discharge-of-zebedee.txt"));
  await writeFile(document, DOCUMENT);
  await say("claim", "evidence", filed.value, document);
  for (const name of ["bo", "cy"]) {
    const told = async () => (await homes.node(name).service.evidence(filed.value))?.documents ?? [];
    await until(async () => (await told())[0]?.standing === "here", `${name} has the document`);
  }
  const own = await readHome(home);
  const address = service.network().addresses[0] ?? "none";
  const texts = {
    ...{ name: NAME, handle: HANDLE, document: DOCUMENT, invite, path: document },
    fileName: "discharge-of-zebedee",
    ...{ phrase: homes.identity("an").phrase, seed: own.deviceSeed, networkKey: own.networkKey, address },
  };
  await homes.stop("bo");
  await until(() => lines.join().includes("a peer was not reached"), "one is missed");
  await homes.stop("cy");
  await homes.stop("an");
  const said = lines.join("\n");
  for (const message of ["a peer came", "a peer went", "sealed"])
    expect(said).toContain(`"level":"info","message":"${message}"`);
  for (const [name, text] of Object.entries(texts)) expect(said, name).not.toContain(text);
  expect(said).not.toMatch(/[0-9a-f]{16}|12D3Koo|127\.0\.0\.1|ip4/);
  expect(said).not.toContain(homes.identity("an").root.publicKey);
  expect(await filesWith(home, texts)).toEqual({
    // members' profiles travel, and are kept among what the node holds
    name: ["store"],
    handle: ["store"],
    address: ["store"],
    seed: ["home.json"],
    networkKey: ["home.json"],
    document: [],
    // encrypted with what it names
    path: [],
    fileName: [],
    invite: [],
    phrase: [],
  });
  for (const name of ["bo", "cy"]) {
    const found = await filesWith(await homes.folder(name), texts);
    expect(found).toMatchObject({ document: [], path: [], fileName: [], phrase: [], seed: [] });
  }
});

describe("the log", () => {
  test.each([
    [
      "a peer's id",
      "no answer from 12D3KooWQYhTNQdmr3ArTeUHRYzFg94BKyTkoWBDWez9kSCVe2Xo",
      "no answer from …kSCVe2Xo",
    ],
    ["an id", `event ${"ab12".repeat(16)} lost`, "event ab12ab12… lost"],
    ["a multiaddr", "dial /ip4/203.0.113.9/tcp/4001/p2p/12D3KooW failed", "dial (address) failed"],
    ["an address of version 4", "connect ECONNREFUSED 203.0.113.9:4001", "connect ECONNREFUSED (address)"],
    ["an address of version 6", "connect to [2001:db8::7]:4001", "connect to (address)"],
    ["an invite", `not a line: huzhu1${"qp".repeat(60)}`, "not a line: (line)"],
    ["what is quoted", 'no member called "Zebedee"', "no member called (text)"],
    ["what is not English", "unknown name 王小明", "unknown name (text)"],
    ["a folder", "ENOSPC, write /home/zebedee/.huzhu/store/slots", "ENOSPC, write slots"],
    ["a long text", "x".repeat(300), `${"x".repeat(200)}…`],
  ])("shortens or leaves out %s", (_, text, safe) => {
    expect(redact(text)).toBe(safe);
  });

  test("is lines of JSON, from the level on that is wanted", () => {
    const lines: string[] = [];
    const log = redactedLog(
      (line) => lines.push(line),
      "warn",
      () => 0,
    );
    log("info", "not told", {});
    log("warn", "a peer misbehaved", { points: 10, why: "bad gossip: events" });
    const error = new Error('cannot read "Zebedee"');
    log("error", "a request failed", fieldsOf(error));
    expect(JSON.parse(lines[0] ?? "")).toEqual({
      ...{ time: "1970-01-01T00:00:00.000Z", level: "warn", message: "a peer misbehaved" },
      ...{ points: 10, why: "bad gossip: events" },
    });
    expect(lines[1]).toContain("cannot read (text)");
    expect(lines[1]).toContain("privacy.test.ts:");
    expect(lines.join()).not.toMatch(/Zebedee|test\/node/);
    expect(lines.length).toBe(2);
  });
});
