import { rm } from "node:fs/promises";
import { afterEach, describe, expect, test } from "vitest";
import type { EventId, MemberId } from "../../src/base/id.ts";
import { propose } from "../../src/events/kinds/propose.ts";
import { seriousIllness } from "../../src/ledger/templates.ts";
import { certifyDevice } from "../../src/node/certify-device.ts";
import { returnHome } from "../../src/node/home.ts";
import { readHome } from "../../src/node/home-file.ts";
import { newIdentity, readPhrase } from "../../src/node/identity.ts";
import { readReturn, returnText } from "../../src/node/return-text.ts";
import { Homes, until } from "./homes.ts";

let homes = new Homes();
afterEach(async () => {
  await homes.close();
  homes = new Homes();
});

const service = (name: string) => homes.node(name).service;
const stateOf = (name: string) => service(name).books()?.sealed.state;

async function speak(name: string, title: string) {
  const terms = { ...seriousIllness(2), title };
  return await service(name).author("propose", propose.body.write({ terms, tier: null }));
}

/** Ada, who seals, and Bo, who has said how he is paid. */
async function village(): Promise<MemberId> {
  // no seat is renewed while this runs: only its own first word can move it to a new device
  await homes.found("Ada", { seatExpiryMs: 3_600_000 });
  await homes.start("Ada");
  await homes.join("Bo", "Ada");
  await homes.start("Bo");
  await until(() => service("Bo").member() !== null, "Bo on the roll");
  const bo = service("Bo").member() as MemberId;
  await until(() => service("Bo").profileOf(bo) !== undefined, "a profile");
  const said = await service("Bo").setProfile({ nickname: "Bo", payTo: "jar", needs: [], addresses: [] });
  expect(said.ok).toBe(true);
  await until(() => service("Ada").profileOf(bo)?.content?.payTo === "jar", "known");
  return bo;
}

/** The member goes on: on the roll by the new device, in the seat's place, heard and sealed. */
async function expectGoesOn(name: string, bo: MemberId, former: string): Promise<void> {
  await until(() => service(name).member() === bo, "the same member again");
  expect(service(name).device).not.toBe(former);
  const said = await speak(name, `By the new device ${name}`);
  if (!said.ok) throw new Error(said.error);
  const { value } = said;
  await until(() => stateOf("Ada")?.plans.get(value) !== undefined, "sealed");
  const isOffered = () =>
    service("Ada")
      .books()
      ?.open.some(({ device, kind }) => device === service(name).device && kind === "witness");
  const isWitness = () => stateOf("Ada")?.witnesses.get(bo)?.device === service(name).device;
  await until(() => isOffered() === true || isWitness(), "it offers itself");
  // a renewal alone waits for something to be sealed with
  expect((await speak("Ada", `Beside ${name}`)).ok).toBe(true);
  await until(isWitness, "it is the witness");
  await until(() => service("Ada").profileOf(bo)?.device === service(name).device, "its profile");
  expect(service("Ada").profileOf(bo)?.content).toMatchObject({ nickname: "Bo", payTo: "jar" });
  expect(stateOf("Ada")?.devices.get(service(name).device)?.member).toBe(bo);
}

describe("a device that has stopped", () => {
  test("gives way to a new one of the same member, in the same folder", async () => {
    const bo = await village();
    const former = service("Bo").device;
    await homes.stop("Bo");
    const path = await homes.folder("Bo");
    await rm(`${path}/store/slots`);
    await homes.start("Bo");
    await until(() => service("Bo").network().alarms.length > 0, "told");
    expect(service("Bo").network().alarms).toContainEqual({ code: "device-stopped", reason: "missing" });
    expect(await speak("Bo", "No")).toEqual({ ok: false, error: "device-stopped" });
    await expect(certifyDevice(path, homes.identity("Bo"), Date.now())).rejects.toMatchObject({
      code: "home-locked",
    });
    await homes.stop("Bo");
    expect(await certifyDevice(path, newIdentity(), Date.now())).toEqual({
      ok: false,
      error: "phrase-wrong",
    });
    const certified = await certifyDevice(path, homes.identity("Bo"), Date.now());
    expect(certified).toMatchObject({ ok: true, value: { member: bo, former } });
    expect(await readHome(path)).toMatchObject({ stopped: null, isSettling: false, former: [{}] });
    await homes.start("Bo");
    expect(
      service("Bo")
        .network()
        .alarms.map(({ code }) => code),
    ).not.toContain("device-stopped");
    await expectGoesOn("Bo", bo, former);
  });

  test("has no successor where its member was never sealed, nor beyond four that may sign", async () => {
    await homes.found("Ada");
    await homes.start("Ada");
    await homes.join("Bo", "Ada");
    const early = await certifyDevice(await homes.folder("Bo"), homes.identity("Bo"), Date.now());
    expect(early).toEqual({ ok: false, error: "not-a-member" });
    const path = await homes.folder("Ada");
    await homes.stop("Ada");
    for (let devices = 1; devices <= 4; devices++) {
      const next = await certifyDevice(path, homes.identity("Ada"), Date.now());
      if (devices < 4) expect(next.ok).toBe(true);
      else expect(next).toEqual({ ok: false, error: "devices-too-many" });
    }
  });
});

describe("a member whose disk is gone", () => {
  async function lineFor(bo: MemberId) {
    const line = service("Ada").returnLine(bo);
    if (!line.ok) throw new Error(line.error);
    return line.value;
  }

  test("goes on with another member's line and the 24 words, as the same member", async () => {
    const bo = await village();
    const former = service("Bo").device;
    await homes.stop("Bo");
    await rm(await homes.folder("Bo"), { recursive: true });
    const line = readReturn(await lineFor(bo));
    expect(line).toMatchObject({ member: bo, root: homes.identity("Bo").root.publicKey, name: "Bo" });
    const identity = readPhrase(homes.identity("Bo").phrase);
    await returnHome(await homes.folder("Anew"), { line, identity, nowMs: Date.now() });
    await homes.start("Anew");
    await expectGoesOn("Anew", bo, former);
    await until(() => homes.root("Ada") === homes.root("Anew"), "equal roots");
  });

  test("is let in by nobody with another member's words", async () => {
    const bo = await village();
    const line = readReturn(await lineFor(bo));
    await returnHome(await homes.folder("Mal"), { line, identity: newIdentity(), nowMs: Date.now() });
    const mal = await homes.start("Mal");
    const height = service("Ada").books()?.height ?? 0;
    expect((await speak("Ada", "Life goes on")).ok).toBe(true);
    await until(() => (service("Ada").books()?.height ?? 0) > height, "a seal");
    expect(mal.service.books()).toBeNull();
    const own: EventId[] = [];
    for await (const event of service("Ada").events())
      if (event.device === mal.service.device) own.push(event.id);
    expect(own).toEqual([]);
  });

  test("is given no line of use when four devices may sign already", async () => {
    const bo = await village();
    await homes.stop("Bo");
    for (let more = 2; more <= 4; more++) {
      const made = await certifyDevice(await homes.folder("Bo"), homes.identity("Bo"), Date.now());
      expect(made.ok).toBe(true);
    }
    await homes.start("Bo");
    await until(() => {
      const devices = [...(stateOf("Ada")?.memberDevices.entries(bo) ?? [])];
      return devices.length === 4;
    }, "four devices");
    expect(service("Ada").returnLine(bo)).toEqual({ ok: false, error: "devices-too-many" });
  });

  test("a line comes back however it was pasted, and is no line once a letter is wrong", async () => {
    await homes.found("Ada");
    await homes.start("Ada");
    const text = await lineFor(service("Ada").member() as MemberId);
    const line = readReturn(text);
    expect(returnText(line)).toBe(text);
    expect(readReturn(`\u2060${text.slice(0, 50)}\n ${text.slice(50).toUpperCase()}`)).toEqual(line);
    const wrong = `${text.slice(0, 30)}${text[30] === "q" ? "p" : "q"}${text.slice(31)}`;
    const invite = await service("Ada").invite(1_000);
    for (const [code, bad] of [
      ["return-mangled", wrong],
      ["return-mangled", text.slice(0, -1)],
      ["return-none", ""],
      ["line-is-invite", invite.ok ? invite.value : ""],
    ] as const)
      expect(() => readReturn(bad)).toThrow(expect.objectContaining({ code }));
  });
});

test("24 words are read however they are typed, and nothing else is", () => {
  const { phrase, root } = newIdentity();
  const numbered = phrase.split(" ").map((word, index) => `${index + 1}. ${word.toUpperCase()},`);
  expect(readPhrase(numbered.join("\n")).root.publicKey).toBe(root.publicKey);
  const words = phrase.split(" ");
  const swapped = [words[1], words[0], ...words.slice(2)].join(" ");
  for (const typed of [
    "",
    words.slice(1).join(" "),
    `${phrase} ${words[0]}`,
    phrase.replace(/^\w+/, "huzhu"),
  ])
    expect(() => readPhrase(typed)).toThrow(expect.objectContaining({ code: "phrase-invalid" }));
  // most exchanges of words break the checksum; where one does not, it is another identity
  if (swapped !== phrase) {
    let other: string | undefined;
    try {
      other = readPhrase(swapped).root.publicKey;
    } catch (error) {
      expect(error).toMatchObject({ code: "phrase-invalid" });
    }
    expect(other).not.toBe(root.publicKey);
  }
  expect(() => readPhrase(phrase.replace(/^\w+/, "huzhu"))).toThrow(
    expect.objectContaining({ details: { count: "24", wrong: "1" } }),
  );
});
