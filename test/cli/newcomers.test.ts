import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ServedApi, serveApi } from "../../src/api/serve-api.ts";
import type { DeviceKey, MemberId, PublicKey } from "../../src/base/id.ts";
import { EXIT } from "../../src/base/operator-error.ts";
import { signInvite } from "../../src/events/invite.ts";
import { signerOf } from "../../src/events/signer.ts";
import { inviteText } from "../../src/node/invite-text.ts";
import type { Joiner } from "../../src/state/records.ts";
import { AN, BO, BO2, CHEN, type FakeNode, fakeNode, planOf } from "../api/fake-node.ts";
import { CHARTER, DAY, deviceOf, id } from "../ledger/aid-fixture.ts";
import { inviteLine } from "../node/lines.ts";
import { huzhu } from "./terminal.ts";

let home: string;
let node: FakeNode;
let api: ServedApi;

const NEWCOMER = id("newcomer") as MemberId;
const OUT = id("turned away") as MemberId;

/** Somebody whom Bo invited, and who waits. */
function waiting(status: Joiner["status"] = "waiting"): Joiner {
  const { throughMs, height } = node.sealed.state.community.must("00");
  const common = { root: id("root") as string as PublicKey, boxKey: id("box") as string };
  return { ...common, device: deviceOf(NEWCOMER), inviter: BO, sinceMs: throughMs, height, status };
}

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "huzhu-newcomers-"));
  node = fakeNode(1);
  for (const { state } of [node.sealed, node.ahead]) {
    state.charter.set("00", { ...CHARTER, objectionMs: 5 * DAY, vouches: 2 });
    state.joiners.set(NEWCOMER, waiting());
    state.joiningDevices.set(deviceOf(NEWCOMER), { member: NEWCOMER });
    state.joiners.set(OUT, waiting("objected"));
  }
  api = await serveApi(node, home, {
    onError: (error) => {
      throw error;
    },
  });
});

afterEach(async () => {
  await api.stop();
  await rm(home, { recursive: true });
});

const run = (words: string, lang = "en") => huzhu([...words.split(" "), "--home", home, "--lang", lang]);

describe("a newcomer who waits", () => {
  test.each([
    [`vouch ${NEWCOMER.slice(0, 8)}`, "vouch", { for: NEWCOMER }],
    [`object ${NEWCOMER.slice(0, 8)}`, "object", { joiner: NEWCOMER, on: true }],
    [`object ${NEWCOMER.slice(0, 8)} --undo`, "object", { joiner: NEWCOMER, on: false }],
  ])("%s", async (words, kind, body) => {
    expect((await run(words)).exit).toBe(EXIT.ok);
    const [authored] = node.authored;
    const said = Object.entries(authored?.body as object).map(([name, value]) => {
      return [name, value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value];
    });
    expect({ kind: authored?.kind, body: Object.fromEntries(said) }).toEqual({ kind, body });
  });

  test.each(["en", "zh-Hant", "zh-Hans"])(
    "is shown to the members, with what they can do, in %s",
    async (lang) => {
      const status = (await run("status", lang)).out;
      expect(status).toContain(`huzhu vouch ${NEWCOMER.slice(0, 8)}`);
      expect(status).toContain(`huzhu object ${NEWCOMER.slice(0, 8)}`);
      const members = (await run("members", lang)).out;
      for (const each of [NEWCOMER, OUT]) expect(members).toContain(each.slice(0, 8));
      for (const each of [NEWCOMER, OUT]) {
        const { exit, out } = await run(`explain ${each}`, lang);
        expect({ exit, out }).toEqual({ exit: EXIT.ok, out: expect.not.stringMatching(/[{}?]|undefined/) });
      }
    },
  );

  test("and who is none is unknown", async () => {
    const { exit, err } = await run(`vouch ${OUT.slice(0, 6)}ff`);
    expect({ exit, err }).toEqual({
      exit: EXIT.usage,
      err: expect.stringContaining("There is no newcomer who waits"),
    });
  });

  test("is told on their own screen why they wait", async () => {
    const waits = { ...node, device: deviceOf(NEWCOMER) as DeviceKey, member: () => null };
    await api.stop();
    api = await serveApi(waits, home, { onError: () => undefined });
    expect((await run("status")).out).toMatch(/You wait to join since .*huzhu explain \w{8}/);
    expect((await run(`explain ${NEWCOMER}`)).out).toMatch(
      /Invited by Bo .*\n.*1 member vouches, .*\n.*\n· Members can object until .*: 0 do; 3 keep/,
    );
  });
});

test("a place asked for can be vouched for by the applicant's name, and by its entry", async () => {
  const plan = planOf(node.sealed);
  const event = id("asked");
  for (const { state } of [node.sealed, node.ahead]) {
    const asked = { event, tier: 0, sinceMs: 1, height: 1, status: "waiting" } as const;
    state.applications.set(plan + BO2, asked);
    const terms = [...state.terms.entries(plan)][0];
    if (terms === undefined) throw new Error("terms of the plan");
    state.terms.set(terms[0], { ...terms[1], terms: { ...terms[1].terms, admission: "vouch" } });
  }
  expect((await run("status")).out).toContain(`huzhu vouch ${event.slice(0, 8)}`);
  for (const reference of [event.slice(0, 8), BO2]) await run(`vouch ${reference}`);
  expect(node.authored.map(({ kind }) => kind)).toEqual(["vouch", "vouch"]);
  expect((await run(`explain ${event}`)).out).toMatch(/asked on .* for a place .*\n.*0 have, 2 are needed/);
  expect(CHEN).not.toBe(BO2);
});

test("an invite is taken back by the line that was sent", async () => {
  const [secret, device] = [new Uint8Array(32).fill(7), signerOf(new Uint8Array(32).fill(8))];
  const key = signerOf(secret).publicKey as PublicKey;
  const expiresMs = node.sealed.nowMs + DAY;
  const statement = signInvite(device, node.community, { key, inviter: AN, expiresMs });
  const invite = {
    ...{ community: node.community, title: "Lane 7", currency: "CNY", inviterName: "An" },
    ...{ networkKey: new Uint8Array(32), addresses: [], latestSeal: null },
  };
  const line = inviteText(invite, { statement } as never, secret);
  expect(await run(`uninvite ${line}`)).toMatchObject({ exit: EXIT.ok });
  expect(node.authored).toMatchObject([{ kind: "uninvite" }]);
  const [{ body } = { body: {} }] = node.authored;
  expect(Buffer.from((body as { invite: Uint8Array }).invite).toString("hex")).toBe(key);
  expect((await run("uninvite huzhu1nonsense")).exit).not.toBe(EXIT.ok);
  const elsewhere = await run(`uninvite ${inviteLine()}`);
  expect(elsewhere.err).toContain("belongs to another community");
  expect(node.authored.length).toBe(1);
});
