import { randomBytes } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { type ServedApi, serveApi } from "../../src/api/serve-api.ts";
import { fromHex } from "../../src/base/bytes.ts";
import type { ClaimId, PlanId } from "../../src/base/id.ts";
import { dayOf } from "../../src/calendar/calendar.ts";
import { trialXianghubao } from "../../src/ledger/templates.ts";
import type { Transport } from "../../src/net/transport.ts";
import { listFields } from "../../src/node/evidence/blob-questions.ts";
import { decodeMemberAnswer, encodeMemberQuestion, MEMBER_QUESTIONS } from "../../src/node/member-desk.ts";
import type { NodeParts } from "../../src/node/node-parts.ts";
import { huzhu } from "../cli/terminal.ts";
import { Homes, TRIAL_CHARTER, until } from "./homes.ts";

const homes = new Homes();
const apis: ServedApi[] = [];

afterEach(async () => {
  for (const api of apis.splice(0)) await api.stop();
  await homes.close();
});

/** A transport whose question for a blob fails once so many were answered; told of each. */
function watched(line: { blobs: number; most: number; transport?: Transport }): NodeParts {
  return {
    wrapTransport: (transport) => {
      line.transport = transport;
      return {
        peerId: transport.peerId,
        start: () => transport.start(),
        stop: () => transport.stop(),
        addresses: () => transport.addresses(),
        peers: () => transport.peers(),
        keepConnected: (addresses) => transport.keepConnected(addresses),
        keepOnly: (...words) => transport.keepOnly(...words),
        useNetworkKeys: (...words) => transport.useNetworkKeys(...words),
        publish: (topic, message) => transport.publish(topic, message),
        penalize: (peer, points, why) => transport.penalize(peer, points, why),
        request: async (peer, frame, signal, protocol) => {
          if (protocol === "member" && frame[1] === MEMBER_QUESTIONS.indexOf("blob")) {
            if (line.blobs >= line.most) throw new Error("the line is cut");
            line.blobs++;
          }
          return await transport.request(peer, frame, signal, protocol);
        },
      };
    },
  };
}

const service = (name: string) => homes.node(name).service;

/** An, Bo and Cy share a plan, Dee does not; An claims. */
async function claimed(): Promise<ClaimId> {
  await homes.found("An");
  await homes.start("An");
  for (const name of ["Bo", "Cy", "Dee"]) {
    await homes.join(name, "An");
    await homes.start(name);
  }
  await until(() => service("An").books()?.sealed.state.members.size === 4, "four members");
  const moments = { everyMs: 600_000, waitingMs: 0, voteMs: 600_000, noticeMs: 1_000, graceMs: 600_000 };
  const terms = trialXianghubao(moments);
  const proposed = await service("An").author("propose", { terms: terms as never, tier: 0 });
  if (!proposed.ok) throw new Error(proposed.error);
  const plan = proposed.value as PlanId;
  for (const name of ["Bo", "Cy"]) {
    const known = () => service(name).books()?.provisional.ledger.state.plans.get(plan);
    await until(() => known() !== undefined, `${name} knows the plan`);
    const body = { plan: fromHex(plan), tier: 0, termsHash: fromHex(known()?.termsHash ?? "") };
    expect(await service(name).author("adopt", body)).toMatchObject({ ok: true });
  }
  await until(() => service("An").books()?.sealed.state.plans.get(plan)?.status === "open", "an open plan");
  const incidentDay = dayOf(Date.now(), TRIAL_CHARTER.utcOffsetMinutes);
  const body = { plan: fromHex(plan), incidentDay, amount: 100_000, for: null };
  const filed = await service("An").author("claim", body);
  if (!filed.ok) throw new Error(filed.error);
  await until(() => service("An").books()?.sealed.state.claims.has(filed.value) === true, "a sealed claim");
  return filed.value as ClaimId;
}

/** One command of a person's, with their node running. */
async function command(name: string, ...words: readonly string[]) {
  const home = await homes.folder(name);
  const api = await serveApi(service(name), home, { onError: () => undefined });
  apis.push(api);
  return await huzhu([...words, "--home", home, "--json"]);
}

async function standings(name: string, claim: ClaimId): Promise<readonly string[]> {
  return ((await service(name).evidence(claim))?.documents ?? []).map(({ standing }) => standing);
}

test("over a cut line, a restart and another reviewer every reviewer reads what was put, and no other member", async () => {
  const claim = await claimed();
  await homes.stop("Bo");
  await homes.stop("Cy");
  const cut = { blobs: 0, most: 3 };
  await homes.start("Cy", {}, watched(cut));
  const scan = await homes.folder("scan of the letter.bin");
  const content = randomBytes(1_500_000);
  await writeFile(scan, content);
  const note = await homes.folder("note.txt");
  await writeFile(note, "The wrist is broken.");
  const put = await command("An", "claim", "evidence", claim, scan, note, "--wait");
  expect([put.exit, put.err]).toEqual([0, ""]);

  await until(
    async () => cut.blobs === 3 && (await standings("Cy", claim))[0] === "partly",
    "a part is here",
  );
  await homes.stop("Cy");
  const whole = { blobs: 0, most: Number.POSITIVE_INFINITY };
  await homes.start("Cy", {}, watched(whole));
  await until(async () => (await standings("Cy", claim)).join() === "here,here", "Cy has both");
  // eleven slices and one, of which two had come for sure before the third was asked for
  expect(whole.blobs).toBeLessThanOrEqual(12 - 2);

  await homes.stop("An");
  // the addresses that Bo knew were those of before
  await homes.start("Bo", { peers: service("Cy").network().addresses });
  await until(async () => (await standings("Bo", claim)).join() === "here,here", "Bo has both, from Cy");
  const folder = await homes.folder("read");
  const read = await command("Bo", "claim", "read", claim, "--out", folder);
  expect([read.exit, read.err]).toEqual([0, ""]);
  const [one = "", two = ""] = (await readdir(folder)).sort();
  expect([one, two]).toEqual(["1-scan of the letter.bin", "2-note.txt"].sort());
  expect((await readFile(join(folder, "1-scan of the letter.bin"))).equals(content)).toBe(true);
  expect((await command("Bo", "claim", "seen", claim, "yes")).exit).toBe(0);

  const dee: { blobs: number; most: number; transport?: Transport } = { blobs: 0, most: 0 };
  await homes.stop("Dee");
  const reviewers = ["Bo", "Cy"].flatMap((name) => service(name).network().addresses);
  await homes.start("Dee", { peers: reviewers }, watched(dee));
  await until(() => dee.transport?.peers().length === 2, "Dee meets Bo and Cy");
  for (const { peer } of dee.transport?.peers() ?? []) {
    const frame = encodeMemberQuestion("blob-list", listFields(claim));
    const answer = await dee.transport?.request(peer, frame, AbortSignal.timeout(20_000), "member");
    expect(decodeMemberAnswer("blob-list", answer ?? new Uint8Array())).toBeNull();
  }
  expect((await command("Dee", "claim", "read", claim)).exit).toBe(5);

  await homes.start("An", { peers: reviewers });
  expect((await command("An", "claim", "withdraw", claim)).exit).toBe(0);
  for (const name of ["An", "Bo", "Cy"]) {
    const evidence = join(await homes.folder(name), "evidence");
    await until(async () => (await readdir(evidence)).length === 0, `${name} has deleted all of it`);
  }
}, 120_000);
